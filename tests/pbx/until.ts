import { setTimeout as delay } from 'node:timers/promises';

/** How often a condition outside this process, which cannot tell of itself, is looked at. */
const LOOK_EVERY_MS = 25;

type NotYet = undefined | false;

/**
 * Resolves with the first answer of `probe` that is not `undefined` or `false`. Rejects, naming what was awaited,
 * when none has come within `timeoutMs`; an error of `probe` rejects at once.
 */
export async function until<T>(
  what: string,
  probe: () => T | NotYet | Promise<T | NotYet>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await probe();
    if (seen !== undefined && seen !== false) return seen;
    if (Date.now() > deadline) throw new Error(`Waited ${timeoutMs} ms for ${what}.`);
    await delay(LOOK_EVERY_MS);
  }
}
