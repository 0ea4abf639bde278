import { statSync } from 'node:fs';
import Native, { type Statement } from '@signalapp/sqlcipher';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { kept } from '../callbacks/kept.ts';
import { codeOf, guarded, openingError } from './sqlite-errors.ts';
import { StoreFailure, type Lasting } from './store.ts';

/** The one door to SQLCipher: an encrypted SQLite file, its settings, and what its errors mean to us. */

type Value = string | number | null | Uint8Array;
type Row = Record<string, Value>;
export type Parameters = readonly Value[];

export interface Database {
  /** Statements without parameters or rows. */
  exec(sql: string): void;
  /** @returns how many rows it changed */
  run(sql: string, parameters?: Parameters): number;
  /** @returns the number of the new row */
  insert(sql: string, parameters?: Parameters): number;
  all<T extends Row>(sql: string, parameters?: Parameters): T[];
  /** The one column of the first row; null when there is no row, or something else in it. */
  number(sql: string, parameters?: Parameters): number | null;
  text(sql: string, parameters?: Parameters): string | null;
  /** The one column of every row. */
  column<T extends Value>(sql: string, parameters?: Parameters): T[];
  /**
   * All of it or none of it; calls inside one another join the outermost, and one that fails fails them all. How soon
   * it is on the disk is the outermost's to say.
   */
  transaction<T>(act: () => T, lasting?: Lasting): T;
  /** Called after a transaction is on the disk. */
  onCommit(listener: () => void): void;
  /** Called after a transaction was undone: what was remembered from it is wrong. */
  onRollback(listener: () => void): void;
  close(): void;
}

/** After something was written that somebody waited for: the log file is taken in while nobody waits. */
const TIDY_AFTER_MS = 2000;

/** What SQLite and SQLCipher take when they are not told otherwise. */
export const PAGE_BYTES = 4096;

/**
 * @param path file, made when it is not there; or `:memory:`
 * @param key 32 bytes; null for `:memory:` only
 * @param newestVersion the highest `user_version` that this app can read
 * @returns `records-newer`: written by a newer app, and left as it is. `records-damaged` with `what`: `file` (cannot be
 *   opened with this key at all, or is no database) or `pages` (a part of it is not what was written).
 *   `records-failed` with `what`: `in-use` (another process has it) or the error's code.
 */
export function openDatabase(
  path: string,
  key: Uint8Array | null,
  newestVersion: number,
): Result<Database, AppError> {
  if ((key === null) !== (path === ':memory:'))
    throw new Error('a database on disk has a key, one in memory none');
  let native: Native | null = null;
  try {
    native = openFile(path);
    prepareConnection(native, key);
    const version = native.pragma('user_version', { simple: true });
    if (typeof version === 'number' && version > newestVersion) {
      native.close();
      return failed(appError('records-newer', { version, known: newestVersion }));
    }
    return ok(new SqlcipherDatabase(native));
  } catch (error) {
    native?.close();
    return failed(openingError(error));
  }
}

function openFile(path: string): Native {
  try {
    return new Native(path);
  } catch (error) {
    // The one error that the package gives no code of SQLite's.
    throw new StoreFailure(appError('records-failed', { what: 'SQLITE_CANTOPEN' }), { cause: error });
  }
}

function prepareConnection(native: Native, key: Uint8Array | null): void {
  // It would write to standard error, where nobody reads it; our own errors say what matters.
  native.pragma('cipher_log_level = NONE');
  if (key) {
    // Raw, so that no second key derivation runs: ours is the expensive one (key-ring.ts).
    native.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    // Wiping every page that SQLite lets go of would cost a tenth of each write and gain nothing: the same rows are in
    // JavaScript's memory. Keys are wiped whatever stands here.
    native.pragma('cipher_memory_security = OFF');
  }
  // One desk, one owner: a second process is refused, and no index of the log lies beside it in a file of its own.
  native.pragma('locking_mode = EXCLUSIVE');
  // The first read; a wrong key shows here.
  native.pragma('journal_mode = WAL');
  native.exec('SELECT count(*) FROM sqlite_schema');
  // What has been committed is on the disk, whatever happens to the power. In WAL mode NORMAL would not promise it.
  native.pragma('synchronous = FULL');
  native.pragma('foreign_keys = ON');
  // What was deleted is overwritten inside the file too, should its key ever be found.
  native.pragma('secure_delete = ON');
  // Sorting and indexing never write patients' data to a temporary file, which would not be encrypted.
  native.pragma('temp_store = MEMORY');
  // 2 MiB: what finds anything in a log of a hundred thousand is in memory (slot-finder.ts), and more made nothing quicker.
  native.pragma('cache_size = -2048');
  // The pages of the indexes are changed again and again in a first sync: a checkpoint for many of them, not for each.
  // Otherwise it comes to that never: see `#tidySoon`.
  native.pragma('wal_autocheckpoint = 16000');
  // The log file, of up to 64 MiB then, gives its place back after a first sync.
  native.pragma('journal_size_limit = 16777216');
}

class SqlcipherDatabase implements Database {
  readonly #native: Native;
  readonly #statements = new Map<string, Statement>();
  readonly #pluckers = new Map<string, Statement<{ pluck: true }>>();
  readonly #afterCommit: (() => void)[] = [];
  readonly #afterRollback: (() => void)[] = [];
  #isInside = false;
  /** `synchronous` is FULL, as the connection was prepared. */
  #waits = true;
  #tidying: NodeJS.Timeout | null = null;
  /** What made an inner call fail; the outermost may not go on as if nothing had been. */
  #failure: { readonly error: unknown } | null = null;

  constructor(native: Native) {
    this.#native = native;
  }

  exec(sql: string): void {
    this.#waitIfAlone();
    guarded(() => this.#native.exec(sql));
  }

  run(sql: string, parameters?: Parameters): number {
    this.#waitIfAlone();
    return guarded(() => this.#statement(sql).run(given(parameters)).changes);
  }

  insert(sql: string, parameters?: Parameters): number {
    this.#waitIfAlone();
    return guarded(() => this.#statement(sql).run(given(parameters)).lastInsertRowid);
  }

  all<T extends Row>(sql: string, parameters?: Parameters): T[] {
    return guarded(() => this.#statement(sql).all(given(parameters)) as T[]);
  }

  column<T extends Value>(sql: string, parameters?: Parameters): T[] {
    return guarded(() => this.#plucker(sql).all(given(parameters)) as T[]);
  }

  number(sql: string, parameters?: Parameters): number | null {
    const value = guarded(() => this.#plucker(sql).get(given(parameters)));
    return typeof value === 'number' ? value : null;
  }

  text(sql: string, parameters?: Parameters): string | null {
    const value = guarded(() => this.#plucker(sql).get(given(parameters)));
    return typeof value === 'string' ? value : null;
  }

  transaction<T>(act: () => T, lasting: Lasting = 'at-once'): T {
    return this.#isInside ? this.#joined(act) : this.#outermost(act, lasting);
  }

  onCommit(listener: () => void): void {
    this.#afterCommit.push(listener);
  }

  onRollback(listener: () => void): void {
    this.#afterRollback.push(listener);
  }

  close(): void {
    clearTimeout(this.#tidying ?? undefined);
    this.#native.close();
    this.#statements.clear();
    this.#pluckers.clear();
  }

  #outermost<T>(act: () => T, lasting: Lasting): T {
    this.#waitForDisk(lasting === 'at-once');
    const result = this.#committed(act);
    if (lasting === 'at-once') this.#tidySoon();
    for (const listener of this.#afterCommit) listener();
    return result;
  }

  /**
   * In WAL mode NORMAL leaves the file sound whatever happens to the power, and the next transaction with FULL takes
   * along what went before it (https://www.sqlite.org/pragma.html#pragma_synchronous).
   */
  #waitForDisk(waits: boolean): void {
    if (waits === this.#waits) return;
    guarded(() => this.#native.pragma(`synchronous = ${waits ? 'FULL' : 'NORMAL'}`));
    this.#waits = waits;
  }

  /** A statement outside of every transaction is one of its own. */
  #waitIfAlone(): void {
    if (!this.#isInside) this.#waitForDisk(true);
  }

  /** A commit that finds the log file full has to take it in first, and whoever told an outcome would wait for that. */
  #tidySoon(): void {
    this.#tidying ??= setTimeout(() => {
      this.#tidying = null;
      try {
        this.#native.pragma('wal_checkpoint(PASSIVE)');
      } catch {
        // Nothing is lost: what it could not take in stays in the log file, and the next write says what is wrong.
      }
    }, TIDY_AFTER_MS).unref();
  }

  #committed<T>(act: () => T): T {
    guarded(() => this.#native.exec('BEGIN IMMEDIATE'));
    this.#isInside = true;
    this.#failure = null;
    try {
      const result = act();
      if (result instanceof Promise) throw new TypeError('a transaction does not wait');
      this.#throwFailure();
      guarded(() => this.#native.exec('COMMIT'));
      return result;
    } catch (error) {
      this.#rollback();
      throw error;
    } finally {
      this.#isInside = false;
    }
  }

  #joined<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.#failure ??= { error };
      throw error;
    }
  }

  #throwFailure(): void {
    if (this.#failure) throw new Error('a part of this transaction failed', { cause: this.#failure.error });
  }

  #rollback(): void {
    try {
      this.#native.exec('ROLLBACK');
    } catch (error) {
      // A full or failing disk makes SQLite roll back by itself; then there is nothing left to undo.
      if (codeOf(error) !== 'SQLITE_ERROR') throw error;
    } finally {
      for (const listener of this.#afterRollback) listener();
    }
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const made = this.#native.prepare(sql, { persistent: true });
    this.#statements.set(sql, made);
    return made;
  }

  #plucker(sql: string): Statement<{ pluck: true }> {
    const known = this.#pluckers.get(sql);
    if (known) return known;
    const made = this.#native.prepare(sql, { persistent: true, pluck: true });
    this.#pluckers.set(sql, made);
    return made;
  }
}

/** The package's own type asks for Uint8Array<ArrayBuffer>; it copies the bytes out, wherever they are. */
function given(parameters: Parameters = []): (string | number | null | Uint8Array<ArrayBuffer>)[] {
  return parameters as (string | number | null | Uint8Array<ArrayBuffer>)[];
}

/**
 * Moves what the log file holds into the database itself, on the disk, and empties it.
 * @returns false when something was in the way
 */
export function takeInLog(database: Database): boolean {
  return database.all<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)')[0]?.busy === 0;
}

/**
 * Reads every page and checks its seal (HMAC-SHA512, SQLCipher): no bit that changed on the disk escapes it. About 0.3 s
 * for each 100 MB. After a crash, which the log file tells of, how the pages hang together is looked at too.
 * @returns false when any part is not what was written
 */
export function isWhole(database: Database, path: string): boolean {
  const afterCrash = sizeOf(`${path}-wal`) > 0;
  try {
    // A page that the power cut in two while it was taken from there is whole there still.
    if (afterCrash) kept(() => takeInLog(database));
    const bytes = sizeOf(path);
    if (bytes % PAGE_BYTES !== 0) return false;
    if (database.column('PRAGMA cipher_integrity_check').length > 0) return false;
    if (!afterCrash) return bytes >= (database.number('PRAGMA page_count') ?? 0) * PAGE_BYTES;
    const found = database.column<string>('PRAGMA quick_check');
    return found.length === 1 && found[0] === 'ok';
  } catch (error) {
    if (error instanceof StoreFailure && error.error.code === 'records-damaged') return false;
    throw error;
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** The files that SQLite keeps beside a database. */
export function filesOf(path: string): readonly string[] {
  return ['', '-wal', '-shm', '-journal'].map((end) => `${path}${end}`);
}
