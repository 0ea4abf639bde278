import type { Callback } from '#shared/callback/callback.ts';
import type { LoggedEvent } from '#shared/callback/event.ts';
import { applyPending, foldGroup, groupKeyOf, type PendingEvent } from '#shared/callback/fold.ts';
import type { KeptMessage, OutboxItem, RecordStore } from '../records/store.ts';

/** Callbacks of which these messages are all there is, in the log and in the outbox. */
export type Fresh = ReadonlyMap<string, readonly KeptMessage[]>;
const NONE: Fresh = new Map();

/** Everything the store has about some whole groups. */
interface Matter {
  readonly ids: ReadonlySet<string>;
  readonly events: readonly LoggedEvent[];
  readonly pending: readonly PendingEvent[];
}

/**
 * Keeps the table of callbacks in step with the log and the outbox. A callback is made from all that is known of its
 * group, and a message may put one into a group, or out of it when it proves forged: so groups are taken whole, the
 * one it was in and the one it is in now.
 */
export class Groups {
  readonly #store: RecordStore;
  readonly #agent: string;
  readonly #hubNowMs: () => number;
  readonly #hasPending: () => boolean;

  constructor(store: RecordStore, agent: string, hubNowMs: () => number, hasPending: () => boolean) {
    this.#store = store;
    this.#agent = agent;
    this.#hubNowMs = hubNowMs;
    this.#hasPending = hasPending;
  }

  /** Makes these callbacks, and all of their groups, anew. Within a transaction. */
  refold(callbackIds: Iterable<string>, fresh: Fresh = NONE): void {
    const { callbacks: table } = this.#store;
    const matter = this.#matterOf(callbackIds, fresh);
    const folded = applyPending(foldGroup(matter.events), matter.pending, this.#hubNowMs());
    const unsent = new Set(matter.pending.map(({ callbackId }) => callbackId));
    for (const { id, joinedTo } of folded) if (joinedTo !== null && unsent.has(id)) unsent.add(joinedTo);
    const gone = new Set(matter.ids);
    for (const callback of folded) {
      gone.delete(callback.id);
      table.put(callback, unsent.has(callback.id));
    }
    for (const id of gone) table.remove(id);
  }

  /** What the log alone says of a callback, or of the one that took it in. Claims and calls go by this. */
  logOnly(callbackId: string): Callback | null {
    const folded = foldGroup(this.#matterOf([callbackId]).events);
    const found = folded.find(({ id }) => id === callbackId);
    if (!found || found.joinedTo === null) return found ?? null;
    return folded.find(({ id }) => id === found.joinedTo) ?? null;
  }

  /** The log and what waits to be sent, as the table has it. */
  shown(callbackId: string): Callback | null {
    const found = this.#store.callbacks.get(callbackId)?.callback ?? null;
    if (!found || found.joinedTo === null) return found;
    return this.#store.callbacks.get(found.joinedTo)?.callback ?? null;
  }

  /** What was written here and the log does not have, folded or not. */
  idsWith(callbackId: string): string[] {
    return [...this.#matterOf([callbackId]).ids];
  }

  eventsOf(callbackId: string): { logged: readonly LoggedEvent[]; pending: readonly PendingEvent[] } {
    const { events, pending } = this.#matterOf([callbackId]);
    return { logged: events, pending };
  }

  #matterOf(callbackIds: Iterable<string>, fresh: Fresh = NONE): Matter {
    const { log, outbox, callbacks: table } = this.#store;
    const ids = new Set<string>();
    const keys = new Set<string>();
    const found: KeptMessage[] = [];
    let written: OutboxItem[] = [];
    let added = [...new Set(callbackIds)];
    while (added.length > 0) {
      for (const id of added) {
        ids.add(id);
        const before = fresh.has(id) ? null : table.groupKeyOf(id);
        if (before !== null) keys.add(before);
      }
      const events = added.flatMap((id) => fresh.get(id) ?? []);
      const known = added.filter((id) => !fresh.has(id));
      if (known.length > 0) events.push(...log.eventsAbout(known));
      found.push(...events);
      // Asked for all of them together: what was written stays in its order.
      written = this.#hasPending() ? outbox.unsentAbout([...ids]) : [];
      for (const key of keysOf([...events, ...written])) keys.add(key);
      const members = [...keys].flatMap((key) => table.idsOfGroup(key));
      added = [...new Set(members)].filter((id) => !ids.has(id));
    }
    return { ids, events: found.flatMap(loggedOf), pending: written.map((item) => this.#pendingOf(item)) };
  }

  #pendingOf({ callbackId, event }: OutboxItem): PendingEvent {
    return { callbackId, author: this.#agent, event };
  }
}

function keysOf(found: readonly Pick<KeptMessage, 'event'>[]): string[] {
  return found.flatMap(({ event }) =>
    event?.type === 'requested' ? [groupKeyOf(event.number, event.reason)] : [],
  );
}

function loggedOf({ seq, callbackId, author, hubMs, event }: KeptMessage): LoggedEvent[] {
  return event ? [{ seq, callbackId, author, hubMs, event }] : [];
}
