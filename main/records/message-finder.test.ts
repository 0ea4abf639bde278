import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aMessage, inFolder, memoryStore, openedStore } from './fakes/samples.ts';
import { hashOf } from './slot-finder.ts';
import type { RecordStore } from './store.ts';

const KEY = new Uint8Array(32).fill(3);

/** Two names that hash alike, found as they come. */
function alike(): [string, string] {
  const known = new Map<number, string>();
  for (let count = 0; ; count += 1) {
    const name = `callback-${count}`;
    const other = known.get(hashOf(name));
    if (other !== undefined) return [other, name];
    known.set(hashOf(name), name);
  }
}

const seqsAbout = (store: RecordStore, id: string): number[] =>
  store.log.eventsAbout([id]).map(({ seq }) => seq);

it('finds the messages about a callback after whatever happened to the log, and in a store opened again', () =>
  inFolder((folder) => {
    const path = join(folder, 'records.db');
    const [one, other] = alike();
    let store = openedStore(path, KEY);
    const write = (seq: number, callbackId: string): void =>
      store.log.append([aMessage(seq, { callbackId })]);
    try {
      write(1, one);
      expect(store.log.known([one, other])).toEqual([one]);
      expect([store.log.lastSeqAbout(one), store.log.lastSeqAbout(other)]).toEqual([1, 0]);
      write(2, other);
      write(4, one);
      // Its position is taken: nothing comes of it.
      write(2, one);
      write(3, one);
      expect([seqsAbout(store, one), seqsAbout(store, other)]).toEqual([[1, 3, 4], [2]]);

      expect(() => {
        store.transaction(() => {
          write(5, one);
          expect(seqsAbout(store, one)).toEqual([1, 3, 4, 5]);
          throw new Error('undone');
        });
      }).toThrow('undone');
      expect(seqsAbout(store, one)).toEqual([1, 3, 4]);

      store.log.replace(aMessage(4, { callbackId: other }));
      expect([seqsAbout(store, one), seqsAbout(store, other)]).toEqual([
        [1, 3],
        [2, 4],
      ]);
      store.log.replace(aMessage(4, { callbackId: other }));
      expect(seqsAbout(store, other)).toEqual([2, 4]);
      store.log.dropAfter(2);
      expect([store.log.lastSeqAbout(one), store.log.lastSeqAbout(other)]).toEqual([1, 2]);
      write(3, other);
      expect([store.log.lastSeqAbout(one), store.log.lastSeqAbout(other)]).toEqual([1, 3]);
      expect([seqsAbout(store, one), seqsAbout(store, other)]).toEqual([[1], [2, 3]]);

      store.close();
      store = openedStore(path, KEY);
      expect([seqsAbout(store, one), seqsAbout(store, other)]).toEqual([[1], [2, 3]]);
      store.log.clear();
      expect([seqsAbout(store, one), store.log.known([one, other])]).toEqual([[], []]);
      write(1, other);
      expect(store.log.known([one, other])).toEqual([other]);
    } finally {
      store.close();
    }
  }));

it('reads a long log in parts', () => {
  const store = memoryStore();
  const { log } = store;
  const messages = Array.from({ length: 12_000 }, (_, at) =>
    aMessage(at + 1, { callbackId: `c${at % 5000}` }),
  );
  log.append(messages);
  expect([log.lastSeqAbout('c0'), log.lastSeqAbout('c1999'), log.lastSeqAbout('c4999')]).toEqual([
    10_001, 12_000, 10_000,
  ]);
  expect(seqsAbout(store, 'c1999')).toEqual([2000, 7000, 12_000]);
});
