import { askedWindow, callbackId, handTo, outcome, priority, timeZone } from '../callback/event.ts';
import { callbackRow, callbackView } from './callback-state.ts';
import { callListEntry } from './desk-state.ts';
import type { CallbackCommandName } from './names.ts';
import { appErrorSchema, doneSchema, instantMs, opaqueId, resultSchema, z } from './schema.ts';

/** One thing that happened, newest last. */
export const callbackMoment = z.object({
  atMs: instantMs,
  who: z.string(),
  what: z.enum([
    'requested',
    'asked-again',
    'claimed',
    'released',
    'handed-over',
    'dial-started',
    'outcome',
    'late-outcome',
    'rescheduled',
    'cancelled',
  ]),
  outcome: outcome.nullable(),
  /** A name for `handed-over`, a reason for `cancelled`. */
  detail: z.string(),
});
export type CallbackMoment = z.infer<typeof callbackMoment>;

export const callbackDetail = callbackRow.extend({
  notes: z.array(z.object({ who: z.string(), atMs: instantMs, text: z.string(), unsent: z.boolean() })),
  history: z.array(callbackMoment),
  /** This desk's own calls with that number, newest first, at most ten. */
  pastCalls: z.array(callListEntry),
  /** What the agent was typing and has not kept yet; survives a crash. */
  draftNote: z.string(),
});
export type CallbackDetail = z.infer<typeof callbackDetail>;

/** Something done here that the hub refused for good. */
export const rejectedItem = z.object({
  id: opaqueId,
  atMs: instantMs,
  callbackId,
  name: z.string(),
  number: z.string(),
  what: z.string(),
  error: appErrorSchema,
});
export type RejectedItem = z.infer<typeof rejectedItem>;

/** One line of an imported file that was not taken. */
export const importMistake = z.object({
  line: z.number().int(),
  column: z.string(),
  expected: z.string(),
  found: z.string(),
});
export type ImportMistake = z.infer<typeof importMistake>;
export const importReport = z.object({
  added: z.number().int(),
  /** Lines that an earlier import, or an open callback, has already. */
  known: z.number().int(),
  mistakes: z.array(importMistake),
});
export type ImportReport = z.infer<typeof importReport>;

const one = z.object({ callbackId });
const nothing = z.undefined().optional();
const note = z.string().max(4000);

/** What the desk window may ask about the queue. */
export const callbackCommands = {
  listCallbacks: {
    input: z.object({
      view: callbackView,
      search: z.string().max(200),
      /** From the answer before; null for the first page. */
      after: z.string().max(500).nullable(),
      limit: z.number().int().min(1).max(100),
    }),
    output: resultSchema(z.object({ rows: z.array(callbackRow), after: z.string().nullable() })),
  },
  getCallback: { input: one, output: resultSchema(callbackDetail) },
  /** Takes it in hand. Offline only from the reserve. */
  claimCallback: { input: one, output: doneSchema },
  releaseCallback: { input: one.extend({ to: handTo.nullable() }), output: doneSchema },
  /** `again`: the agent knows that a call was begun already under this claim and no outcome was told. */
  dialCallback: {
    input: one.extend({ again: z.boolean() }),
    output: resultSchema(z.object({ callId: opaqueId })),
  },
  recordOutcome: {
    /** `laterMs` with `asked-for-later`: the earliest time, in hub time. The note goes in the same write. */
    input: one.extend({ outcome, laterMs: instantMs.nullable(), note }),
    output: doneSchema,
  },
  addCallbackNote: { input: one.extend({ text: note.min(1) }), output: doneSchema },
  draftCallbackNote: { input: one.extend({ text: note }), output: doneSchema },
  requestCallback: {
    input: z.object({
      /** As typed. */
      number: z.string().max(256),
      name: z.string().max(200),
      reason: z.string().max(200),
      language: z.string().max(35),
      priority,
      zone: timeZone.nullable(),
      window: askedWindow.nullable(),
      dueMs: instantMs.nullable(),
      note,
      /** The call it is made from; its time is when the patient asked. */
      callId: opaqueId.nullable(),
    }),
    output: resultSchema(z.object({ callbackId, joined: z.boolean() })),
  },
  rescheduleCallback: {
    input: one.extend({
      dueMs: instantMs,
      window: askedWindow.nullable(),
      zone: timeZone.nullable(),
      priority: priority.nullable(),
    }),
    output: doneSchema,
  },
  cancelCallback: { input: one.extend({ reason: z.string().min(1).max(200) }), output: doneSchema },
  /** Not this one now: the next is offered. */
  skipOffer: { input: one, output: doneSchema },
  importCallbacks: {
    input: z.object({ fileName: z.string().max(255), text: z.string().max(20_000_000) }),
    output: resultSchema(importReport),
  },
  listRejected: { input: nothing, output: resultSchema(z.array(rejectedItem)) },
  /** Seen and dealt with by a person. */
  dismissRejected: { input: z.object({ id: opaqueId }), output: doneSchema },
  retryHub: { input: nothing, output: doneSchema },
  /** Joins the team's hub with the file that IT made for this agent and its code. */
  joinHub: {
    input: z.object({ text: z.string().max(100_000), code: z.string().max(100) }),
    output: doneSchema,
  },
} as const satisfies Record<CallbackCommandName, { input: z.ZodType; output: z.ZodType }>;
export type CallbackCommands = typeof callbackCommands;
