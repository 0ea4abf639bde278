import { agentName, askedWindow, callbackId, outcome, priority, requestSource } from '../callback/event.ts';
import { appErrorSchema, instantMs, opaqueId, z } from './schema.ts';

/** The lists of the queue. `next` is what this agent could call now or next, in the order of the queue. */
export const callbackView = z.enum(['next', 'mine', 'team', 'done', 'attention']);
export type CallbackView = z.infer<typeof callbackView>;

/** Whether this agent may call now, and if not, why and from when. */
export const callPermission = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yes') }),
  /** `hours`: it is night where the patient is. `window`: they asked for another time. */
  z.object({ kind: z.literal('not-yet'), why: z.enum(['due', 'hours', 'window']), fromMs: instantMs }),
  /** Every time they asked for is over. */
  z.object({ kind: z.literal('window-over') }),
  z.object({ kind: z.literal('held'), by: z.string() }),
  z.object({ kind: z.literal('for-other'), name: z.string() }),
  z.object({ kind: z.literal('attention') }),
  z.object({ kind: z.literal('closed') }),
]);
export type CallPermission = z.infer<typeof callPermission>;

/** One line of the queue. All times are the hub's; see `hubOffsetMs`. */
export const callbackRow = z.object({
  id: callbackId,
  number: z.string(),
  name: z.string(),
  reason: z.string(),
  language: z.string(),
  priority,
  source: requestSource,
  requestedMs: instantMs,
  requests: z.number().int(),
  dueMs: instantMs,
  window: askedWindow.nullable(),
  /** The zone in which the patient's hours are counted, and how it is known. */
  zone: z.object({ name: z.string(), from: z.enum(['patient', 'number', 'team']) }),
  attempts: z.number().int(),
  lastOutcome: outcome.nullable(),
  status: z.enum(['open', 'attention', 'done', 'cancelled', 'joined']),
  attention: z.enum(['max-attempts', 'wrong-number', 'outcome-missing', 'handed-to-lead']).nullable(),
  hold: z
    .object({
      mine: z.boolean(),
      /** Held by the same agent at another desk. */
      elsewhere: z.boolean(),
      name: z.string(),
      untilMs: instantMs,
      reserve: z.boolean(),
      dialStartedMs: instantMs.nullable(),
    })
    .nullable(),
  for: z.object({ mine: z.boolean(), name: z.string() }).nullable(),
  mayCall: callPermission,
  spokeMs: instantMs.nullable(),
  closedMs: instantMs.nullable(),
  /** Something about it was done here and the hub does not have it yet. */
  unsent: z.boolean(),
});
export type CallbackRow = z.infer<typeof callbackRow>;

/** The way to the hub. */
export const hubLink = z.discriminatedUnion('name', [
  /** One desk alone: there is no hub. */
  z.object({ name: z.literal('solo') }),
  z.object({ name: z.literal('connecting'), sinceMs: instantMs }),
  /** Catching up with the log. */
  z.object({ name: z.literal('syncing'), done: z.number().int(), total: z.number().int() }),
  z.object({ name: z.literal('online'), sinceMs: instantMs }),
  z.object({ name: z.literal('offline'), sinceMs: instantMs, retryAtMs: instantMs, error: appErrorSchema }),
  /** Trying again would change nothing; IT has to. It is tried again all the same, slowly. */
  z.object({ name: z.literal('refused'), sinceMs: instantMs, error: appErrorSchema }),
]);
export type HubLink = z.infer<typeof hubLink>;

/** What the desk window always knows of the queue; lists are asked for by page. */
export const callbackQueue = z.object({
  /** Changes whenever a list or a detail may have changed. */
  revision: z.number().int(),
  /** Capped at 999 each: more is "999+". */
  counts: z.record(callbackView, z.number().int()),
  link: hubLink,
  /** Add to the desk's clock to get the hub's. */
  hubOffsetMs: z.number().int(),
  unsent: z.object({ count: z.number().int(), sinceMs: instantMs.nullable() }),
  /** Things done here that the hub will never take; they wait for a person in `listRejected`. */
  rejected: z.number().int(),
  /** What is wrong with the log or the store, until it no longer is. */
  alarms: z.array(appErrorSchema),
  /** Next in line for this agent, while they are ready and nobody rings. Never dialled by itself. */
  offer: callbackRow.nullable(),
  /** The callback this agent is working on: claimed at this desk, no outcome yet. */
  inHand: callbackRow.nullable(),
  /** The call that was dialled for `inHand`, while it is on screen. */
  inHandCallId: opaqueId.nullable(),
  me: z.object({ agent: agentName, name: z.string(), lead: z.boolean() }),
  colleagues: z.array(z.object({ agent: agentName, name: z.string(), lead: z.boolean() })),
  /** Offered when a callback is made. */
  reasons: z.array(z.string()),
});
export type CallbackQueue = z.infer<typeof callbackQueue>;
