import { instantMs, opaqueId, z } from '../contract/schema.ts';

/**
 * One call as every window sees it. The line window owns it; everybody else holds copies.
 *
 *   incoming:  ringing ──answer──▶ answering ──▶ talking ──▶ ending ──▶ ended
 *   outgoing:  dialling ─18x─▶ alerting ─2xx────▶ talking
 *                                                 ▲   │ path lost
 *                                                 └─ reaching
 *   Every phase may go straight to `ended`. Hold, mute, transfer and merging are not phases:
 *   they keep what the agent wants and what the far end confirmed apart.
 */
export const endReasons = [
  'hung-up-here', //        the agent ended it
  'hung-up-there', //       the far end sent BYE
  'declined', //            the agent declined it
  'missed', //              the caller gave up (CANCEL) or our ring time ran out
  'answered-elsewhere', //  RFC 3326 Reason: cause=200
  'cancelled', //           the agent gave up before it was answered
  'busy', //                486/600
  'no-answer', //           408/480 while alerting
  'not-found', //           404/410/484/604
  'refused', //             603/403 and other final refusals
  'transferred', //         handed to somebody else
  'merged-away', //         its place was taken by another dialog (Replaces)
  'lost', //                the dialog is gone on the server (481/408)
  'media-failed', //        no audio path could be built
  'microphone', //          the microphone could not be opened
  'server-error', //        5xx, or an answer that makes no sense
] as const;
export const endReason = z.enum(endReasons);
export type EndReason = z.infer<typeof endReason>;

export const callPhase = z.discriminatedUnion('name', [
  /** An INVITE is here and nobody has answered. `autoAnswerAt` is set when a trusted server asked for it. */
  z.object({ name: z.literal('ringing'), since: instantMs, autoAnswerAt: instantMs.nullable() }),
  /** The agent answered; 200 is on its way or media is being joined. */
  z.object({ name: z.literal('answering'), since: instantMs }),
  /** INVITE not sent yet, or sent and not answered by more than 100. */
  z.object({ name: z.literal('dialling'), since: instantMs }),
  /** The far end rings; with early media the agent hears what the network plays. */
  z.object({ name: z.literal('alerting'), since: instantMs, earlyMedia: z.boolean() }),
  z.object({ name: z.literal('talking'), since: instantMs }),
  /** The path is lost and being rebuilt; the dialog lives. */
  z.object({ name: z.literal('reaching'), since: instantMs }),
  z.object({ name: z.literal('ending'), since: instantMs }),
  z.object({
    name: z.literal('ended'),
    at: instantMs,
    reason: endReason,
    sipStatus: z.number().int().min(100).max(699).nullable(),
  }),
]);
export type CallPhase = z.infer<typeof callPhase>;

/** What the agent wants and what has been confirmed: apart, always (hold: 200 to the re-INVITE; mute: the track). */
export const wish = z.object({ wanted: z.boolean(), confirmed: z.boolean() });

export const transferState = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('blind'),
    target: z.string(),
    /** sent: REFER accepted; ringing: the target rings (NOTIFY 18x); failed: the patient is being taken back. */
    step: z.enum(['checking', 'sent', 'ringing', 'failed', 'done']),
    sipStatus: z.number().int().nullable(),
  }),
  z.object({
    kind: z.literal('attended'),
    target: z.string(),
    consultCallId: opaqueId,
    step: z.enum(['consulting', 'completing', 'failed', 'done']),
    sipStatus: z.number().int().nullable(),
  }),
]);
export type TransferState = z.infer<typeof transferState>;

export const qualityBands = ['excellent', 'good', 'fair', 'poor', 'bad'] as const;
export const callQuality = z.object({
  /** Conversational quality (MOS-CQE) estimated by the E-model (ITU-T G.107, G.109), 1.0-4.5. */
  mos: z.number().min(1).max(4.5),
  band: z.enum(qualityBands),
  /** Loss of received packets in the last window, percent. */
  lossPercent: z.number().min(0).max(100),
  jitterMs: z.number().nonnegative(),
  roundTripMs: z.number().nonnegative().nullable(),
  codec: z.string(),
  /** True while the alert is up; raised inside 5 s, held at least 5 s. */
  warning: z.boolean(),
});
export type CallQuality = z.infer<typeof callQuality>;

export const party = z.object({
  /**
   * Digits or SIP user as the network gave it; empty when withheld. Of a call we placed, the number that calls it again,
   * until the network names somebody else.
   */
  number: z.string(),
  /** Display name as the network gave it; empty when none. */
  name: z.string(),
});

export const call = z.object({
  id: opaqueId,
  direction: z.enum(['incoming', 'outgoing']),
  /** Whom the agent talks to. P-Asserted-Identity (RFC 3325) wins over From. */
  remote: party,
  /** Queue or dialled service that brought the call, when the PBX says so (X-Queue, History-Info, Diversion). */
  queue: z.string().nullable(),
  /** Who handed the call over (Referred-By, RFC 3892), when it was transferred to us. */
  referredBy: z.string().nullable(),
  startedAt: instantMs,
  answeredAt: instantMs.nullable(),
  phase: callPhase,
  hold: wish,
  heldByFarEnd: z.boolean(),
  mute: wish,
  transfer: transferState.nullable(),
  /** For a consult call, and for somebody brought in: the call it was started for. */
  consultFor: opaqueId.nullable(),
  /** Calls with the same id hear each other, mixed on this desk. */
  conferenceId: opaqueId.nullable(),
  autoAnswered: z.boolean(),
  /** Null until two seconds of media have been measured. */
  quality: callQuality.nullable(),
  /** The practice patient's id when this is a practice call. */
  practice: z.string().nullable(),
});
export type Call = z.infer<typeof call>;
