/**
 * How the disk does while a hub on it works: a small write of its own, and its sync, ten times a second, in a process
 * that nothing else holds up. A hub acknowledges nothing before the disk has it, so a disk that stalls is seen in every
 * claim of that moment, whoever made it stall.
 */
import { fork } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EVERY_MS = 100;
/** About what one event of the log takes. */
const BYTES = 512;

/**
 * Watches the disk that holds the temporary folder, where test hubs keep their streams, while something is done.
 * @returns what was done, and ms of each write and sync meanwhile
 */
export async function watchingDisk<T>(act: () => Promise<T>): Promise<{ done: T; syncMs: number[] }> {
  const child = fork(import.meta.filename, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  try {
    const done = await act();
    const syncMs = Promise.withResolvers<number[]>();
    child.once('message', (taken) => syncMs.resolve(taken as number[]));
    child.once('exit', (code) => syncMs.reject(new Error(`the disk's watch ended with ${code}`)));
    child.send('end');
    return { done, syncMs: await syncMs.promise };
  } finally {
    if (child.connected) child.disconnect();
  }
}

function watch(): void {
  const dir = mkdtempSync(join(tmpdir(), 'hearthline-disk-'));
  const file = openSync(join(dir, 'probe'), 'w');
  const data = Buffer.alloc(BYTES, 7);
  const tookMs: number[] = [];
  const timer = setInterval(() => {
    const fromMs = performance.now();
    writeSync(file, data, 0, BYTES, 0);
    fdatasyncSync(file);
    tookMs.push(performance.now() - fromMs);
  }, EVERY_MS);
  process.once('message', () => process.send?.(tookMs, () => process.disconnect()));
  // Whoever asks has what they asked for, or is gone.
  process.once('disconnect', () => {
    clearInterval(timer);
    closeSync(file);
    rmSync(dir, { recursive: true, force: true });
  });
}

if (process.argv[1] === import.meta.filename) watch();
