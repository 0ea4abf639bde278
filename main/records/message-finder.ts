import { hashOf, SlotFinder } from './slot-finder.ts';
import type { Database } from './sqlcipher.ts';

/** In the order in which they were written, from an index that holds nothing else. */
const PLACES = `SELECT seq, callback_id FROM message INDEXED BY message_places
  WHERE seq > ? ORDER BY seq LIMIT 5000`;

/**
 * Where in the log the messages about a callback are, in memory: 20 bytes a message. A database index by callback would
 * be a quarter of what a first sync writes (slot-finder.ts).
 */
export class MessageFinder {
  readonly #database: Database;
  readonly #byCallback = new SlotFinder();
  /** By slot, in the order in which they came. A message that went away again is left in. */
  #seqs = new Float64Array(1024);
  #count = 0;
  #isLoaded = false;

  constructor(database: Database) {
    this.#database = database;
    database.onRollback(() => this.forget());
  }

  /** A message was written. */
  add(seq: number, callbackId: string): void {
    // Once somebody asks, all are read.
    if (this.#isLoaded) this.#put(seq, callbackId);
  }

  /** What was read of the log is not so any more. */
  forget(): void {
    this.#byCallback.clear();
    this.#count = 0;
    this.#isLoaded = false;
  }

  /**
   * Positions in log order at which the messages about a callback are, of whatever kind, and seldom one more: another
   * callback's with the same hash, or one that is not there any more. Whoever asks looks.
   */
  seqsFor(callbackId: string): number[] {
    this.#load();
    const seqs = this.#byCallback.find(hashOf(callbackId)).map((slot) => this.#seqs[slot] ?? 0);
    return [...new Set(seqs)].sort((a, b) => a - b);
  }

  #load(): void {
    if (this.#isLoaded) return;
    for (let seq = -1; ;) {
      const rows = this.#database.all<{ seq: number; callback_id: string }>(PLACES, [seq]);
      for (const { seq: found, callback_id: callbackId } of rows) this.#put(found, callbackId);
      const last = rows.at(-1);
      if (!last) break;
      ({ seq } = last);
    }
    this.#isLoaded = true;
  }

  #put(seq: number, callbackId: string): void {
    // A hole, or what could not be told from one: about nobody.
    if (callbackId === '') return;
    if (this.#count === this.#seqs.length) {
      const larger = new Float64Array(Math.ceil(1.5 * this.#count));
      larger.set(this.#seqs);
      this.#seqs = larger;
    }
    this.#seqs[this.#count] = seq;
    this.#byCallback.set(this.#count, hashOf(callbackId));
    this.#count += 1;
  }
}
