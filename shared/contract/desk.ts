import { deviceRole } from '../call/line-state.ts';
import { callListEntry, deskState, settings } from './desk-state.ts';
import { doneSchema, opaqueId, resultSchema, z } from './schema.ts';
import type { DeskCommandName } from './names.ts';
import { pin, recordsOutlook } from './sign-in.ts';

const onCall = z.object({ callId: opaqueId });
const nothing = z.undefined().optional();

/** Everything the desk window may ask of main: what goes in, what comes back. */
export const deskCommands = {
  /** The state now; later ones arrive as the `state` event. */
  getState: { input: nothing, output: resultSchema(deskState) },
  signOut: { input: nothing, output: doneSchema },
  becomeReady: { input: nothing, output: doneSchema },
  takeBreak: { input: z.object({ reason: z.string().max(60) }), output: doneSchema },
  /** Thirty more seconds of wrap-up. */
  extendWrapUp: { input: nothing, output: doneSchema },
  /** Text as typed or pasted: an extension, a national or international number, a tel: or sip: address. */
  dial: {
    input: z.object({ text: z.string().max(256) }),
    output: resultSchema(z.object({ callId: opaqueId })),
  },
  answer: { input: onCall, output: doneSchema },
  decline: { input: onCall, output: doneSchema },
  hangUp: { input: onCall, output: doneSchema },
  setMute: { input: onCall.extend({ muted: z.boolean() }), output: doneSchema },
  setHold: { input: onCall.extend({ held: z.boolean() }), output: doneSchema },
  sendDigits: { input: onCall.extend({ digits: z.string().max(64) }), output: doneSchema },
  merge: { input: z.object({ callIds: z.tuple([opaqueId, opaqueId]) }), output: doneSchema },
  split: { input: z.object({ conferenceId: opaqueId }), output: doneSchema },
  blindTransfer: {
    input: onCall.extend({ text: z.string().max(256), evenIfBusy: z.boolean() }),
    output: doneSchema,
  },
  startConsult: {
    input: onCall.extend({ text: z.string().max(256) }),
    output: resultSchema(z.object({ callId: opaqueId })),
  },
  /** Calls somebody into a call that goes on meanwhile: `text` as in `dial`. */
  bringIn: {
    input: onCall.extend({ text: z.string().max(256) }),
    output: resultSchema(z.object({ callId: opaqueId })),
  },
  completeTransfer: { input: onCall, output: doneSchema },
  cancelTransfer: { input: onCall, output: doneSchema },
  retryConnection: { input: nothing, output: doneSchema },
  chooseDevice: {
    input: z.object({ role: deviceRole, deviceId: z.string().nullable() }),
    output: doneSchema,
  },
  testSound: { input: z.object({ role: z.enum(['speaker', 'ringer']) }), output: doneSchema },
  setMeter: { input: z.object({ on: z.boolean() }), output: doneSchema },
  setEchoTest: { input: z.object({ on: z.boolean() }), output: doneSchema },
  startPracticeCall: { input: z.object({ patientId: z.string() }), output: doneSchema },
  /** Newest first; `before` is the id of the last entry already shown. */
  listCalls: {
    input: z.object({
      before: opaqueId.nullable(),
      limit: z.number().int().min(1).max(100),
      /** Parts of a name or number; empty for all. */
      search: z.string().max(200).default(''),
    }),
    output: resultSchema(z.object({ entries: z.array(callListEntry), more: z.boolean() })),
  },
  /** Takes an ended call's outcome off the screen. */
  dismissCall: { input: onCall, output: doneSchema },
  dismissNotice: { input: z.object({ noticeId: opaqueId }), output: doneSchema },
  /**
   * Begins crisis mode for the whole team, or ends it: from a lead alone. Errors: `crisis-untold` when the team could not be
   * told and nothing was changed, `crisis-unsure` when that is not known, `crisis-off` on a hub that does not take it.
   */
  setCrisis: { input: z.object({ on: z.boolean() }), output: doneSchema },
  changeSettings: { input: settings.partial(), output: doneSchema },
  /** What is kept at this desk for whoever sits here, and what a new PIN must be. */
  recordsHere: { input: nothing, output: resultSchema(recordsOutlook) },
  /** Another PIN for the same records. A wrong present one counts as it does without the phone line. */
  changePin: { input: z.object({ present: pin, next: pin }), output: doneSchema },
} as const satisfies Record<DeskCommandName, { input: z.ZodType; output: z.ZodType }>;

export type DeskCommands = typeof deskCommands;
