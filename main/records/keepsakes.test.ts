import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { aNote, inFolder, NOW, openedStore } from './fakes/samples.ts';
import { keepList, restoreFromList } from './keepsakes.ts';
import { migrate, NEWEST_VERSION } from './migrations.ts';
import { openDatabase, type Database } from './sqlcipher.ts';
import { StoreFailure } from './store.ts';

const KEY = randomBytes(32);

/** A new database with what the list alone remembers. */
function remembered(path: string, key: Uint8Array = KEY): Database {
  const opened = openDatabase(':memory:', null, NEWEST_VERSION);
  if (!opened.ok) throw new Error(opened.error.code);
  migrate(opened.value);
  restoreFromList(opened.value, { path, key });
  return opened.value;
}

const unsent = (database: Database): string[] =>
  database.column<string>("SELECT event ->> 'text' FROM outbox ORDER BY position");
const facts = (database: Database): string[] =>
  database.column<string>("SELECT name || '=' || value FROM fact WHERE name NOT LIKE 'log.%' ORDER BY name");

describe('the list of what no hub can give back', () => {
  it('follows every change as soon as it is committed, without the store being closed', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const { outbox, facts: kept, drafts } = openedStore(path, KEY);
      const [first, second] = [aNote('First'), aNote('Second')];
      outbox.add({ callbackId: 'callback-1', event: first, writtenMs: NOW });
      outbox.add({ callbackId: 'callback-1', event: second, writtenMs: NOW });
      kept.set('desk', 'desk-1');
      drafts.set('callback-1', 'At work until');
      expect(unsent(remembered(path))).toEqual(['First', 'Second']);
      outbox.mark(second.id, 'stored');
      outbox.remove(first.id);
      kept.set('desk', 'desk-2');
      drafts.set('callback-1', '');
      const database = remembered(path);
      expect(unsent(database)).toEqual(['Second']);
      expect(database.text('SELECT state FROM outbox')).toBe('stored');
      expect(facts(database)).toEqual(['desk=desk-2']);
      expect(database.number('SELECT count(*) FROM draft')).toBe(0);
    }));

  it('knows nothing of a transaction that was undone', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      const act = (): void => {
        store.facts.set('desk', 'desk-1');
        throw new Error('no');
      };
      expect(() => store.transaction(act)).toThrow('no');
      store.facts.set('other', '1');
      expect(facts(remembered(path))).toEqual(['other=1']);
    }));

  it('holds nothing in clear, and gives nothing to another key', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      openedStore(path, KEY).facts.set('name-of-fact', 'needle');
      const text = readFileSync(`${path}.kept`, 'utf8');
      const clear = text.split('\n').map((line) => Buffer.from(line, 'base64').toString('latin1'));
      expect([text, ...clear].join('\n')).not.toMatch(/needle|name-of-fact/);
      expect(facts(remembered(path, randomBytes(32)))).toEqual([]);
      expect(statSync(`${path}.kept`).mode & 0o777).toBe(0o600);
    }));

  it('loses a line that is damaged, and no other', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      for (const name of ['a', 'b', 'c']) store.facts.set(name, '1');
      const lines = readFileSync(`${path}.kept`, 'utf8').split('\n');
      const [, middle = ''] = lines;
      lines[1] = `${middle.slice(0, 60)}${middle[60] === 'A' ? 'B' : 'A'}${middle.slice(61)}`;
      writeFileSync(`${path}.kept`, `${lines.join('\n')}half a li`);
      expect(facts(remembered(path))).toEqual(['a=1', 'c=1']);
    }));

  it('stays short, however much is changed', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      for (let each = 0; each < 300; each += 1) store.facts.set('roster', `${each} ${'long '.repeat(400)}`);
      expect(statSync(`${path}.kept`).size).toBeLessThan(300_000);
      expect(facts(remembered(path))[0]).toMatch(/^roster=299 /);
    }));

  it('brings back the outbox that a damaged log file took from the database', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      store.outbox.add({ callbackId: 'callback-1', event: aNote('Kept'), writtenMs: NOW });
      store.close();
      const list = readFileSync(`${path}.kept`);
      const later = openedStore(path, KEY);
      later.outbox.remove(later.outbox.unsent()[0]?.id ?? '');
      later.outbox.add({ callbackId: 'callback-2', event: aNote('In its place'), writtenMs: NOW });
      later.close();
      writeFileSync(`${path}.kept`, list);
      const again = openedStore(path, KEY);
      const texts = again.outbox.unsent().map(({ event }) => ('text' in event ? event.text : ''));
      expect(texts.sort()).toEqual(['In its place', 'Kept']);
      again.close();
    }));

  it('brings back the note being typed that a damaged log file took from the database', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      store.drafts.set('callback-1', 'At work until');
      store.close();
      const list = readFileSync(`${path}.kept`);
      const later = openedStore(path, KEY);
      later.drafts.set('callback-1', '');
      later.drafts.set('callback-2', 'Ring twice');
      later.close();
      writeFileSync(`${path}.kept`, list);
      const again = openedStore(path, KEY);
      expect(['callback-1', 'callback-2'].map((id) => again.drafts.get(id))).toEqual([
        'At work until',
        'Ring twice',
      ]);
      again.close();
    }));

  it('calls no write failed that the database has, and is written anew with the next', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const database = remembered(path);
      const remember = keepList(database, path, KEY);
      const set = (name: string): void =>
        database.transaction(() => {
          database.run('INSERT INTO fact (name, value) VALUES (?, ?)', [name, '1']);
          remember('fact', name);
        });
      vi.spyOn(database, 'all').mockImplementationOnce(() => {
        throw new StoreFailure({ code: 'records-failed' });
      });
      expect(() => set('a')).not.toThrow();
      expect(facts(remembered(path))).toEqual([]);
      set('b');
      expect(facts(remembered(path))).toEqual(['a=1', 'b=1']);
      database.close();
    }));

  it('locks nobody out of a whole database when it cannot be read itself', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      store.facts.set('a', '1');
      store.close();
      rmSync(`${path}.kept`);
      mkdirSync(`${path}.kept`);
      const again = openedStore(path, KEY);
      expect(again.facts.get('a')).toBe('1');
      again.facts.set('a', '2');
      again.close();
    }));

  it('is written anew when something has happened to it', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const store = openedStore(path, KEY);
      store.facts.set('a', '1');
      rmSync(`${path}.kept`);
      store.facts.set('b', '1');
      store.facts.set('c', '1');
      expect(facts(remembered(path))).toEqual(['a=1', 'b=1', 'c=1']);
      appendFileSync(`${path}.kept`, 'noise');
      store.close();
      openedStore(path, KEY).close();
      expect(readFileSync(`${path}.kept`, 'utf8')).not.toContain('noise');
    }));
});
