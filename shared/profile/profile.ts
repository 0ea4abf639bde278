import { isSupportedCountry } from 'libphonenumber-js';
import { z } from '../contract/schema.ts';
import { callbacks, hub, records } from './callback-groups.ts';
import { scripts } from './script-groups.ts';
import { code, group, list, matching, text, wholeNumber, yesOrNo } from './fields.ts';
import { PORT } from './server-address.ts';

/**
 * How a team works, in one file (`*.hearthline.json`). No secret is ever in it: the agent types the password.
 * Each field's error text says what is expected there; readProfile puts it beside what was found.
 */

const HOST = String.raw`(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)`;
const host = new RegExp(`^${HOST}$`);
const webSocketUrl = new RegExp(String.raw`^wss?://${HOST}(?::${PORT})?(?:/[^\s?#]*)?$`, 'i');
/** STUN alone (RFC 7064): TURN wants a secret, and a browser refuses every call when it has none for it. */
const stunUrl = new RegExp(String.raw`^stuns?:${HOST}(?::${PORT})?$`, 'i');
const server = group({
  url: matching(webSocketUrl, 'an address like wss://pbx.example.org:8089/ws').describe(
    'Where the SIP server takes WebSocket connections (RFC 7118).',
  ),
  trustAutoAnswer: yesOrNo()
    .default(false)
    .describe('Whether calls from this server may ask to be answered at once (Call-Info, Alert-Info).'),
});

const ice = group({
  servers: list(
    group({
      urls: list(
        matching(stunUrl, 'an address like stun:stun.example.org:3478 (TURN is not in this version)'),
        'a list of addresses',
        8,
      ).min(1, 'at least one address'),
    }),
    'a list of STUN servers',
    8,
  )
    .default([])
    .describe('Empty means none: nothing is asked of servers outside.'),
  gatheringBudgetMs: wholeNumber(50, 5000, 'milliseconds')
    .default(300)
    .describe('Longest wait for ICE candidates before a call goes out.'),
});

const sip = group({
  domain: matching(host, 'a host name or address like pbx.example.org').describe(
    'The domain of the agents’ SIP addresses.',
  ),
  servers: list(server, 'a list of servers', 8)
    .min(1, 'at least one server')
    .describe('Tried in this order.'),
  realm: text(255)
    .optional()
    .describe(
      'The realm of the server’s challenge. Given, the password is forgotten at once when signing in.',
    ),
  authorizationUser: matching(/^[^\s"@]*\{extension\}[^\s"@]*$/, 'a pattern with {extension} in it')
    .max(128, 'at most 128 characters')
    .default('{extension}')
    .describe('The user name for authorization, where it is not the extension itself.'),
  registrationExpirySec: wholeNumber(30, 7200, 'seconds')
    .default(120)
    .describe('How long a registration lasts unless it is renewed.'),
  dtmf: z
    .enum(['rfc4733', 'info'], 'rfc4733 or info')
    .default('rfc4733')
    .describe('How digits are sent during a call.'),
  ice: ice.prefault({}),
  maxCalls: wholeNumber(1, 8, 'calls').default(4).describe('Calls at once; a further one hears busy.'),
  allowUnencrypted: yesOrNo()
    .default(false)
    .describe(
      'Allows ws:// to hosts outside the private network. Numbers and words about patients then travel readable.',
    ),
});

const country = z
  .string('a country as two capital letters, like US')
  .refine((value) => isSupportedCountry(value), 'a country as two capital letters, like US');

const numbers = group({
  country: country.describe('Where numbers without a country code are read (ISO 3166-1 alpha-2).'),
  dialPrefix: matching(/^[0-9*#]{0,8}$/, 'digits, * and #, at most 8')
    .default('')
    .describe('What the PBX wants before a number outside, like 9.'),
  dialForm: z
    .enum(['plus', 'digits', 'national'], 'plus, digits or national')
    .optional()
    .describe(
      'How a number outside is written after the prefix: +12025550123, 12025550123, or as dialled inside the country. Without it: plus, or national after a prefix.',
    ),
  extensionMaxLength: wholeNumber(2, 8, 'digits')
    .default(6)
    .describe(
      'Up to this many digits are dialled as they are: extensions, service codes, emergency numbers.',
    ),
});

export const profileSchema = group({
  $schema: z.string('the address of the schema, for editors').optional(),
  version: z.literal(1, '1, the version of this format'),
  name: text(60).describe('What people know the team or clinic by.'),
  sip,
  numbers,
  featureCodes: group({
    echo: code().describe('Calls the PBX’s echo test.'),
    voicemail: code().describe('Calls the agent’s voicemail.'),
  }).prefault({}),
  colleagues: list(
    group({ name: text(60), extension: matching(/^[0-9A-Za-z._-]{1,32}$/, 'an extension like 1002') }),
    'a list of colleagues',
    200,
  )
    .default([])
    .describe('Whose busy lights are shown.'),
  breaks: list(text(60), 'a list of reasons', 20).default(['Break']).describe('Reasons offered for a break.'),
  wrapUpSec: wholeNumber(0, 3600, 'seconds')
    .default(30)
    .describe('Time for notes after an answered call; 0 for none.'),
  scripts: scripts.prefault({}),
  callbacks: callbacks.prefault({}),
  hub: hub.prefault({}),
  records: records.prefault({}),
});

export type Profile = z.output<typeof profileSchema>;
export type ProfileInput = z.input<typeof profileSchema>;
