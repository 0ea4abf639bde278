import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { inFolder } from './fakes/samples.ts';
import { filesOf, isWhole, openDatabase, PAGE_BYTES, type Database } from './sqlcipher.ts';
import { StoreFailure } from './store.ts';

const KEY = randomBytes(32);

function opened(path: string, key: Uint8Array | null = KEY): Database {
  const result = openDatabase(path, key, 1);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function withTable(path: string, key: Uint8Array | null = KEY): Database {
  const database = opened(path, key);
  database.exec('CREATE TABLE word (text TEXT PRIMARY KEY) STRICT');
  return database;
}

const add = (database: Database, text: string): number =>
  database.run('INSERT INTO word (text) VALUES (?)', [text]);
const words = (database: Database): string[] =>
  database.column<string>('SELECT text FROM word ORDER BY text');

describe('the log file of a database', () => {
  afterEach(() => void vi.useRealTimers());

  it('is taken in soon after something was written that lasts at once, and not while that is waited for', () =>
    inFolder((folder) => {
      vi.useFakeTimers();
      const path = join(folder, 'a.db');
      const database = withTable(path);
      const bytes = () => statSync(path).size;
      const before = bytes();
      database.transaction(() => add(database, 'one'), 'with-the-next');
      vi.advanceTimersByTime(60_000);
      expect(bytes()).toBe(before);
      database.transaction(() => add(database, 'two'));
      expect(bytes()).toBe(before);
      vi.advanceTimersByTime(2000);
      expect(bytes()).toBeGreaterThan(before);
      database.close();
      vi.advanceTimersByTime(60_000);
    }));
});

describe('an encrypted database', () => {
  it('gives back what was written, to whoever has its key', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const database = withTable(path);
      add(database, 'needle');
      database.close();
      const again = opened(path);
      expect(words(again)).toEqual(['needle']);
      again.close();
      const stranger = { ok: false, error: { code: 'records-damaged', details: { what: 'file' } } };
      expect(openDatabase(path, randomBytes(32), 1)).toEqual(stranger);
    }));

  it('holds nothing in clear, not even that it is a database', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const database = withTable(path);
      add(database, 'needle');
      for (const file of filesOf(path).filter((one) => existsSync(one))) {
        const bytes = readFileSync(file);
        expect(bytes.includes('needle')).toBe(false);
        expect(bytes.includes('SQLite format')).toBe(false);
        expect(bytes.includes('CREATE TABLE')).toBe(false);
      }
      database.close();
    }));

  it('has one owner at a time', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const database = withTable(path);
      const refused = { ok: false, error: { code: 'records-failed', details: { what: 'in-use' } } };
      expect(openDatabase(path, KEY, 1)).toEqual(refused);
      database.close();
      opened(path).close();
    }));

  it('is left alone when a newer app wrote it', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const database = opened(path);
      database.exec('PRAGMA user_version = 2');
      database.close();
      expect(openDatabase(path, KEY, 1)).toMatchObject({ ok: false, error: { code: 'records-newer' } });
      expect(openDatabase(path, KEY, 2).ok).toBe(true);
    }));

  it('is in memory without a key, and on disk never', () => {
    expect(() => openDatabase(':memory:', KEY, 1)).toThrow('key');
    expect(() => openDatabase('a.db', null, 1)).toThrow('key');
    const database = withTable(':memory:', null);
    add(database, 'needle');
    expect(words(database)).toEqual(['needle']);
    database.close();
  });

  it('says what the disk says when there is no such folder', () => {
    const nowhere = openDatabase('/nowhere/at/all.db', KEY, 1);
    expect(nowhere).toMatchObject({ ok: false, error: { code: 'records-failed' } });
  });

  it('is whole as long as every page is what was written', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const database = withTable(path);
      database.transaction(() => {
        for (let each = 0; each < 1000; each += 1) add(database, `word ${each}`);
      });
      expect(isWhole(database, path)).toBe(true);
      database.close();
    }));
});

describe('a power cut while the log file is taken into the database', () => {
  /** Numbers of the pages in a log file (https://www.sqlite.org/fileformat2.html#the_write_ahead_log). */
  function loggedPages(log: Buffer): number[] {
    const [header, frameHeader] = [32, 24];
    const frames = Math.floor((log.length - header) / (frameHeader + PAGE_BYTES));
    const at = (frame: number): number => log.readUInt32BE(header + frame * (frameHeader + PAGE_BYTES));
    return [...new Set(Array.from({ length: frames }, (_, frame) => at(frame)))];
  }

  /** The files as they lie on the disk while words are still in the log file. */
  function withLog(path: string): { main: Buffer; log: Buffer } {
    const database = withTable(path);
    database.transaction(() => {
      for (let each = 0; each < 1000; each += 1) add(database, `word ${each}`);
    });
    database.close();
    const again = opened(path);
    add(again, 'word 1000');
    // Which the first page tells of.
    again.exec('CREATE TABLE other (text TEXT) STRICT');
    const found = { main: readFileSync(path), log: readFileSync(`${path}-wal`) };
    again.close();
    return found;
  }

  function tornAt(path: string, page: number, { main, log }: { main: Buffer; log: Buffer }): Database {
    const torn = Buffer.from(main);
    torn.fill(0, (page - 1) * PAGE_BYTES + 2048, page * PAGE_BYTES);
    writeFileSync(path, torn);
    writeFileSync(`${path}-wal`, log);
    return opened(path);
  }

  it('harms no page that the log file has whole', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const lying = withLog(path);
      const inMain = loggedPages(lying.log).filter((page) => page * PAGE_BYTES <= lying.main.length);
      expect(inMain).toContain(1);
      expect(inMain.length).toBeGreaterThan(2);
      for (const page of inMain) {
        const database = tornAt(path, page, lying);
        expect([page, isWhole(database, path), words(database).length]).toEqual([page, true, 1001]);
        database.close();
      }
    }));

  it('hides no damage to another page', () =>
    inFolder((folder) => {
      const path = join(folder, 'a.db');
      const lying = withLog(path);
      const logged = loggedPages(lying.log);
      const all = Array.from({ length: lying.main.length / PAGE_BYTES }, (_, index) => index + 1);
      const other = all.find((page) => !logged.includes(page)) ?? 0;
      expect(other).toBeGreaterThan(0);
      const database = tornAt(path, other, lying);
      expect(isWhole(database, path)).toBe(false);
      database.close();
    }));
});

describe('a transaction', () => {
  it('is all or nothing, and so are those within it', () => {
    const database = withTable(':memory:', null);
    database.transaction(() => {
      add(database, 'outer');
      database.transaction(() => add(database, 'inner'));
    });
    expect(words(database)).toEqual(['inner', 'outer']);
    const half = (): void =>
      database.transaction(() => {
        add(database, 'half');
        database.transaction(() => add(database, 'outer'));
      });
    expect(half).toThrow('UNIQUE');
    expect(words(database)).toEqual(['inner', 'outer']);
  });

  it('fails as a whole even when somebody has caught what failed within', () => {
    const database = withTable(':memory:', null);
    const act = (): void =>
      database.transaction(() => {
        add(database, 'first');
        expect(() =>
          database.transaction(() => {
            throw new Error('inner');
          }),
        ).toThrow('inner');
      });
    expect(act).toThrow('a part of this transaction failed');
    expect(words(database)).toEqual([]);
    add(database, 'after');
    expect(words(database)).toEqual(['after']);
  });

  it('does not wait', () => {
    const database = withTable(':memory:', null);
    expect(() => database.transaction(() => Promise.resolve())).toThrow('does not wait');
  });

  it('waits for the disk, unless it is of what can be had again', () => {
    const database = withTable(':memory:', null);
    const waitsFor = () => database.number('PRAGMA synchronous');
    const [normal, full] = [1, 2];
    expect(database.transaction(waitsFor)).toBe(full);
    expect(database.transaction(waitsFor, 'with-the-next')).toBe(normal);
    const broken = () => {
      throw new Error('broken');
    };
    expect(() => database.transaction(broken, 'with-the-next')).toThrow('broken');
    expect(database.transaction(waitsFor)).toBe(full);
    database.transaction(() => add(database, 'can be had again'), 'with-the-next');
    add(database, 'a statement of its own');
    expect(waitsFor()).toBe(full);
  });

  it('tells when it is on the disk, and when it was undone', () => {
    const database = withTable(':memory:', null);
    const told: string[] = [];
    database.onCommit(() => told.push(`committed ${words(database).length}`));
    database.onRollback(() => told.push(`undone ${words(database).length}`));
    database.transaction(() => {
      add(database, 'outer');
      database.transaction(() => add(database, 'inner'));
    });
    const act = (): void =>
      database.transaction(() => {
        add(database, 'third');
        throw new Error('no');
      });
    expect(act).toThrow('no');
    expect(told).toEqual(['committed 2', 'undone 2']);
  });

  it('that finds the disk full is a failure by name, and changes nothing', () => {
    const database = withTable(':memory:', null);
    database.exec('PRAGMA max_page_count = 8');
    const fill = (): void =>
      database.transaction(() => {
        for (let each = 0; each < 1000; each += 1) add(database, `${each} ${'long '.repeat(100)}`);
      });
    let error: unknown;
    try {
      fill();
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(StoreFailure);
    expect(error).toMatchObject({ error: { code: 'records-full' } });
    expect(words(database)).toEqual([]);
    add(database, 'after');
    expect(words(database)).toEqual(['after']);
  });
});
