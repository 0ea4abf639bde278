import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ThreadLine } from './thread-watch.ts';

export interface ThreadFigures {
  /** Longest time in which the thread did not listen, the machine's other work included. */
  readonly longestWallMs: number;
  /** Longest stretch of the thread's own work, in processor time. */
  readonly longestCpuMs: number;
  readonly cpuMs: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** What thread-watch.ts wrote about main and its back office. */
export class Threads {
  readonly #folder = mkdtempSync(join(tmpdir(), 'hearthline-bench-threads-'));

  get env(): Record<string, string> {
    const given = process.env['NODE_OPTIONS'];
    const watch = `--import=${pathToFileURL(join(import.meta.dirname, 'thread-watch.ts')).href}`;
    return {
      HEARTHLINE_BENCH_THREADS: this.#folder,
      NODE_OPTIONS: given ? `${given} ${watch}` : watch,
    };
  }

  /** Between two moments of the wall clock. The app's process is the one with a second thread that works. */
  between(fromMs: number, untilMs: number): { main: ThreadFigures; backOffice: ThreadFigures } {
    const files = readdirSync(this.#folder);
    const workers = files.filter((name) => !name.endsWith('-0.jsonl'));
    const busiest = workers
      .map((name) => ({ name, figures: this.#read(name, fromMs, untilMs) }))
      .toSorted((a, b) => b.figures.cpuMs - a.figures.cpuMs)[0];
    if (!busiest) throw new Error('The back office was not seen.');
    const pid = busiest.name.split('-', 1)[0] ?? '';
    return { main: this.#read(`${pid}-0.jsonl`, fromMs, untilMs), backOffice: busiest.figures };
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #read(name: string, fromMs: number, untilMs: number): ThreadFigures {
    const lines = readFileSync(join(this.#folder, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text) as ThreadLine)
      .filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs);
    return {
      longestWallMs: round(Math.max(0, ...lines.map((line) => line.longestWallMs))),
      longestCpuMs: round(Math.max(0, ...lines.map((line) => line.longestCpuMs))),
      cpuMs: Math.round(lines.reduce((sum, line) => sum + line.cpuMs, 0)),
    };
  }
}
