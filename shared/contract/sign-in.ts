import { doneSchema, instantMs, resultSchema, z } from './schema.ts';
import { settings } from './desk-state.ts';
import type { SignInCommandName } from './names.ts';

/** One mistake in a profile: where it stands and what was expected there. */
export const profileMistake = z.object({
  /** Path in the file, like `sip.servers[0].url`; empty for the file itself. */
  path: z.string(),
  expected: z.string(),
  found: z.string(),
});
export type ProfileMistake = z.infer<typeof profileMistake>;

export const openProfile = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('open'), name: z.string(), fileName: z.string(), domain: z.string() }),
  z.object({ state: z.literal('refused'), fileName: z.string(), mistakes: z.array(profileMistake) }),
]);
export type OpenProfile = z.infer<typeof openProfile>;

const count = z.number().int().nonnegative();
/** Wrong PINs that are still forgiven, in all and without the server's word on the password. */
const triesLeft = z.object({ inAll: count, withoutLine: count });

/** What an extension has at this desk, as far as that can be told without its PIN. */
export const keptRecords = z.discriminatedUnion('state', [
  /** Nothing: whoever signs in chooses a PIN. `why` tells an agent who expected otherwise. */
  z.object({ state: z.literal('none'), why: z.enum(['first-time', 'destroyed', 'damaged']) }),
  z.object({ state: z.literal('known'), triesLeft }),
  /** Known, and no PIN is tried before `untilMs`. */
  z.object({ state: z.literal('waiting'), untilMs: instantMs, triesLeft }),
  /** Shut after too many wrong PINs, by the profile's rule. Nothing is lost, and nothing opens it here. */
  z.object({ state: z.literal('locked') }),
  /** Sealed with the keyring of another computer, or with one that has been emptied: no PIN opens it any more. */
  z.object({ state: z.literal('sealed') }),
  /** Written by a newer Hearthline. Left as it is. */
  z.object({ state: z.literal('newer') }),
]);
export type KeptRecords = z.infer<typeof keptRecords>;

export const recordsRules = z.object({
  /** Characters that a new PIN must have at this desk. */
  minLength: count,
  /** False where the system keeps no secrets: the PIN alone protects the records then. */
  keyring: z.boolean(),
  /** How many wrong PINs in a row it takes, and what happens then. */
  wrongPinLimit: z.number().int().positive(),
  onWrongPin: z.enum(['destroy', 'lock']),
});
export type RecordsRules = z.infer<typeof recordsRules>;

export const recordsOutlook = z.object({ kept: keptRecords, rules: recordsRules });
export type RecordsOutlook = z.infer<typeof recordsOutlook>;

export const signInState = z.object({
  profile: openProfile,
  /** The extension that signed in here last; never a password. */
  lastExtension: z.string(),
  /** What is happening while signing in; null when nothing is. */
  progress: z.enum(['reaching-server', 'checking-password', 'opening-records']).nullable(),
  /** The extension that may go on without the phone line: its server could not be reached a moment ago. */
  mayGoOnWithoutLine: z.string().nullable(),
  settings,
});
export type SignInState = z.infer<typeof signInState>;

const extension = z.string().min(1).max(64);
/** A PIN or a passphrase. */
export const pin = z.string().min(1).max(256);
const account = z.object({ extension, password: z.string().min(1).max(256), pin });

/** Everything the sign-in page may ask of main. The page's process ends once somebody is in, and what was typed with it. */
export const signInCommands = {
  getSignIn: { input: z.undefined().optional(), output: resultSchema(signInState) },
  /** A profile file's text, read where it was dropped or picked. Refused ones come back with every mistake. */
  openProfile: {
    input: z.object({ fileName: z.string().max(255), text: z.string().max(1_000_000) }),
    output: resultSchema(openProfile),
  },
  /** What an extension has at this desk, before anybody has proved anything. */
  recordsFor: { input: z.object({ extension }), output: resultSchema(recordsOutlook) },
  /**
   * The server is asked about the password first; only when it has accepted is the PIN tried.
   * `open`: the PIN of the records that are here. `create`: a new one, where there are none. `start-over`: what is
   * here is erased first, for an agent who forgot the PIN.
   */
  signIn: {
    input: account.extend({ records: z.enum(['open', 'create', 'start-over']) }),
    output: doneSchema,
  },
  /** Opens the records with the PIN alone, after the server could not be reached; the line goes on trying. */
  goOnWithoutLine: { input: account, output: doneSchema },
  cancelSignIn: { input: z.undefined().optional(), output: doneSchema },
  practise: { input: z.undefined().optional(), output: doneSchema },
} as const satisfies Record<SignInCommandName, { input: z.ZodType; output: z.ZodType }>;
