import { z } from '#shared/contract/schema.ts';
import type { KeptMessage, RecordStore } from '../records/store.ts';

const FACT = 'set-aside';
/** Whoever has not come back by then does not come back; a lead has long decided. */
const KEPT_MS = 30 * 24 * 3_600_000;

const entries = z.array(z.object({ id: z.string(), callbackId: z.string(), hubMs: z.number() }));
type Entry = z.infer<typeof entries>[number];

/**
 * Calls and outcomes of others that were in the hub's log before it was set back to an older copy. Only their own desks
 * can send them again. Until they do, somebody may have been called that the log no longer knows of: an agent's desk
 * does not dial those.
 */
export class SetAside {
  readonly #store: RecordStore;
  #entries: readonly Entry[];

  constructor(store: RecordStore) {
    this.#store = store;
    this.#entries = read(store);
  }

  get count(): number {
    return this.#entries.length;
  }

  isAbout(callbackIds: readonly string[]): boolean {
    return this.#entries.some(({ callbackId }) => callbackIds.includes(callbackId));
  }

  /** Within a transaction; throws `StoreFailure`. `reload` once it is over. */
  add(messages: readonly KeptMessage[]): void {
    const calls = messages.flatMap(({ callbackId, hubMs, event }) =>
      event?.type === 'dial-started' || event?.type === 'outcome'
        ? [{ id: event.id, callbackId, hubMs }]
        : [],
    );
    this.#keep([...this.#entries, ...calls]);
  }

  /** Forgets what the log has again, and what is too old. Throws `StoreFailure`. */
  settle(hubNowMs: number): void {
    if (this.#entries.length === 0) return;
    const left = this.#entries.filter(
      ({ id, callbackId, hubMs }) => hubNowMs - hubMs < KEPT_MS && !this.#store.log.has(callbackId, id),
    );
    if (left.length !== this.#entries.length) this.#keep(left);
    this.reload();
  }

  /** Within a transaction; throws `StoreFailure`. `reload` once it is over. */
  clear(): void {
    this.#keep([]);
  }

  reload(): void {
    this.#entries = read(this.#store);
  }

  #keep(left: readonly Entry[]): void {
    if (left.length === 0) this.#store.facts.remove(FACT);
    else this.#store.facts.set(FACT, JSON.stringify(left));
  }
}

function read({ facts }: RecordStore): Entry[] {
  const text = facts.get(FACT);
  return text === null ? [] : entries.parse(JSON.parse(text));
}
