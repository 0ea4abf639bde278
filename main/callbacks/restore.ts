import type { CallbackEvent } from '#shared/callback/event.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { KeptMessage, RecordStore } from '../records/store.ts';
import type { Groups } from './groups.ts';
import { readHoles, writeHoles } from './holes.ts';
import type { Pending } from './pending.ts';
import type { SetAside } from './set-aside.ts';

/** What must not be lost with the end of a log. A claim or a renewal of then says nothing now. */
const SENT_AGAIN: readonly CallbackEvent['type'][] = [
  'dial-started',
  'outcome',
  'note',
  'rescheduled',
  'cancelled',
];

export interface RestoreParts {
  readonly store: RecordStore;
  readonly pending: Pending;
  readonly groups: Groups;
  readonly setAside: SetAside;
  readonly me: { readonly agent: string; readonly desk: string };
  readonly nowMs: () => number;
}

export interface Restored {
  /** How many of our own messages, and of requests, are sent again. */
  readonly again: number;
  /** How many messages the hub has lost. */
  readonly lost: number;
  /** Callbacks that this desk called, or was about to: claimed again before anything is said of them. */
  readonly reclaim: readonly string[];
}

/**
 * The hub was restored from an older copy of its log. From where both part, the hub's counts; and in one transaction,
 * so that no crash loses any of it:
 * - what this desk did since goes back to the outbox, with its old ids, in its old order;
 * - so does every request, whoever took it in: an intake sends nothing twice, and compare-and-set lets one desk's through;
 * - calls and outcomes of others are remembered, and those callbacks are not dialled, until their desks have sent them
 *   again (set-aside.ts).
 * Each desk does this by itself when it next meets the hub, however late: the log here is kept for as long as the
 * records are, so an outcome is lost only together with the desk that told it.
 */
export function restore(parts: RestoreParts, commonSeq: number): Result<Restored, AppError> {
  const { store, pending, groups, setAside, me, nowMs } = parts;
  const lost = messagesAfter(store, commonSeq);
  const again = lost.filter(({ event, author }) => {
    if (!event) return false;
    const isOurs = author === me.agent && event.desk === me.desk;
    return event.type === 'requested' || (isOurs && SENT_AGAIN.includes(event.type));
  });
  const others = lost.filter(({ event, author }) => author !== me.agent || event?.desk !== me.desk);
  const written = pending.write(() => {
    setAside.add(others);
    store.log.dropAfter(commonSeq);
    const holes = readHoles(store.facts);
    if (holes.length > 0)
      writeHoles(
        store.facts,
        holes.filter((seq) => seq <= commonSeq),
      );
    // What was on its way goes after what it followed.
    const later = store.outbox.unsent();
    for (const { id } of later) pending.remove(id);
    for (const { callbackId, event } of again) if (event) pending.add(callbackId, event, nowMs());
    for (const { callbackId, event, writtenMs } of later) pending.add(callbackId, event, writtenMs);
    groups.refold(lost.map(({ callbackId }) => callbackId).filter((id) => id !== ''));
    return { again: again.length, lost: lost.length, reclaim: ownCallbacks(lost, me) };
  });
  setAside.reload();
  return written;
}

function messagesAfter({ log }: RecordStore, seq: number): KeptMessage[] {
  const found: KeptMessage[] = [];
  for (;;) {
    const more = log.after(found.at(-1)?.seq ?? seq, 1000);
    if (more.length === 0) return found;
    found.push(...more);
  }
}

function ownCallbacks(lost: readonly KeptMessage[], me: RestoreParts['me']): string[] {
  const ours = lost.filter(({ author, event }) => author === me.agent && event?.desk === me.desk);
  const held = ours.filter(({ event }) => event?.type === 'claimed' && !event.reserve);
  const called = ours.filter(({ event }) => event?.type === 'dial-started' || event?.type === 'outcome');
  return [...new Set([...held, ...called].map(({ callbackId }) => callbackId))];
}
