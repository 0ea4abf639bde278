import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { inFolder } from '../records/fakes/samples.ts';
import { readOwnScripts, type OwnScripts } from './own-scripts.ts';

class FakeReader extends EventEmitter {
  killed = 0;
  kill = (): void => void (this.killed += 1);
}
const OWN: OwnScripts = { scripts: [], missing: [], broken: [{ path: 'a.md', line: 1, column: 1 }] };

function started() {
  const readers: FakeReader[] = [];
  const start = () => {
    const reader = new FakeReader();
    readers.push(reader);
    return reader;
  };
  return { readers, start };
}

describe('The process that reads a team’s own scripts', () => {
  it('is not started where there is no folder', async () => {
    const { readers, start } = started();
    expect(await readOwnScripts(['/nowhere/scripts'], start)).toEqual({
      scripts: [],
      broken: [],
      missing: ['/nowhere/scripts'],
    });
    expect(readers).toEqual([]);
  });

  it('tells once, and is ended', () =>
    inFolder(async (folder) => {
      const { readers, start } = started();
      const reading = readOwnScripts(['/nowhere/scripts', folder], start);
      await expect.poll(() => readers.length).toBe(1);
      readers[0]?.emit('message', OWN);
      expect(await reading).toEqual(OWN);
      expect(readers[0]?.killed).toBe(1);
    }));

  it('is ended too when it fails, which is no silence', () =>
    inFolder(async (folder) => {
      const { readers, start } = started();
      const reading = readOwnScripts([folder], start);
      await expect.poll(() => readers.length).toBe(1);
      readers[0]?.emit('exit', 1);
      await expect(reading).rejects.toThrow('ended with 1');
      expect(readers[0]?.killed).toBe(1);
    }));
});
