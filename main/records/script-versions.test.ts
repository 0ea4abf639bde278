import { randomBytes } from 'node:crypto';
import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, NOW, openedStore } from './fakes/samples.ts';
import { mendStore } from './mend-store.ts';

const next = (word: string, text: string | null, seq: number) => ({
  word,
  seq,
  author: 'lead-ana',
  hubMs: NOW + seq,
  text,
});

describe('The versions of the team’s scripts', () => {
  it('are counted for each script by itself, in the order in which they came', () => {
    const store = openedStore(':memory:', null);
    const versions = [
      store.scripts.add(next('en_grief', 'one', 1)),
      store.scripts.add(next('en_billing', 'one', 2)),
      store.scripts.add(next('en_grief', 'two', 5)),
    ].map(({ version }) => version);
    expect(versions).toEqual([1, 1, 2]);
    expect(store.scripts.words()).toEqual(['en_billing', 'en_grief']);
    expect(store.scripts.of('en_grief').map(({ text }) => text)).toEqual(['two', 'one']);
    expect(store.scripts.last('en_grief')).toMatchObject({ version: 2, text: 'two', seq: 5 });
    expect(store.scripts.at('en_grief', 1)).toMatchObject({ text: 'one' });
    expect(store.scripts.lastSeq()).toBe(5);
  });

  it('know nothing of a script that was never published', () => {
    const { scripts } = openedStore(':memory:', null);
    expect([scripts.last('en_grief'), scripts.at('en_grief', 1), scripts.lastSeq()]).toEqual([null, null, 0]);
  });

  it('outlive a damaged store, as far as they can be read', () =>
    inFolder((folder) => {
      const place = { path: join(folder, 'records.db'), key: randomBytes(32) };
      const store = openedStore(place.path, place.key);
      store.scripts.add(next('en_grief', 'one', 1));
      store.scripts.add(next('en_grief', null, 2));
      store.close();
      writeFileSync(place.path, Buffer.concat([readFileSync(place.path), Buffer.alloc(100)]));
      const mended = mendStore(place);
      if (!mended.ok) throw new Error(mended.error.code);
      expect(mended.value.store.scripts.of('en_grief')).toHaveLength(2);
      mended.value.store.close();
    }));
});
