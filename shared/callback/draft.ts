import type { Attempt, Callback, Hold, Holder, Note } from './callback.ts';
import type { CallbackEvent, LoggedEvent, Outcome } from './event.ts';
import { urgencyOf } from './priority.ts';

/** A callback while the log is being read into it. Nothing outside the fold ever sees one change. */
export type Draft = {
  -readonly [K in keyof Callback]: K extends 'attempts'
    ? Attempt[]
    : K extends 'notes'
      ? Note[]
      : Callback[K];
};

export type EventOf<T extends CallbackEvent['type']> = Extract<CallbackEvent, { type: T }>;

/** What an event came to, for the history; null when it had no effect. */
export type Effect =
  | 'requested'
  | 'asked-again'
  | 'claimed'
  | 'reserved'
  | 'renewed'
  | 'released'
  | 'reserve-released'
  | 'handed-over'
  | 'dial-started'
  | 'outcome'
  | 'late-outcome'
  | 'rescheduled'
  | 'note'
  | 'cancelled'
  | null;

/** When it happened: what the desk says, but never after the hub had it. */
export function happenedMs({ hubMs, event }: Pick<LoggedEvent, 'hubMs' | 'event'>): number {
  return Math.min(event.at, hubMs);
}

export function holderOf({ author, event }: Pick<LoggedEvent, 'author' | 'event'>): Holder {
  return { agent: author, desk: event.desk ?? null };
}

export function isSameHolder(a: Holder | null | undefined, b: Holder): boolean {
  return a !== null && a !== undefined && a.agent === b.agent && a.desk === b.desk;
}

export function isClosed({ status }: Pick<Callback, 'status'>): boolean {
  return status === 'done' || status === 'cancelled' || status === 'joined';
}

/** Held at that time: by somebody, and not yet lapsed. */
export function standing(hold: Hold | null, hubMs: number): Hold | null {
  return hold !== null && hold.untilMs > hubMs ? hold : null;
}

/** The first request. `joinedTo` names the callback that takes it in, if one does. */
export function draftOf(
  { callbackId, hubMs }: LoggedEvent,
  event: EventOf<'requested'>,
  joinedTo: string | null,
): Draft {
  const requestedMs = Math.min(event.requestedMs, hubMs);
  const isForLead = event.for?.kind === 'lead' && joinedTo === null;
  return {
    id: callbackId,
    status: joinedTo !== null ? 'joined' : isForLead ? 'attention' : 'open',
    attention: isForLead ? 'handed-to-lead' : null,
    joinedTo,
    number: event.number,
    name: event.name ?? '',
    reason: event.reason,
    language: event.language ?? '',
    priority: event.priority,
    zone: event.zone ?? null,
    window: event.window ?? null,
    dueMs: event.dueMs ?? requestedMs,
    requestedMs,
    source: event.source,
    requests: 1,
    for: event.for ?? null,
    hold: null,
    lastHolder: null,
    attempts: [],
    lastNext: null,
    notes: [],
    spokeMs: null,
    closedMs: null,
    seq: 0,
  };
}

/** The same patient asks again for the same reason: nobody waits twice, and nobody waits longer for having asked. */
export function takeIn(draft: Draft, { hubMs }: LoggedEvent, event: EventOf<'requested'>): void {
  const askedMs = Math.min(event.requestedMs, hubMs);
  draft.requests += 1;
  draft.requestedMs = Math.min(draft.requestedMs, askedMs);
  if (urgencyOf(event.priority) < urgencyOf(draft.priority)) draft.priority = event.priority;
  draft.window = event.window ?? draft.window;
  draft.zone = event.zone ?? draft.zone;
  draft.name ||= event.name ?? '';
  draft.language ||= event.language ?? '';
  // Asked before our last try (a list imported again, say): that try was the answer, and its delay holds.
  const isNews = draft.attempts.every(({ atMs }) => atMs < askedMs);
  if (isNews) draft.dueMs = Math.min(draft.dueMs, event.dueMs ?? askedMs);
}

/** A draft that can change without changing the callback. */
export function draftFrom(callback: Callback): Draft {
  return { ...callback, attempts: [...callback.attempts], notes: [...callback.notes] };
}

export function addNote(draft: Draft, logged: LoggedEvent, text: string): void {
  draft.notes.push({ author: logged.author, atMs: happenedMs(logged), text });
}

/** A call was begun under this hold and its outcome is not known: it stays known that there was one. */
export function keepUntold(draft: Draft, hold: Hold): void {
  if (hold.dialStartedMs === null) return;
  draft.attempts.push({ agent: hold.agent, atMs: hold.dialStartedMs, outcome: null, late: false });
}

/** The outcome of a call that is among the attempts already, if one of this agent's waits for it; one more if not. */
export function tellAfterwards(draft: Draft, logged: LoggedEvent, outcome: Outcome, late: boolean): void {
  const agent = logged.author;
  const index = draft.attempts.findLastIndex(
    (attempt) => attempt.outcome === null && attempt.agent === agent,
  );
  const begun = draft.attempts[index];
  if (begun) draft.attempts[index] = { ...begun, outcome, late };
  else draft.attempts.push({ agent, atMs: happenedMs(logged), outcome, late });
}

/** Back to whoever it is for. */
export function reopen(draft: Draft): void {
  const isForLead = draft.for?.kind === 'lead';
  draft.status = isForLead ? 'attention' : 'open';
  draft.attention = isForLead ? 'handed-to-lead' : null;
}

export function needsLead(draft: Draft, why: NonNullable<Callback['attention']>): void {
  draft.status = 'attention';
  draft.attention = why;
}

/** For good: a new request makes a new callback. */
export function close(draft: Draft, status: 'done' | 'cancelled', atMs: number): void {
  if (draft.hold) keepUntold(draft, draft.hold);
  draft.status = status;
  draft.attention = null;
  draft.hold = null;
  draft.lastHolder = null;
  draft.closedMs = atMs;
}
