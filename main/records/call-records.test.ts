import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { journalOf } from '#shared/desk/call-journal.ts';
import { inFolder, memoryStore, NOW, openedStore } from './fakes/samples.ts';
import type { RecordStore } from './store.ts';

function aCall(id: string, changes: Partial<CallListEntry> = {}): CallListEntry {
  return {
    id,
    direction: 'incoming',
    number: '+12025550123',
    name: 'Ada Sample',
    queue: null,
    startedAt: NOW,
    answeredAt: NOW + 1000,
    endedAt: NOW + 60_000,
    reason: 'hung-up-there',
    mos: 4.1,
    practice: false,
    wrapUp: null,
    redFlags: [],
    ...changes,
  };
}

describe('the calls of a desk', () => {
  let store: RecordStore;
  beforeEach(() => {
    store = memoryStore();
  });
  const page = (before: string | null = null, limit = 10, search = ''): string[] =>
    store.calls.page({ before, limit, search }).entries.map(({ id }) => id);

  it('are listed by their end, the last first, a page at a time', () => {
    for (let each = 0; each < 5; each += 1) store.calls.put(aCall(`call-${each}`, { endedAt: NOW + each }));
    expect(page(null, 2)).toEqual(['call-4', 'call-3']);
    expect(page('call-3', 2)).toEqual(['call-2', 'call-1']);
    expect(store.calls.page({ before: 'call-1', limit: 2, search: '' })).toMatchObject({
      entries: [{ id: 'call-0' }],
      more: false,
    });
    expect(page('call-unknown')).toEqual([]);
  });

  it('that ended at once keep their order over pages', () => {
    for (const id of ['a', 'b', 'c']) store.calls.put(aCall(id));
    expect([...page(null, 1), ...page('c', 1), ...page('b', 1)]).toEqual(['c', 'b', 'a']);
  });

  it('come back as they were put', () => {
    const call = aCall('call-1', { direction: 'outgoing', queue: 'Cardiology', mos: null });
    store.calls.put(call);
    expect(store.calls.page({ before: null, limit: 1, search: '' }).entries).toEqual([call]);
  });

  it('are the same in whatever order and number their events are read', () => {
    const events = journalOf(aCall('call-1'), true);
    for (let at = events.length - 1; at >= 0; at -= 1) store.calls.record(events.slice(at, at + 2));
    store.calls.record(events);
    expect(store.calls.page({ before: null, limit: 10, search: '' }).entries).toEqual([aCall('call-1')]);
  });

  it('are not listed before their beginning is known, or while they are up', () => {
    const [begun, ...rest] = journalOf(aCall('call-1'), true);
    store.calls.record(rest);
    expect(page()).toEqual([]);
    store.calls.record(begun ? [begun] : []);
    expect(page()).toEqual(['call-1']);
    store.calls.begun(aCall('call-2'));
    expect(page()).toEqual(['call-1']);
  });

  it('that were up when the app ended are lost calls, with what was seen of them', () =>
    inFolder((folder) => {
      const path = join(folder, 'records.db');
      const key = randomBytes(32);
      const before = openedStore(path, key);
      before.calls.begun(aCall('call-1', { endedAt: NOW + 30_000 }));
      before.close();
      const after = openedStore(path, key);
      expect(after.calls.page({ before: null, limit: 10, search: '' }).entries).toEqual([
        aCall('call-1', { endedAt: NOW + 30_000, reason: 'lost' }),
      ]);
      after.close();
    }));

  it.each([
    ['ada', ['ada']],
    ['ÅDA', ['ada']],
    ['0123', ['ada']],
    ['cardio', ['bob']],
    ['bob 0142', ['bob']],
    ['bob ada', []],
  ])('are found by %j', (search, expected) => {
    store.calls.put(aCall('ada'));
    store.calls.put(aCall('bob', { name: 'Bob Sample', number: '+12025550142', queue: 'Cardiology' }));
    expect(page(null, 10, search)).toEqual(expected);
  });

  it('with a number are found however it was written', () => {
    store.calls.put(aCall('plus', { endedAt: NOW + 3 }));
    store.calls.put(aCall('zeros', { number: '0012025550123', endedAt: NOW + 2 }));
    store.calls.put(aCall('other', { number: '+12025550142', endedAt: NOW + 1 }));
    const found = store.calls.withNumber('+1 (202) 555-0123', 10).map(({ id }) => id);
    expect(found).toEqual(['plus', 'zeros']);
    expect(store.calls.withNumber('', 10)).toEqual([]);
  });

  it('are forgotten in time, journal and all', () => {
    store.calls.put(aCall('old', { endedAt: NOW - 1 }));
    store.calls.put(aCall('new', { endedAt: NOW }));
    expect(store.calls.forgetBefore(NOW)).toBe(1);
    expect(page()).toEqual(['new']);
    // Nothing is left that an event which comes late could make a call of.
    store.calls.record([{ kind: 'heard', callId: 'old', at: NOW, mos: 3 }]);
    expect(page()).toEqual(['new']);
  });
});
