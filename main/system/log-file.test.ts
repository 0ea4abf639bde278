import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogFile } from './log-file.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearthline-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const failure = (error: unknown): never => {
  throw error;
};

describe('the log file', () => {
  it('keeps lines in order', async () => {
    const file = openLogFile(join(folder, 'logs'), failure);
    for (let n = 0; n < 100; n += 1) file.append(`${n}\n`);
    await file.flush();
    const text = await readFile(join(folder, 'logs', 'hearthline.log'), 'utf8');
    expect(text.trim().split('\n').map(Number)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('starts a new one when it is full, and keeps only the newest', async () => {
    const file = openLogFile(folder, failure, { maxBytes: 40, keptFiles: 2 });
    for (let n = 0; n < 10; n += 1) {
      file.append(`line number ${n} of ten\n`);
      await file.flush();
    }
    expect((await readdir(folder)).sort()).toEqual([
      'hearthline.1.log',
      'hearthline.2.log',
      'hearthline.log',
    ]);
    await expect(readFile(join(folder, 'hearthline.log'), 'utf8')).resolves.toContain('number 9');
    await expect(readFile(join(folder, 'hearthline.1.log'), 'utf8')).resolves.toContain('number 8');
  });

  it('goes on and says so once when the disk refuses', async () => {
    const failures: unknown[] = [];
    const file = openLogFile('/dev/null/logs', (error) => failures.push(error));
    file.append('a\n');
    await file.flush();
    file.append('b\n');
    await file.flush();
    expect(failures).toHaveLength(1);
  });
});
