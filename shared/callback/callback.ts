import type { AfterOutcome, AskedWindow, HandTo, Outcome, Priority, RequestSource } from './event.ts';

/** Who has a callback, and until when. */
export interface Hold {
  readonly agent: string;
  /** The desk that may dial. */
  readonly desk: string | null;
  readonly sinceMs: number;
  /** Hub time. From here on the claim is void. */
  readonly untilMs: number;
  /** Held for the time without a link, not being worked on. */
  readonly reserve: boolean;
  /** A call was begun under this claim and nobody has said how it went. */
  readonly dialStartedMs: number | null;
  /**
   * Hub time at which somebody else asked for it back. It cannot be renewed or dialled any more, and it ends when its
   * desk says so or its time is over, not before: that desk may be out of reach and dialling.
   */
  readonly recalledMs?: number;
}

/** An agent at one of their desks. */
export interface Holder {
  readonly agent: string;
  readonly desk: string | null;
}

export interface Attempt {
  readonly agent: string;
  readonly atMs: number;
  /** Null: a call was begun and its outcome never told. */
  readonly outcome: Outcome | null;
  /** Told by somebody who did not hold the callback any more. Kept and shown. */
  readonly late: boolean;
}

export interface Note {
  readonly author: string;
  readonly atMs: number;
  readonly text: string;
}

export type CallbackStatus =
  /** Waits to be called, held or not. */
  | 'open'
  /** Waits for a person's decision; nobody may claim it but a lead. */
  | 'attention'
  | 'done'
  | 'cancelled'
  /** Another open callback for the same number and reason has taken it in. */
  | 'joined';

export type AttentionReason =
  | 'max-attempts'
  | 'wrong-number'
  /** The lease ran out with a call begun and no outcome: the patient may have been spoken to. */
  | 'outcome-missing'
  | 'handed-to-lead';

/** One patient who waits to be called: what the log says of them. */
export interface Callback {
  readonly id: string;
  readonly status: CallbackStatus;
  readonly attention: AttentionReason | null;
  /** The callback that took this one in; null unless `joined`. */
  readonly joinedTo: string | null;
  readonly number: string;
  readonly name: string;
  readonly reason: string;
  readonly language: string;
  readonly priority: Priority;
  readonly zone: string | null;
  readonly window: AskedWindow | null;
  /** Hub time before which nobody calls. */
  readonly dueMs: number;
  /** When the patient asked first. Nothing ever changes it but an earlier request that came in later. */
  readonly requestedMs: number;
  readonly source: RequestSource;
  /** How many requests were joined into this one, itself included. */
  readonly requests: number;
  readonly for: HandTo | null;
  readonly hold: Hold | null;
  /** Who gave it back or lost it last, while nobody has claimed it since: their outcome still counts. */
  readonly lastHolder?: Holder | null;
  readonly attempts: readonly Attempt[];
  readonly lastNext: AfterOutcome | null;
  readonly notes: readonly Note[];
  /** When somebody spoke with the patient; the wait ends there. */
  readonly spokeMs: number | null;
  readonly closedMs: number | null;
  /** The last event of the log that is about it: what compare-and-set expects. 0 before any. */
  readonly seq: number;
}
