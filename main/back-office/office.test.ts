import { describe, expect, it } from 'vitest';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { ok, type Result } from '#shared/result.ts';
import { emptyQueue } from '../fakes/fake-office.ts';
import type { KeptScript } from '../kept-scripts.ts';
import type { QueueDesk } from '../callbacks/queue-port.ts';
import { inFolder, openedStore } from '../records/fakes/samples.ts';
import { openRecordStore } from '../records/open-store.ts';
import { soloCrisis } from '../bulletins/crisis-desk.ts';
import { keptCrisis } from '../bulletins/kept-crisis.ts';
import { nobodyToTell } from '../signals/signal-desk.ts';
import { systemClock } from '../clock.ts';
import { Authoring } from '../script-book/authoring.ts';
import { soloBook } from '../script-book/solo-book.ts';
import type { Opening } from './duties.ts';
import { createOffice, type OpenRecords } from './office.ts';

const KEY = new Uint8Array(32).fill(7);
const OPENING: Opening = { kind: 'practice' };

type QueuePart = Pick<QueueDesk, 'start' | 'state' | 'close'>;
const QUIET: QueuePart = { start: () => undefined, state: () => emptyQueue, close: () => Promise.resolve() };

/** An office whose records lie in a file, and whose queues are as a test says, one after the other. */
function anOffice(path: string, queues: (() => QueuePart)[]) {
  const made: (() => QueuePart)[] = [...queues];
  const open = (): Promise<Result<OpenRecords, never>> => {
    const store = openedStore(path, KEY);
    const sit: OpenRecords['sit'] = ({ bookChanged: tell }) => {
      const book = soloBook({ store, clock: systemClock, me: { agent: 'lead-1001', name: 'Desk One' } });
      const queue = (made.shift() ?? (() => QUIET))() as QueueDesk;
      const authoring = new Authoring({ store, clock: systemClock, book, tell });
      const kept = keptCrisis(store.facts, 'solo');
      const crisis = soloCrisis({ name: 'Ana', now: () => 0, kept, onState: () => undefined });
      return { queue, signals: nobodyToTell, crisis, authoring };
    };
    return Promise.resolve(ok({ store, findings: [], sit, joinHub: () => ok() }));
  };
  return createOffice({
    open,
    look: () => Promise.resolve({ state: 'none', why: 'first-time' }),
    erase: () => Promise.resolve(ok()),
    changePin: () => Promise.resolve(ok()),
    tellQueue: () => undefined,
    tellCallsChanged: () => undefined,
    tellSignal: () => undefined,
    tellSignalLink: () => undefined,
    tellBook: () => undefined,
    tellCrisis: () => undefined,
  });
}

/** A store that is open is refused to anybody else. */
function isFree(path: string): boolean {
  const opened = openRecordStore({ path, key: KEY });
  if (opened.ok) opened.value.close();
  return opened.ok;
}

const failing = (): never => {
  throw new Error('a bug');
};

describe('The back office lets go of the records', () => {
  it.each<[string, () => QueuePart]>([
    ['cannot be made', failing],
    ['does not begin', () => ({ ...QUIET, start: failing })],
  ])('when the queue %s', (_, queue) =>
    inFolder(async (folder) => {
      const path = `${folder}/records.db`;
      const office = anOffice(path, [queue]);
      await expect(office.open(OPENING)).rejects.toThrow('a bug');
      expect(isFree(path)).toBe(true);
    }),
  );

  it('when the queue does not close', () =>
    inFolder(async (folder) => {
      const path = `${folder}/records.db`;
      const office = anOffice(path, [() => ({ ...QUIET, close: () => Promise.reject(new Error('a bug')) })]);
      await office.open(OPENING);
      await expect(office.shut(null)).rejects.toThrow('a bug');
      expect(isFree(path)).toBe(true);
      expect(await office.open(OPENING)).toMatchObject({ ok: true });
      await office.shut(null);
    }));

  it('when the agent leaves while the team is being joined, and begins nothing on them', () =>
    inFolder(async (folder) => {
      const path = `${folder}/records.db`;
      let closed = (): void => undefined;
      const closing = new Promise<void>((resolve) => (closed = resolve));
      const told: string[] = [];
      const office = anOffice(path, [
        () => ({ ...QUIET, close: () => closing }),
        () => ({
          ...QUIET,
          start: () => void told.push('team: begins'),
          close: (how) => Promise.resolve(void told.push(`team: ${how}`)),
        }),
      ]);
      await office.open(OPENING);
      const joined = office.joinHub({ text: '', code: '' });
      const left = office.shut(null);
      closed();
      await Promise.all([joined, left]);
      expect(told).toEqual(['team: begins', 'team: sign-out']);
      expect(isFree(path)).toBe(true);
    }));
});

describe('The back office keeps', () => {
  const ENTRY: CallListEntry = {
    id: 'call-1',
    direction: 'incoming',
    number: '+12025550123',
    name: 'Ada Sample',
    queue: null,
    startedAt: 1000,
    answeredAt: 2000,
    endedAt: 9000,
    reason: 'hung-up-there',
    mos: null,
    practice: false,
    wrapUp: null,
    redFlags: [],
  };

  it('how a call went and what was feared in it, told before or after the call is down in the list', () =>
    inFolder(async (folder) => {
      const office = anOffice(`${folder}/records.db`, []);
      await office.open(OPENING);
      const said = { outcome: 'Told the day', note: 'Before noon.' };
      await office.callWrapped({ callId: 'call-1', atMs: 9500, ...said });
      await office.callFlagged({ callId: 'call-1', atMs: 4000, card: 'It may be an emergency' });
      await office.callFlagged({ callId: 'call-1', atMs: 5000, card: 'It may be an emergency' });
      await office.callEnded(ENTRY);
      const redFlags = [{ card: 'It may be an emergency', atMs: 4000 }];
      const listed = (search: string) => office.listCalls({ before: null, limit: 5, search });
      expect(await listed('')).toMatchObject({
        value: { entries: [{ endedAt: 9000, wrapUp: said, redFlags }] },
      });
      expect(await listed('before noon')).toMatchObject({ value: { entries: [{ id: 'call-1' }] } });
      await office.shut(null);
    }));

  it('the scripts beside calls over a crash, and leaves out what it cannot read', () =>
    inFolder(async (folder) => {
      const path = `${folder}/records.db`;
      const kept: KeptScript = {
        anchor: 'call-1',
        script: { id: 'results-late', language: 'en' },
        place: { phase: 'act', picked: {}, chip: null, visited: ['open', 'act'], chipsUsed: [] },
        call: { id: 'call-1', who: { name: 'Ada Sample', number: '+12025550123' } },
        outcome: null,
        note: 'Half said',
        atMs: 5000,
      };
      const before = anOffice(path, []);
      await before.open(OPENING);
      before.keepScripts([kept, { anchor: 'of another version' } as unknown as KeptScript]);
      await before.shut(null);
      const after = anOffice(path, []);
      expect(await after.open(OPENING)).toMatchObject({ ok: true, value: { scripts: [kept] } });
      after.keepScripts([]);
      await after.shut(null);
      expect(await after.open(OPENING)).toMatchObject({ ok: true, value: { scripts: [] } });
      await after.shut(null);
    }));
});
