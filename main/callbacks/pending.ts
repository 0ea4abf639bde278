import type { CallbackEvent } from '#shared/callback/event.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { Lasting, OutboxItem, RecordStore } from '../records/store.ts';
import { kept } from './kept.ts';

interface Known {
  readonly callbackId: string;
  readonly writtenMs: number;
}

/**
 * What was done here and is not in the log yet: the outbox, and what has to be known of it at every message kept at
 * hand. All that the queue writes goes through `write`, so that both say the same whatever the disk does.
 */
export class Pending {
  readonly #store: RecordStore;
  /** Oldest first. */
  #unsent = new Map<string, Known>();
  #rejected = 0;

  constructor(store: RecordStore) {
    this.#store = store;
    this.#reload();
  }

  /** All of it on the disk, or none of it and why. */
  write<T>(act: () => T, lasting?: Lasting): Result<T, AppError> {
    const written = kept(() => this.#store.transaction(act, lasting));
    if (!written.ok) this.#reload();
    return written;
  }

  /** Within `write`. */
  add(callbackId: string, event: CallbackEvent, writtenMs: number): void {
    this.#store.outbox.add({ callbackId, event, writtenMs });
    this.#unsent.set(event.id, { callbackId, writtenMs });
  }

  /** Within `write`: its event is in the log, or it makes no sense any more. */
  remove(id: string): void {
    this.#store.outbox.remove(id);
    this.#unsent.delete(id);
  }

  /** Within `write`. */
  reject(id: string, error: AppError): void {
    this.#store.outbox.mark(id, 'rejected', error);
    this.#unsent.delete(id);
    this.#rejected += 1;
  }

  /** Within `write`: a person has dealt with it. */
  dismiss(id: string): void {
    this.#store.outbox.remove(id);
    this.#rejected = this.#store.outbox.rejected().length;
  }

  /** Within `write`. */
  mark(id: string, state: 'waiting' | 'stored'): void {
    this.#store.outbox.mark(id, state);
  }

  has(id: string): boolean {
    return this.#unsent.has(id);
  }

  /**
   * The oldest about a callback that the log does not have. Also one that the hub has stored: a hub may lose it before
   * it comes back to us.
   */
  nextAbout(callbackId: string): OutboxItem | null {
    return this.#store.outbox.unsentAbout([callbackId])[0] ?? null;
  }

  /** Callbacks about which something is unsent, that with the oldest first. */
  callbackIds(): string[] {
    return [...new Set([...this.#unsent.values()].map(({ callbackId }) => callbackId))];
  }

  /** About which callback something of ours is. */
  subjectOf(id: string): string | null {
    return this.#unsent.get(id)?.callbackId ?? null;
  }

  ids(): string[] {
    return [...this.#unsent.keys()];
  }

  unsent(): { count: number; sinceMs: number | null } {
    const oldest = this.#unsent.values().next().value;
    return { count: this.#unsent.size, sinceMs: oldest?.writtenMs ?? null };
  }

  rejected(): number {
    return this.#rejected;
  }

  #reload(): void {
    const items = this.#store.outbox.unsent();
    this.#unsent = new Map(items.map(({ id, callbackId, writtenMs }) => [id, { callbackId, writtenMs }]));
    this.#rejected = this.#store.outbox.rejected().length;
  }
}
