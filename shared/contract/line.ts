import { deviceRole, levels, lineSnapshot } from '../call/line-state.ts';
import type { LineReportName } from './names.ts';
import { practiceFacts } from './practice.ts';
import { doneSchema, opaqueId, resultSchema, z } from './schema.ts';

/** How the line window reaches the PBX and who it is there. The password itself never leaves main. */
export const lineAccount = z.object({
  domain: z.string(),
  extension: z.string(),
  authorizationUser: z.string(),
  displayName: z.string(),
  /** Tried in order. A server that may ask for auto-answer is marked. */
  servers: z.array(z.object({ url: z.string(), mayAutoAnswer: z.boolean() })).min(1),
  registrationExpirySec: z.number().int().min(30),
  /** STUN alone (docs/decisions/0011-no-turn.md); empty means none. There is no default server. */
  iceServers: z.array(
    z.object({
      urls: z.array(z.string()).min(1),
    }),
  ),
  /** Longest wait for ICE candidates before an offer or answer leaves. */
  gatheringBudgetMs: z.number().int().positive(),
  dtmf: z.enum(['rfc4733', 'info']),
  /** Extensions whose busy light is watched. */
  watch: z.array(z.string()),
  maxCalls: z.number().int().min(1),
});
export type LineAccount = z.infer<typeof lineAccount>;

const callRef = { callId: opaqueId };
/** Whom to call. */
const callee = {
  /** An extension, or the SIP address with whatever prefix the PBX wants. */
  target: z.string().min(1).max(256),
  /** What the call is shown, listed and called again by; without it, the user of `target`. */
  number: z.string().min(1).max(256).optional(),
};

/** What main tells the line window to do. Each is answered by `settled` with the same id. */
export const lineCommand = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sign-in'), account: lineAccount }),
  /** Joins the in-memory practice exchange instead of a server. */
  z.object({ kind: z.literal('practise') }),
  /** Ends every call, unregisters and forgets the account. */
  z.object({ kind: z.literal('sign-out') }),
  z.object({ kind: z.literal('retry-connection') }),
  /** `joins` is a call that goes on meanwhile instead of being held: somebody is brought in to it. */
  z.object({ kind: z.literal('dial'), ...callRef, ...callee, joins: opaqueId.optional() }),
  z.object({ kind: z.literal('answer'), ...callRef }),
  z.object({ kind: z.literal('decline'), ...callRef }),
  z.object({ kind: z.literal('hang-up'), ...callRef }),
  z.object({ kind: z.literal('set-mute'), ...callRef, muted: z.boolean() }),
  z.object({ kind: z.literal('set-hold'), ...callRef, held: z.boolean() }),
  z.object({ kind: z.literal('send-digits'), ...callRef, digits: z.string().regex(/^[0-9*#A-D]{1,64}$/) }),
  /** Both calls off hold, each party hears the other and the agent. */
  z.object({ kind: z.literal('merge'), callIds: z.tuple([opaqueId, opaqueId]) }),
  z.object({ kind: z.literal('split'), conferenceId: opaqueId }),
  /** Fails with `target-busy` when the target is known to be busy, unless the agent insists. */
  z.object({
    kind: z.literal('blind-transfer'),
    ...callRef,
    ...callee,
    evenIfBusy: z.boolean(),
  }),
  /** Holds the call and dials the target as a consult call. */
  z.object({
    kind: z.literal('start-consult'),
    ...callRef,
    consultCallId: opaqueId,
    ...callee,
  }),
  z.object({ kind: z.literal('complete-transfer'), ...callRef }),
  /** Ends the consult call and takes the patient back. */
  z.object({ kind: z.literal('cancel-transfer'), ...callRef }),
  z.object({ kind: z.literal('choose-device'), role: deviceRole, deviceId: z.string().nullable() }),
  /** Plays a short tone on the speaker or ringer. */
  z.object({ kind: z.literal('test-sound'), role: z.enum(['speaker', 'ringer']) }),
  /** Opens the microphone for the level meter while settings are open. */
  z.object({ kind: z.literal('set-meter'), on: z.boolean() }),
  /** The agent hears their own microphone, half a second late. */
  z.object({ kind: z.literal('set-echo-test'), on: z.boolean() }),
  z.object({ kind: z.literal('practice-call'), patientId: z.string() }),
  /** The agent opened a feeling of the script: the practice patient of this call notices. Only for practice calls. */
  z.object({ kind: z.literal('practice-chip'), ...callRef }),
]);
export type LineCommand = z.infer<typeof lineCommand>;

/** A command on its way to the line window. */
export const lineOrder = z.object({ id: opaqueId, command: lineCommand });
export type LineOrder = z.infer<typeof lineOrder>;

/** Moments of a call, in ms since the line window began, for the demo's timeline and the bench. No patient data. */
export const milestone = z.object({
  callId: opaqueId,
  name: z.enum([
    'invite-received',
    'invite-sent',
    'ringing',
    'answer-asked',
    'answer-sent',
    'first-audio-in',
    'first-audio-out',
    'ended',
  ]),
  /** Milliseconds since the epoch, with a fraction (performance.timeOrigin + performance.now()). */
  atMs: z.number(),
});
export type Milestone = z.infer<typeof milestone>;

/** What the line window tells main. Channel by channel: what goes in, what comes back. */
export const lineReports = {
  /** The engine has loaded and takes commands. */
  ready: { input: z.undefined().optional(), output: doneSchema },
  snapshot: { input: lineSnapshot, output: doneSchema },
  /** Ten times a second while there is something to show. */
  levels: { input: levels, output: doneSchema },
  milestone: { input: milestone, output: doneSchema },
  /** A practice call is over. */
  practised: { input: practiceFacts, output: doneSchema },
  settled: { input: z.object({ id: opaqueId, result: doneSchema }), output: doneSchema },
  /**
   * HA1 = MD5(user:realm:password) (RFC 2617 §3.2.2.2) for the realm that a server of the profile named in its
   * challenge. Main answers only while somebody is signed in, and only for that account.
   */
  credential: {
    input: z.object({ realm: z.string().min(1).max(255) }),
    output: resultSchema(z.object({ ha1: z.string() })),
  },
} as const satisfies Record<LineReportName, { input: z.ZodType; output: z.ZodType }>;
