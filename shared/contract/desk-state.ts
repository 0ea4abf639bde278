import { call, endReason } from '../call/call.ts';
import { busyLight, connectionState, mediaState, registrationState, voicemail } from '../call/line-state.ts';
import { callbackQueue } from './callback-state.ts';
import { debrief } from './practice.ts';
import { redFlags } from './red-flags.ts';
import { scriptBookState } from './script-book.ts';
import { scriptBeside } from './scripts.ts';
import { crisisState } from '../team/crisis.ts';
import { scriptOutcome, wrapUpNote } from '../script/wrap-up.ts';
import { appErrorSchema, instantMs, opaqueId, z } from './schema.ts';

/** What the agent is doing. `on-call` and `wrap-up` come by themselves; `ready` and `break` are the agent's. */
export const availability = z.discriminatedUnion('name', [
  z.object({ name: z.literal('ready'), since: instantMs }),
  z.object({ name: z.literal('on-call'), since: instantMs }),
  z.object({ name: z.literal('wrap-up'), since: instantMs, until: instantMs }),
  z.object({ name: z.literal('break'), since: instantMs, reason: z.string() }),
]);
export type Availability = z.infer<typeof availability>;

/** What the agent turns to once the calls and their wrap-up are over: their last wish, `ready` unless they said so. */
export const availabilityWish = z.discriminatedUnion('name', [
  z.object({ name: z.literal('ready') }),
  z.object({ name: z.literal('break'), reason: z.string() }),
]);
export type AvailabilityWish = z.infer<typeof availabilityWish>;

export const colleague = z.object({ extension: z.string(), name: z.string(), light: busyLight });
export type Colleague = z.infer<typeof colleague>;

/** Whom scripts and red-flag cards hand over to, by the name that scripts use. */
export const handOff = z.object({ name: z.string(), label: z.string(), number: z.string() });
export type HandOff = z.infer<typeof handOff>;

export const practicePatient = z.object({
  id: z.string(),
  name: z.string(),
  /** One line: who calls, and in what mood. */
  brief: z.string(),
});
export type PracticePatient = z.infer<typeof practicePatient>;

/** Something the agent should know, until they dismiss it or it is no longer so. */
export const notice = z.object({ id: opaqueId, at: instantMs, error: appErrorSchema });
export type Notice = z.infer<typeof notice>;

export const sitting = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('account'),
    profileName: z.string(),
    extension: z.string(),
    displayName: z.string(),
  }),
  z.object({ kind: z.literal('practice') }),
]);

export const settings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** One-letter keys during a call (M, H, K…); absent means on. Speech-input users need them off (WCAG 2.1.4). */
  letterKeys: z.boolean().optional(),
  /** The talk and listen bar during a call; absent means on. */
  talkBar: z.boolean().optional(),
});
export type Settings = z.infer<typeof settings>;

/** The whole of what the desk window draws. A projection of main's state, pushed at each change. */
export const deskState = z.object({
  /** Grows by one at each push. */
  revision: z.number().int(),
  sitting,
  availability,
  /** What comes after `on-call` and `wrap-up`; absent otherwise, because then the wish is already so. */
  availabilityWish: availabilityWish.optional(),
  /** Reasons offered for a break, from the profile. */
  breakReasons: z.array(z.string()),
  connection: connectionState,
  /** What main found when it looked at the unreachable server itself; null while there is a link or no finding. */
  connectionFinding: appErrorSchema.nullable(),
  registration: registrationState,
  /** Live calls, oldest first, and ended ones for as long as their outcome is on screen. */
  calls: z.array(call),
  media: mediaState,
  voicemail: voicemail.nullable(),
  voicemailNumber: z.string().nullable(),
  echoNumber: z.string().nullable(),
  colleagues: z.array(colleague),
  practicePatients: z.array(practicePatient),
  /** Of the practice call that was just over, until it is closed or another one is over. */
  debrief: debrief.extend({ isKept: z.boolean() }).nullable(),
  /** Changes whenever the kept debriefs do; ask `listDebriefs`. */
  keptDebriefsRevision: z.number().int(),
  notices: z.array(notice),
  /** Changes whenever the call list does; ask `listCalls` for a page. */
  callListRevision: z.number().int(),
  callbacks: callbackQueue,
  /** The scripts of the calls on screen and of the callback in hand. */
  scripts: z.array(scriptBeside),
  /** Changes whenever the list of scripts does; ask `listScripts` for a page. */
  scriptListRevision: z.number().int(),
  redFlags,
  /** Of writing scripts: ask `listBook` for a page. */
  scriptBook: scriptBookState,
  crisis: crisisState,
  handOffs: z.array(handOff),
  /** ISO 3166-1 alpha-2 country that national numbers are read in. */
  defaultCountry: z.string(),
  settings,
});
export type DeskState = z.infer<typeof deskState>;

/** One line of the agent's call list. */
export const callListEntry = z.object({
  id: opaqueId,
  direction: z.enum(['incoming', 'outgoing']),
  number: z.string(),
  name: z.string(),
  queue: z.string().nullable(),
  startedAt: instantMs,
  answeredAt: instantMs.nullable(),
  endedAt: instantMs,
  reason: endReason,
  /** Mean MOS over the call; null when nothing was measured. */
  mos: z.number().nullable(),
  practice: z.boolean(),
  /** How it went, in the words of its script and the agent's; null until it was said. */
  wrapUp: z.object({ outcome: scriptOutcome.nullable(), note: wrapUpNote }).nullable(),
  /** Red-flag cards that were opened in it, by their titles. */
  redFlags: z.array(z.object({ card: z.string(), atMs: instantMs })),
});
export type CallListEntry = z.infer<typeof callListEntry>;
