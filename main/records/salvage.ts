import { openDatabase, type Database } from './sqlcipher.ts';
import { codeOf } from './sqlite-errors.ts';
import { StoreFailure } from './store.ts';

export type SalvagedRow = Record<string, string | number | null | Uint8Array>;
type Key = string | number;

const MOST_AT_ONCE = 500;
/** After every text that is a name or an id. */
const LAST_TEXT = '\u{10FFFF}';

/** A table to be read although parts of it cannot be. */
export interface SalvageTable {
  readonly name: string;
  /** Unique, and orders the rows. */
  readonly key: string;
  readonly keyType: 'whole-number' | 'text';
  /** The key among them. */
  readonly columns: readonly string[];
}

interface Walked {
  /** The key before what could not be read. */
  readonly last: Key;
  readonly isAtEnd: boolean;
}

/** Reads whatever can still be read of a damaged database. */
export class Salvage {
  readonly #open: () => Database | null;
  #database: Database | null;

  /**
   * @param key 32 bytes
   * @throws StoreFailure here and in `rows`, when something else than damage is in the way (another process, too many
   *   open files): what could be read at another time must not count as lost
   */
  constructor(path: string, key: Uint8Array, newestVersion: number) {
    this.#open = () => {
      const opened = openDatabase(path, key, newestVersion);
      if (opened.ok) return opened.value;
      if (opened.error.code === 'records-damaged') return null;
      throw new StoreFailure(opened.error);
    };
    this.#database = this.#open();
  }

  /** Every row that can be read, in any order, some of them twice. */
  *rows({ name, key, keyType, columns }: SalvageTable): Generator<readonly SalvagedRow[]> {
    const all = `SELECT ${columns.join(', ')} FROM ${name}`;
    const up = { sql: `${all} WHERE ${key} > ? ORDER BY ${key} LIMIT ?`, key };
    const down = { sql: `${all} WHERE ${key} < ? ORDER BY ${key} DESC LIMIT ?`, key };
    if (keyType === 'text') {
      const { isAtEnd } = yield* this.#walk(up, '');
      if (!isAtEnd) yield* this.#walk(down, LAST_TEXT);
      return;
    }
    for (let from: number | null = 0; from !== null;) {
      const { last, isAtEnd }: Walked = yield* this.#walk(up, from);
      if (isAtEnd || typeof last !== 'number') return;
      from = this.#readableAfter(up.sql, last);
    }
  }

  close(): void {
    this.#database?.close();
    this.#database = null;
  }

  /** Reads on until the end, or until something cannot be read. */
  *#walk({ sql, key }: { sql: string; key: string }, from: Key): Generator<readonly SalvagedRow[], Walked> {
    let last = from;
    let limit = MOST_AT_ONCE;
    for (;;) {
      const rows = this.#read(sql, [last, limit]);
      if (rows) {
        const end = rows.at(-1)?.[key];
        if (typeof end !== 'string' && typeof end !== 'number') return { last, isAtEnd: true };
        yield rows;
        last = end;
      } else if (limit === 1) {
        return { last, isAtEnd: false };
      }
      limit = rows ? Math.min(MOST_AT_ONCE, limit * 2) : Math.max(1, Math.floor(limit / 8));
    }
  }

  /** @returns the lowest key behind which something can be read again; null when there is none */
  #readableAfter(up: string, from: number): number | null {
    let unreadable = from;
    let gap = 1;
    while (this.#read(up, [from + gap, 1]) === null) {
      unreadable = from + gap;
      gap *= 2;
      if (from + gap > Number.MAX_SAFE_INTEGER) return null;
    }
    let readable = from + gap;
    while (readable - unreadable > 1) {
      const middle = Math.floor((readable + unreadable) / 2);
      if (this.#read(up, [middle, 1]) === null) unreadable = middle;
      else readable = middle;
    }
    return readable;
  }

  /** Null when it cannot be read. */
  #read(sql: string, parameters: readonly Key[]): SalvagedRow[] | null {
    try {
      return this.#database?.all<SalvagedRow>(sql, parameters) ?? null;
    } catch (error) {
      if (!isDamage(error)) throw error;
      // A connection that has met a bad page refuses the good ones too.
      this.close();
      this.#database = this.#open();
      return null;
    }
  }
}

function isDamage(error: unknown): boolean {
  if (error instanceof StoreFailure) return error.error.code === 'records-damaged';
  // Where the layout itself cannot be read a table seems not to be there.
  return codeOf(error).startsWith('SQLITE_');
}
