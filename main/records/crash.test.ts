import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { inFolder, ME, NOW, openedStore } from './fakes/samples.ts';
import { mendStore } from './mend-store.ts';
import { randomFrom } from '../../tests/fakes/random.ts';
import { openRecordStore } from './open-store.ts';
import type { RecordStore } from './store.ts';

const WRITER = fileURLToPath(new URL('fakes/crash-writer.ts', import.meta.url));
const KEY = randomBytes(32);
const seed = Number(process.env['HEARTHLINE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const random = randomFrom(seed);

/**
 * Lets another process write or mend and kills it some time after it has said so many lines.
 * @returns the last number that it said
 */
async function killed(
  what: 'write' | 'mend',
  path: string,
  after: { lines: number; ms: number },
): Promise<number> {
  const child = spawn(process.execPath, [WRITER, what, path, KEY.toString('hex')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = 0;
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    said = Number(line);
    lines += 1;
    // When exactly it dies is the chance that is wanted here.
    if (lines === after.lines) setTimeout(() => child.kill('SIGKILL'), after.ms);
  }
  return said;
}

function shown({ callbacks }: RecordStore): number {
  const query = { view: 'team', search: '', me: ME, nowMs: NOW, after: null, limit: 100_000 } as const;
  return callbacks.page(query).items.length;
}

// Each round starts a process, which a busy machine does slowly.
describe(`a store whose process is killed (seed ${seed})`, { timeout: 120_000 }, () => {
  it('has every write that returned, each of them whole, and can be written on', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'records.db');
      let before = 0;
      for (let round = 0; round < 5; round += 1) {
        const after = { lines: 1 + Math.floor(random() * 40), ms: random() * 5 };
        const said = await killed('write', path, after);
        const store = openedStore(path, KEY);
        const written = store.outbox.unsent().length;
        expect(said).toBeGreaterThan(before);
        // One more may have been on the disk, and not said.
        expect([said, said + 1]).toContain(written);
        expect(store.log.lastSeq()).toBe(written);
        expect(store.log.count('event')).toBe(written);
        expect(shown(store)).toBe(written);
        expect(store.drafts.get('callback-draft')).toBe(`At work until ${written}`);
        store.close();
        before = written;
      }
    }));

  it('is mended by the next who comes, wherever the mending was stopped', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'records.db');
      const written = await killed('write', path, { lines: 60, ms: 0 });
      openedStore(path, KEY).close();
      const whole = readFileSync(path);
      const list = readFileSync(`${path}.kept`);
      for (let round = 0; round < 3; round += 1) {
        const damaged = Buffer.from(whole);
        const at = 4096 + Math.floor(random() * (damaged.length - 4096));
        damaged[at] = (damaged[at] ?? 0) ^ 0x01;
        writeFileSync(path, damaged);
        writeFileSync(`${path}.kept`, list);
        await killed('mend', path, { lines: 1, ms: random() * 200 });
        const opened = openRecordStore({ path, key: KEY });
        const mended = opened.ok ? null : mendStore({ path, key: KEY });
        const store = opened.ok ? opened.value : mended?.ok ? mended.value.store : null;
        expect(store?.outbox.unsent().length).toBeGreaterThanOrEqual(written);
        expect(store?.drafts.get('callback-draft')).toMatch(/^At work until/);
        store?.close();
      }
    }));
});
