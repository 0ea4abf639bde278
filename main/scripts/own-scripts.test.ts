import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../records/fakes/samples.ts';
import { readOwnScripts, type OwnScripts } from './own-scripts.ts';

class FakeThread extends EventEmitter {
  terminated = 0;
  terminate = (): Promise<number> => Promise.resolve((this.terminated += 1));
}
const OWN: OwnScripts = { scripts: [], missing: [], broken: [{ path: 'a.md', line: 1, column: 1 }] };

function started() {
  const threads: FakeThread[] = [];
  const start = () => {
    const thread = new FakeThread();
    threads.push(thread);
    return thread as unknown as Worker;
  };
  return { threads, start };
}

describe('The thread that reads a team’s own scripts', () => {
  it('is not started where there is no folder', async () => {
    const { threads, start } = started();
    expect(await readOwnScripts(['/nowhere/scripts'], start)).toEqual({
      scripts: [],
      broken: [],
      missing: ['/nowhere/scripts'],
    });
    expect(threads).toEqual([]);
  });

  it('tells once, and is ended', () =>
    inFolder(async (folder) => {
      const { threads, start } = started();
      const reading = readOwnScripts(['/nowhere/scripts', folder], start);
      await expect.poll(() => threads.length).toBe(1);
      threads[0]?.emit('message', OWN);
      expect(await reading).toEqual(OWN);
      expect(threads[0]?.terminated).toBe(1);
    }));

  it('is ended too when it fails, which is no silence', () =>
    inFolder(async (folder) => {
      const { threads, start } = started();
      const reading = readOwnScripts([folder], start);
      await expect.poll(() => threads.length).toBe(1);
      threads[0]?.emit('error', new Error('a bug'));
      await expect(reading).rejects.toThrow('a bug');
      expect(threads[0]?.terminated).toBe(1);
    }));
});
