import { apply } from './apply-event.ts';
import type { Callback } from './callback.ts';
import {
  addNote,
  draftFrom,
  draftOf,
  happenedMs,
  isClosed,
  takeIn,
  type Draft,
  type Effect,
  type EventOf,
} from './draft.ts';
import type { CallbackEvent, LoggedEvent } from './event.ts';

/**
 * The callback reducer: what the log of a team says of its callbacks. Pure and total: the same events, in whatever
 * order and however often they were delivered, make the same callbacks on every desk; an event that the rules do not
 * allow has no effect, and no call and no outcome is ever left out.
 *
 *                        released by a lead
 *              ┌───────────────────────────────────────┐
 *   requested  ▼      outcome: too many tries, wrong   │
 *   ────────▶ open ──────── number; handed to ───▶ attention ◀── requested for the lead
 *              │ ▲    a lead; released without its     │
 *              │ │    outcome                          │
 *              │ └── outcome: try again                │
 *              ├──────── spoke, do not call ───────────┼──▶ done        (for good)
 *              └──────── cancelled ────────────────────┴──▶ cancelled   (for good)
 *   requested while another with the same number and reason is open or needs attention ──▶ joined to that one
 *
 * A hold is no state of its own: an open callback (for a lead, also one that needs attention) has one from `claimed`
 * until its desk releases it, its outcome is told, or its time is over by the hub's clock. Two never stand at once.
 * A hold that ran out with a call begun needs attention too; that is for the reader's clock to say (status.ts).
 */

/** Number and reason, as far as they tell callbacks apart: one open callback each. */
export function groupKeyOf(number: string, reason: string): string {
  return `${number}\n${reason.normalize('NFKC').trim().replaceAll(/\s+/g, ' ').toLowerCase()}`;
}

/** Told of each event in log order, with the callback that it counted for: what `moments.ts` makes the history of. */
export type OnEffect = (effect: Effect, callback: Callback, logged: LoggedEvent) => void;

interface Fold {
  readonly drafts: Map<string, Draft>;
  /** By group key, made when a second request needs it. */
  latest: Map<string, Draft> | null;
  /** Told of a callback before its request was. */
  readonly early: Map<string, LoggedEvent[]>;
  readonly onEffect: OnEffect | null;
}

/**
 * @param events everything the log has about a group, or about any number of whole groups, in any order; a `seq`
 *   names one event, repeats are dropped
 * @returns the callbacks in the order of their first requests; one that was never requested is not there
 */
export function foldGroup(events: readonly LoggedEvent[], onEffect: OnEffect | null = null): Callback[] {
  const fold: Fold = { drafts: new Map(), latest: null, early: new Map(), onEffect };
  const lastSeqs = new Map<string, number>();
  const seen = new Set<string>();
  let seq = Number.NaN;
  for (const logged of inLogOrder(events)) {
    if (logged.seq === seq) continue;
    seq = logged.seq;
    lastSeqs.set(logged.callbackId, seq);
    if (events.length > 1 && isRepeat(seen, logged.author, logged.event)) continue;
    read(fold, logged);
  }
  for (const draft of fold.drafts.values()) draft.seq = lastSeqs.get(draft.id) ?? 0;
  return [...fold.drafts.values()];
}

/** An event of our own that the log does not have yet. */
export interface PendingEvent {
  readonly callbackId: string;
  readonly author: string;
  readonly event: CallbackEvent;
}

/**
 * The same with our own events on top, as if the log had taken them last and when they were written. For showing:
 * whether a desk may dial is asked of the log alone (`mayDial`).
 *
 * @param callbacks all of the groups that the events are about, as `foldGroup` made them
 * @param pending in the order in which they were written, without those that the log has
 */
export function applyPending(
  callbacks: readonly Callback[],
  pending: readonly PendingEvent[],
  hubNowMs: number,
): Callback[] {
  if (pending.length === 0) return [...callbacks];
  const drafts = callbacks.map(draftFrom);
  const fold: Fold = {
    drafts: new Map(drafts.map((draft) => [draft.id, draft])),
    latest: null,
    early: new Map(),
    onEffect: null,
  };
  const seen = new Set<string>();
  for (const { callbackId, author, event } of pending) {
    if (isRepeat(seen, author, event)) continue;
    read(fold, { seq: Infinity, callbackId, author, hubMs: Math.min(event.at, hubNowMs), event });
  }
  return [...fold.drafts.values()];
}

function inLogOrder(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
  const isOrdered = events.every(
    (logged, index) => index === 0 || (events[index - 1]?.seq ?? 0) <= logged.seq,
  );
  return isOrdered ? events : events.toSorted((a, b) => a.seq - b.seq);
}

/** Sent again although it had arrived. The id is the author's own: nobody can take another's event out by it. */
function isRepeat(seen: Set<string>, author: string, event: CallbackEvent): boolean {
  const key = `${author} ${event.id}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}

function read(fold: Fold, logged: LoggedEvent): void {
  const { drafts, early, onEffect } = fold;
  const { event, callbackId } = logged;
  if (event.type === 'requested') return request(fold, logged, event);
  const draft = drafts.get(callbackId);
  if (draft === undefined) {
    const waiting = early.get(callbackId);
    if (waiting) waiting.push(logged);
    else early.set(callbackId, [logged]);
    return;
  }
  const root = rootOf(fold, draft);
  const effect = apply(root, logged, event);
  onEffect?.(effect, root, logged);
}

function request(fold: Fold, logged: LoggedEvent, event: EventOf<'requested'>): void {
  const { drafts, onEffect } = fold;
  const known = drafts.get(logged.callbackId);
  const open = drafts.size === 0 ? null : openOf(fold, event);
  // An id is one request. Asked again under the same, it counts while that callback is open.
  if (known !== undefined && (open === null || rootOf(fold, known) !== open)) return;
  const draft = known ?? draftOf(logged, event, open?.id ?? null);
  const root = open ?? draft;
  drafts.set(draft.id, draft);
  if (open) takeIn(open, logged, event);
  else fold.latest?.set(groupKeyOf(draft.number, draft.reason), draft);
  if (event.note) addNote(root, logged, event.note);
  onEffect?.(open ? 'asked-again' : 'requested', root, logged);
  if (fold.early.size > 0) applyEarly(fold, draft.id, root);
}

/** The callback that takes a request in: same number and reason, open or in need of attention. */
function openOf(fold: Fold, event: EventOf<'requested'>): Draft | null {
  fold.latest ??= new Map(
    [...fold.drafts.values()]
      .filter(({ status }) => status !== 'joined')
      .map((draft) => [groupKeyOf(draft.number, draft.reason), draft]),
  );
  const latest = fold.latest.get(groupKeyOf(event.number, event.reason));
  return latest && !isClosed(latest) ? latest : null;
}

function rootOf(fold: Fold, draft: Draft): Draft {
  return draft.joinedTo === null ? draft : (fold.drafts.get(draft.joinedTo) ?? draft);
}

/** Nobody can hold, call or close what was not asked for. What was said or told of it stays, and decides nothing. */
function applyEarly(fold: Fold, id: string, root: Draft): void {
  for (const logged of fold.early.get(id) ?? []) {
    const effect = keepEarly(root, logged);
    fold.onEffect?.(effect, root, logged);
  }
  fold.early.delete(id);
}

function keepEarly(root: Draft, logged: LoggedEvent): Effect {
  const { author: agent, event } = logged;
  if (event.type === 'note') return apply(root, logged, event);
  if (event.type !== 'dial-started' && event.type !== 'outcome') return null;
  const outcome = event.type === 'outcome' ? event.outcome : null;
  root.attempts.push({ agent, atMs: happenedMs(logged), outcome, late: true });
  return outcome === null ? 'dial-started' : 'late-outcome';
}
