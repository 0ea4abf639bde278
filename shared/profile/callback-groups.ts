import { isTimeZone } from '../callback/local-time.ts';
import { z } from '../contract/schema.ts';
import { group, list, matching, text, wholeNumber, yesOrNo } from './fields.ts';
import { isPrivateHost, PORT, readServerAddress } from './server-address.ts';

/** How a team calls patients back, where its hub is, and how the records on its desks are locked. */

const CLOCK = 'a time of day like 08:00, at most 24:00';
const clockText = /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const clock = () => matching(clockText, CLOCK);
const ZONE = 'a time zone like America/New_York';
const zone = z.string(ZONE).refine(isTimeZone, ZONE);
const hubUrl = new RegExp(
  String.raw`^wss?://(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?)(?::${PORT})?(?:/[^\s?#]*)?$`,
  'i',
);

export const callbacks = group({
  reasons: list(text(60), 'a list of reasons', 40)
    .default(['Test results', 'Appointment', 'Medicine refill', 'Billing', 'Question for a nurse', 'Other'])
    .describe('Offered when a callback is made.'),
  zone: zone
    .optional()
    .describe(
      'Where patients are when nothing else says so (IANA time zone). Without it: the zone of the desk itself.',
    ),
  hours: group({ from: clock().default('08:00'), until: clock().default('21:00') })
    // A time that is none has been named already, and is neither before nor after another.
    .refine(({ from, until }) => from < until || ![from, until].every((time) => clockText.test(time)), {
      error: 'a time of day after the start (21:00 where none is given)',
      path: ['until'],
    })
    .prefault({})
    .describe('When patients may be called, by the clock where they are.'),
  urgentIgnoresHours: yesOrNo()
    .default(false)
    .describe('Whether an urgent callback may be made outside those hours.'),
  retry: group({
    maxAttempts: wholeNumber(1, 20, 'attempts').default(4),
    noAnswerMin: wholeNumber(1, 10_080, 'minutes').default(60),
    busyMin: wholeNumber(1, 10_080, 'minutes').default(10),
    voicemailMin: wholeNumber(1, 10_080, 'minutes').default(240),
  })
    .prefault({})
    .describe('When to try again after nobody answered, and when a lead decides instead.'),
  leaseMin: wholeNumber(5, 240, 'minutes')
    .default(20)
    .describe('How long a taken callback stays with a desk that the hub no longer hears from.'),
  offlineReserve: wholeNumber(0, 10, 'callbacks')
    .default(2)
    .describe('Callbacks that each desk holds ready, to go on calling when the link is lost.'),
});

export const hub = group({
  servers: list(
    matching(hubUrl, 'an address like wss://hub.example.org').refine(
      isSafe,
      'wss://, because the hub is outside the private network',
    ),
    'a list of addresses',
    8,
  )
    .default([])
    .describe('Where the team hub is, when it has moved since the agents’ files were made. Usually empty.'),
});

export const records = group({
  pinMinLength: wholeNumber(6, 64, 'characters')
    .default(6)
    .describe('Shortest PIN; without a keyring on the desk it is 12 at least.'),
  wrongPinLimit: wholeNumber(3, 100, 'wrong PINs')
    .default(10)
    .describe('How many wrong PINs in a row it takes.'),
  onWrongPin: z
    .enum(['destroy', 'lock'], 'destroy or lock')
    .default('destroy')
    .describe('What happens then: the records here are erased, or locked until IT opens them.'),
});

/** What is said of patients is sealed anyway; who works when, and how much, is not. */
function isSafe(url: string): boolean {
  const address = readServerAddress(url);
  return address === null || address.encrypted || isPrivateHost(address.host);
}
