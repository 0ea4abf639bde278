import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';

/**
 * Loaded into every thread of the app with NODE_OPTIONS (--import): how late a timer of 10 ms comes, which is how long
 * the thread did not listen, and how much processor time the thread itself used meanwhile. The second tells a long task
 * of ours from a machine that had other things to do. One line for each quarter of a second, into a file per thread.
 */

const EVERY_MS = 10;
const LINE_EVERY_MS = 250;

/** What was seen in a quarter of a second. */
export interface ThreadLine {
  /** By the wall clock. */
  readonly atMs: number;
  readonly longestWallMs: number;
  readonly longestCpuMs: number;
  readonly cpuMs: number;
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

function watch(file: string): void {
  let [lastMs, lastCpuMs] = [performance.now(), threadCpuMs()];
  let [lineMs, lineCpuMs] = [lastMs, lastCpuMs];
  let [longestWallMs, longestCpuMs] = [0, 0];
  const look = (): void => {
    const [nowMs, nowCpuMs] = [performance.now(), threadCpuMs()];
    longestWallMs = Math.max(longestWallMs, nowMs - lastMs - EVERY_MS);
    longestCpuMs = Math.max(longestCpuMs, nowCpuMs - lastCpuMs);
    [lastMs, lastCpuMs] = [nowMs, nowCpuMs];
    if (nowMs - lineMs < LINE_EVERY_MS) return;
    const line: ThreadLine = { atMs: Date.now(), longestWallMs, longestCpuMs, cpuMs: nowCpuMs - lineCpuMs };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
    [longestWallMs, longestCpuMs] = [0, 0];
    // What the writing took is not the app's.
    [lastMs, lastCpuMs] = [performance.now(), threadCpuMs()];
    [lineMs, lineCpuMs] = [lastMs, lastCpuMs];
  };
  setInterval(look, EVERY_MS).unref();
}

const folder = process.env['HEARTHLINE_BENCH_THREADS'];
if (folder !== undefined) watch(join(folder, `${process.pid}-${threadId}.jsonl`));
