import { instantMs as anyInstantMs, opaqueId, z } from '../contract/schema.ts';
import { LAST_INSTANT_MS } from './local-time.ts';
import { PRIORITIES, type Priority } from './priority.ts';

/**
 * What can happen to a callback. The log of a team is a list of these and nothing else: rows, owners and queues are
 * what the reducer makes of it. Decided by whoever writes, read the same by everybody: no event needs the reader's
 * profile or clock to be understood.
 */

/** Later ones cannot be shown by the clock of any place, and nobody waits for them. */
const instantMs = anyInstantMs.max(LAST_INSTANT_MS);

/** An agent's name on the hub: the last word of the subjects they may publish under. */
export const agentName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);
export const callbackId = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

export const priority = z.enum(PRIORITIES);
export type { Priority };

/** Where a request came from. */
export const requestSource = z.enum(['agent', 'phone', 'web', 'import', 'missed-call', 'script']);
export type RequestSource = z.infer<typeof requestSource>;

/** E.164 with its plus, or an extension or local number as the PBX dials it. */
const phoneNumber = z.string().regex(/^(?:\+[1-9]\d{5,14}|[0-9*#]{2,20})$/);
const shortText = z.string().max(200);
const longText = z.string().max(4000);
/** IANA name, like Europe/London. */
export const timeZone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/);

/** When the patient asked to be called: any time between the two. */
export const askedWindow = z
  .object({ fromMs: instantMs, untilMs: instantMs })
  .refine(({ fromMs, untilMs }) => untilMs > fromMs, 'untilMs after fromMs');
export type AskedWindow = z.infer<typeof askedWindow>;

/** How an attempt went. */
export const outcome = z.enum([
  'spoke',
  'no-answer',
  'busy',
  'voicemail-left',
  'wrong-number',
  'asked-for-later',
  'do-not-call',
]);
export type Outcome = z.infer<typeof outcome>;

/** What follows from an outcome, by the policy of whoever wrote it. */
export const afterOutcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done') }),
  z.object({ kind: z.literal('retry'), dueMs: instantMs, window: askedWindow.optional() }),
  /** A person decides: too many attempts, or a number that is not the patient's. */
  z.object({ kind: z.literal('lead'), why: z.enum(['max-attempts', 'wrong-number']) }),
]);
export type AfterOutcome = z.infer<typeof afterOutcome>;

/** To whom a callback is handed: a colleague by name, or whoever leads. */
export const handTo = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('agent'), agent: agentName }),
  z.object({ kind: z.literal('lead') }),
]);
export type HandTo = z.infer<typeof handTo>;

const common = {
  /** Random UUID, the same each time the event is sent again. */
  id: z.uuid(),
  /** When it was written: the hub's time as that desk knew it (its clock with the hub's offset). */
  at: instantMs,
  /** Random id of the desk that wrote it; absent when no desk did. */
  desk: opaqueId.optional(),
};
const leaseMs = z
  .number()
  .int()
  .min(1000)
  .max(4 * 3_600_000);

export const callbackEvent = z.discriminatedUnion('type', [
  z.object({
    ...common,
    type: z.literal('requested'),
    number: phoneNumber,
    name: shortText.optional(),
    /** Why, in the team's words, like "Test results". One open callback per number and reason. */
    reason: shortText,
    language: z.string().max(35).optional(),
    priority: priority.default('normal'),
    zone: timeZone.optional(),
    window: askedWindow.optional(),
    /** Not before; absent means now. */
    dueMs: instantMs.optional(),
    /** When the patient asked. Never later than the event itself; it is what the wait is counted from. */
    requestedMs: instantMs,
    source: requestSource,
    note: longText.optional(),
    for: handTo.optional(),
  }),
  z.object({ ...common, type: z.literal('claimed'), leaseMs, reserve: z.boolean().optional() }),
  z.object({ ...common, type: z.literal('renewed'), leaseMs }),
  /** Back to the queue, or on to somebody. */
  z.object({ ...common, type: z.literal('released'), to: handTo.optional() }),
  z.object({ ...common, type: z.literal('dial-started') }),
  z.object({
    ...common,
    type: z.literal('outcome'),
    outcome,
    next: afterOutcome,
    /** When somebody spoke with the patient; only with `spoke`. The wait ends there. */
    spokeMs: instantMs.optional(),
  }),
  z.object({
    ...common,
    type: z.literal('rescheduled'),
    dueMs: instantMs,
    window: askedWindow.optional(),
    zone: timeZone.optional(),
    priority: priority.optional(),
  }),
  z.object({ ...common, type: z.literal('note'), text: longText.min(1) }),
  z.object({ ...common, type: z.literal('cancelled'), reason: shortText }),
]);
export type CallbackEvent = z.infer<typeof callbackEvent>;

/** The version of this vocabulary. A higher one is kept unread until the app is updated. */
export const EVENT_VERSION = 1;

/** An event where the log has it. */
export interface LoggedEvent {
  /** Position in the team's log, from 1; the order of everything. */
  readonly seq: number;
  readonly callbackId: string;
  /** Who wrote it, as the hub saw to (the last word of the subject). */
  readonly author: string;
  /** When the hub took it, by the hub's clock. */
  readonly hubMs: number;
  readonly event: CallbackEvent;
}
