import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { STREAM } from '../../main/hub/layout.ts';
import { writeWhole } from './files.ts';
import type { StreamHealth } from './node-health.ts';

/**
 * How far each log went when it was looked at last. A damaged store, or one from an old backup, ends earlier without
 * saying so: the server takes what it can read for everything there is.
 */
const FILE = join('server', 'high-water.json');
const LOGS: readonly string[] = [
  STREAM.callbacks,
  STREAM.team,
  STREAM.audit,
  STREAM.bulletin,
  STREAM.scripts,
];

const marks = z.record(z.string(), z.number());
type Marks = z.infer<typeof marks>;

/** A log that ends before where it did. */
export interface Shortened {
  readonly stream: string;
  readonly was: number;
  readonly is: number;
}

export function shortened(dir: string, streams: readonly StreamHealth[]): Shortened[] {
  return Object.entries(readMarks(dir)).flatMap(([stream, was]) => {
    const is = streams.find(({ name }) => name === stream)?.state.last_seq ?? 0;
    return is < was ? [{ stream, was, is }] : [];
  });
}

export function inWords(found: readonly Shortened[]): string {
  return found.map(({ stream, was, is }) => `${stream} ends at ${is} and has ended at ${was}`).join(', ');
}

/** Remembers how far the logs go now, and never less than before. */
export function raiseMarks(dir: string, streams: readonly StreamHealth[]): void {
  const before = readMarks(dir);
  const now = marksOf(streams);
  const highest = Object.entries(now).map(([name, seq]) => [name, Math.max(seq, before[name] ?? 0)] as const);
  saveMarks(dir, { ...before, ...Object.fromEntries(highest) });
}

/** Takes the logs as they are now for the truth: somebody has decided so. */
export function resetMarks(dir: string, streams: readonly StreamHealth[]): void {
  saveMarks(dir, marksOf(streams));
}

function marksOf(streams: readonly StreamHealth[]): Marks {
  return Object.fromEntries(
    streams.filter(({ name }) => LOGS.includes(name)).map(({ name, state }) => [name, state.last_seq]),
  );
}

function readMarks(dir: string): Marks {
  const path = join(dir, FILE);
  if (!existsSync(path)) return {};
  const read = marks.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return read.success ? read.data : {};
}

function saveMarks(dir: string, value: Marks): void {
  writeWhole(join(dir, FILE), `${JSON.stringify(value, null, 2)}\n`, 0o600);
}
