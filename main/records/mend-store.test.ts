import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CallbackEvent } from '#shared/callback/event.ts';
import { SOLO_LOG_ID } from '../hub/solo-hub.ts';
import { inFolder, ME, NOW, openedStore } from './fakes/samples.ts';
import { mendStore, type MendedStore } from './mend-store.ts';
import { mendingPath, takeMended } from './mended-files.ts';
import { openRecordStore } from './open-store.ts';
import { openDatabase, PAGE_BYTES } from './sqlcipher.ts';
import type { KeptMessage, RecordStore } from './store.ts';

const KEY = randomBytes(32);
const MESSAGES = 200;
const UNSENT = 20;
const CALLS = 20;

function aRequest(place: number): CallbackEvent {
  return {
    type: 'requested',
    id: randomUUID(),
    at: NOW,
    desk: 'desk-1',
    requestedMs: NOW,
    source: 'agent',
    number: '+12025550123',
    name: 'Ada Sample',
    reason: `Reason ${place}`,
    language: 'en',
    priority: 'normal',
  };
}

function requested(seq: number): KeptMessage {
  const place = { seq, callbackId: `callback-${seq}`, author: 'mira', hubMs: NOW + seq };
  return { ...place, kind: 'event', event: aRequest(seq), verified: true, data: null };
}

/** A store as a desk has it, closed. */
function writeStore(path: string, logId = 'team-log'): void {
  const store = openedStore(path, KEY);
  store.log.append(Array.from({ length: MESSAGES }, (_, index) => requested(index + 1)));
  for (let each = 0; each < UNSENT; each += 1) {
    store.outbox.add({ callbackId: `unsent-${each}`, event: aRequest(each), writtenMs: NOW });
  }
  for (let each = 0; each < CALLS; each += 1) {
    store.calls.put({
      id: `call-${each}`,
      direction: 'incoming',
      number: '+12025550123',
      name: '',
      queue: null,
      startedAt: NOW,
      answeredAt: NOW,
      endedAt: NOW + each,
      reason: 'hung-up-there',
      mos: 4,
      practice: false,
      wrapUp: null,
      redFlags: [],
    });
  }
  store.facts.set('log-id', logId);
  store.facts.set('access', 'the key of this desk');
  store.drafts.set('callback-7', 'At work until five');
  store.close();
}

function mended(path: string): MendedStore {
  const result = mendStore({ path, key: KEY });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function flipBit(path: string, page: number): void {
  const bytes = readFileSync(path);
  const at = page * PAGE_BYTES + randomInt(PAGE_BYTES);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << randomInt(8));
  writeFileSync(path, bytes);
}

/** Counted from 0. */
function rootPage(path: string, table: string): number {
  const opened = openDatabase(path, KEY, 99);
  if (!opened.ok) throw new Error(opened.error.code);
  const page = opened.value.number('SELECT rootpage FROM sqlite_schema WHERE name = ?', [table]) ?? 0;
  opened.value.close();
  return page - 1;
}

function shown({ callbacks }: RecordStore): number {
  const query = { view: 'team', search: '', me: ME, nowMs: NOW + 86_400_000, after: null } as const;
  return callbacks.page({ ...query, limit: 10_000 }).items.length;
}

function expectNothingOfOursLost({ store, saved }: MendedStore): void {
  expect(saved).toBe(UNSENT);
  const unsent = store.outbox.unsent().map(({ callbackId }) => callbackId);
  expect(unsent).toEqual(Array.from({ length: UNSENT }, (_, each) => `unsent-${each}`));
  expect(store.facts.get('access')).toBe('the key of this desk');
  expect(store.drafts.get('callback-7')).toBe('At work until five');
}

describe('a damaged store', () => {
  it('is called damaged when it is opened, whichever bit is another', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      const whole = readFileSync(path);
      for (let page = 0; page < whole.length / PAGE_BYTES; page += 1) {
        writeFileSync(path, whole);
        flipBit(path, page);
        expect([page, openRecordStore({ path, key: KEY })]).toMatchObject([
          page,
          { ok: false, error: { code: 'records-damaged' } },
        ]);
      }
    }));

  it.each([
    ['its first page', 'sqlite_schema'],
    ['the root of the outbox', 'outbox'],
    ['the root of the facts', 'fact'],
    ['the root of the log', 'message'],
    ['the root of the drafts', 'draft'],
    ['the root of the callbacks', 'callback'],
  ])('loses nothing that was done here, even when %s is bad', (_, table) =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      flipBit(path, table === 'sqlite_schema' ? 0 : rootPage(path, table));
      const after = mended(path);
      expectNothingOfOursLost(after);
      expect(shown(after.store)).toBe(after.messages);
      after.store.close();
      openedStore(path, KEY).close();
    }),
  );

  it('loses of the log and of the calls no more than a page where one bit is another', () =>
    inFolder((folder) => {
      const whole = join(folder, 'whole.db');
      writeStore(whole);
      const pages = statSync(whole).size / PAGE_BYTES;
      const roots = new Set(['message', 'call', 'call_event'].map((name) => rootPage(whole, name)));
      const inMiddle = Array.from({ length: pages - 1 }, (_, index) => index + 1);
      const path = join(folder, 'records.db');
      for (const page of inMiddle.filter((one) => !roots.has(one)).filter((_, at) => at % 9 === 0)) {
        copyFileSync(whole, path);
        copyFileSync(`${whole}.kept`, `${path}.kept`);
        flipBit(path, page);
        const after = mended(path);
        expectNothingOfOursLost(after);
        expect(after.messages).toBeGreaterThan(MESSAGES - 20);
        expect(shown(after.store)).toBe(after.messages);
        const calls = after.store.calls.page({ before: null, limit: 100, search: '' }).entries;
        expect(calls).toHaveLength(CALLS);
        after.store.close();
      }
    }));

  it.each([0, 1, 100, PAGE_BYTES, 10 * PAGE_BYTES, 10 * PAGE_BYTES + 17])(
    'that ends after %i bytes loses nothing that was done here',
    (bytes) =>
      inFolder((folder) => {
        const path = join(folder, 'records.db');
        writeStore(path);
        truncateSync(path, bytes);
        expect(openRecordStore({ path, key: KEY })).toMatchObject({
          ok: false,
          error: { code: 'records-damaged' },
        });
        const after = mended(path);
        expectNothingOfOursLost(after);
        after.store.close();
      }),
  );

  it('is set aside as it was, and the next takes its place', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      flipBit(path, 0);
      const damaged = readFileSync(path);
      mended(path).store.close();
      expect(readFileSync(`${path}.damaged`)).toEqual(damaged);
      flipBit(path, 0);
      const again = readFileSync(path);
      mended(path).store.close();
      expect(readFileSync(`${path}.damaged`)).toEqual(again);
    }));

  it('is set aside wherever it lies, whatever its folder is called', () =>
    inFolder((folder) => {
      const path = join(folder, 'records $& $1.db');
      writeFileSync(path, 'damaged');
      writeFileSync(`${path}-wal`, 'its log');
      writeFileSync(mendingPath(path), 'mended');
      expect(takeMended(path)).toMatchObject({ ok: true });
      expect(readdirSync(folder).sort()).toEqual([
        'records $& $1.db',
        'records $& $1.db.damaged',
        'records $& $1.db.damaged-wal',
      ]);
    }));

  it('asks the hub again from the first message that is missing', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      flipBit(path, rootPage(path, 'message') + 30);
      const { store, messages } = mended(path);
      const seqs = store.log.after(0, MESSAGES).map(({ seq }) => seq);
      expect(seqs).toHaveLength(messages);
      expect(store.log.lastSeq()).toBe(seqs.findIndex((seq, at) => seq !== at + 1));
      store.close();
    }));

  it('of a desk alone goes on behind its last message, and knows which are lost', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path, SOLO_LOG_ID);
      flipBit(path, rootPage(path, 'message') + 30);
      const { store } = mended(path);
      expect(store.log.lastSeq()).toBe(MESSAGES);
      expect(store.log.count('malformed')).toBeGreaterThan(0);
      expect(shown(store)).toBe(MESSAGES - store.log.count('malformed'));
      store.close();
    }));

  it('stays where it is while another process has it, and nothing of a new one is left', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      const owner = openedStore(path, KEY);
      expect(mendStore({ path, key: KEY })).toMatchObject({
        ok: false,
        error: { code: 'records-failed', details: { what: 'in-use' } },
      });
      expect(readdirSync(folder).filter((name) => /mend|damaged/.test(name))).toEqual([]);
      expect(owner.outbox.unsent()).toHaveLength(UNSENT);
      owner.close();
    }));

  it('stays where it is while a part of the new one is in a log file still', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      const before = readFileSync(path);
      copyFileSync(path, mendingPath(path));
      writeFileSync(`${mendingPath(path)}-wal`, 'pages');
      expect(takeMended(path)).toMatchObject({ ok: false, error: { code: 'records-failed' } });
      expect(readFileSync(path)).toEqual(before);
      expect(readdirSync(folder)).not.toContain('records.db.damaged');
    }));

  it('is mended to the end by the next opening when the power went in between', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      writeStore(path);
      copyFileSync(path, `${path}.mended`);
      flipBit(path, 3);
      const store = openedStore(path, KEY);
      expect(store.outbox.unsent()).toHaveLength(UNSENT);
      expect(existsSync(`${path}.damaged`)).toBe(true);
      expect(existsSync(`${path}.mended`)).toBe(false);
      store.close();
    }));
});
