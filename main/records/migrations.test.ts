import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aNote, inFolder, NOW, openedStore } from './fakes/samples.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { openRecordStore } from './open-store.ts';
import { openDatabase, type Database } from './sqlcipher.ts';

function inMemory(): Database {
  const opened = openDatabase(':memory:', null, NEWEST_VERSION);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

const version = (database: Database): number | null => database.number('PRAGMA user_version');

describe('the layout of the records', () => {
  it('is brought from nothing to the newest, one step at a time', () => {
    const database = inMemory();
    for (let step = 1; step <= NEWEST_VERSION; step += 1) {
      migrate(database, step);
      expect(version(database)).toBe(step);
    }
    expect(database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'outbox'")).toBe(1);
  });

  it('is left as it is when it is the newest already', () => {
    const database = inMemory();
    migrate(database);
    database.run("INSERT INTO fact (name, value) VALUES ('desk', 'desk-1')");
    migrate(database);
    expect(database.text("SELECT value FROM fact WHERE name = 'desk'")).toBe('desk-1');
  });

  it('knows no steps beyond the newest', () => {
    expect(() => migrate(inMemory(), NEWEST_VERSION + 1)).toThrow('no version');
  });

  it('is one or the other when a step fails in the middle', () => {
    const database = inMemory();
    // Something of that name is there already, which the first step does not expect.
    database.exec('CREATE TABLE outbox (x)');
    expect(() => migrate(database)).toThrow('outbox');
    expect(version(database)).toBe(0);
    expect(database.column('SELECT name FROM sqlite_schema')).toEqual(['outbox']);
  });

  it('of a newer app is not opened, and nothing is changed or lost', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const key = randomBytes(32);
      const store = openedStore(path, key);
      store.outbox.add({ callbackId: 'callback-1', event: aNote('Kept'), writtenMs: NOW });
      store.close();
      const set = (to: number): void => {
        const opened = openDatabase(path, key, 99);
        if (!opened.ok) throw new Error(opened.error.code);
        opened.value.exec(`PRAGMA user_version = ${to}`);
        opened.value.close();
      };
      set(NEWEST_VERSION + 1);
      expect(openRecordStore({ path, key })).toMatchObject({ ok: false, error: { code: 'records-newer' } });
      set(NEWEST_VERSION);
      const again = openedStore(path, key);
      expect(again.outbox.unsent()).toHaveLength(1);
      again.close();
    }));
});
