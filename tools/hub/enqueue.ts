import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import type { RequestMistake } from '#shared/callback/intake.ts';
import { NoWayIn } from './connect.ts';
import { inTime, Intake, type RequestLine, type Taken } from './intake.ts';

/** One line that was not taken, and why. */
export interface LineMistake {
  readonly line: number;
  readonly mistakes: readonly RequestMistake[];
}

export interface EnqueueReport {
  readonly added: number;
  readonly known: number;
  readonly spooled: number;
  readonly refused: number;
  readonly mistakes: readonly LineMistake[];
  /** Why nothing could be sent; null when the hub was there. */
  readonly offline: string | null;
}

/** Requests on their way at once: each is on the hub's disk before it is answered. */
const AT_ONCE = 16;
const OPEN_LIMIT_MS = 15_000;

/**
 * Takes requests, one JSON object a line; good lines are kept, each bad one is named. What waits in the spool goes
 * first.
 */
export async function enqueue(path: string, lines: AsyncIterable<string>): Promise<EnqueueReport> {
  const intake = new Intake(path);
  const offline = await openIntake(intake, OPEN_LIMIT_MS);
  const taken: Taken[] = await intake.flush();
  const mistakes: LineMistake[] = [];
  try {
    await inParallel(lines, async (text, line) => {
      const read = readLine(intake, text);
      if (read === null) return;
      if (Array.isArray(read)) mistakes.push({ line, mistakes: read });
      else taken.push(await intake.submit(read));
    });
  } finally {
    await intake.close();
  }
  const count = (kind: Taken) => taken.filter((one) => one === kind).length;
  return {
    added: count('stored'),
    known: count('known'),
    spooled: count('spooled'),
    refused: count('refused'),
    mistakes: mistakes.toSorted((a, b) => a.line - b.line),
    offline,
  };
}

/** Opens the way to the hub. @returns why there is none, for people; null when there is one */
export async function openIntake(intake: Intake, limitMs: number): Promise<string | null> {
  const opening = intake.open().then(
    () => null,
    (error: unknown) => {
      if (error instanceof Error)
        return error instanceof NoWayIn ? error.message : `The hub: ${error.message}`;
      throw error;
    },
  );
  const why = await inTime(opening, limitMs);
  return why === 'late' ? 'The hub did not answer in time.' : why;
}

/** Lines of a stream. */
export function linesOf(input: Readable): AsyncIterable<string> {
  return createInterface({ input, crlfDelay: Infinity });
}

/** Null for an empty line. */
function readLine(intake: Intake, text: string): RequestLine | RequestMistake[] | null {
  if (text.trim() === '') return null;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return [{ field: '', expected: 'one JSON object a line', found: 'something else' }];
  }
  const read = intake.read(json, 'script');
  return read.ok ? read.value : read.error;
}

async function inParallel(
  lines: AsyncIterable<string>,
  act: (text: string, line: number) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let line = 0;
  for await (const text of lines) {
    line += 1;
    const one: Promise<void> = act(text, line).finally(() => running.delete(one));
    running.add(one);
    if (running.size >= AT_ONCE) await Promise.race(running);
  }
  await Promise.all(running);
}
