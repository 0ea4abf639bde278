import { doneSchema, resultSchema, z } from './schema.ts';
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

export const signInState = z.object({
  profile: openProfile,
  /** The extension that signed in here last; never a password. */
  lastExtension: z.string(),
  /** What is happening while signing in; null when nothing is. */
  progress: z.enum(['reaching-server', 'checking-password']).nullable(),
  settings,
});
export type SignInState = z.infer<typeof signInState>;

/** Everything the sign-in page may ask of main. The page's process ends once somebody is in, and the typed password with it. */
export const signInCommands = {
  getSignIn: { input: z.undefined().optional(), output: resultSchema(signInState) },
  /** A profile file's text, read where it was dropped or picked. Refused ones come back with every mistake. */
  openProfile: {
    input: z.object({ fileName: z.string().max(255), text: z.string().max(1_000_000) }),
    output: resultSchema(openProfile),
  },
  signIn: {
    input: z.object({ extension: z.string().min(1).max(64), password: z.string().min(1).max(256) }),
    output: doneSchema,
  },
  cancelSignIn: { input: z.undefined().optional(), output: doneSchema },
  practise: { input: z.undefined().optional(), output: doneSchema },
} as const satisfies Record<SignInCommandName, { input: z.ZodType; output: z.ZodType }>;
