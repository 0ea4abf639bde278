import { setTimeout as delay } from 'node:timers/promises';

/** How often a condition outside this process, which cannot tell of itself, is looked at. */
const LOOK_EVERY_MS = 25;

/**
 * Resolves with the first truthy answer of `probe`. Rejects, naming what was awaited and what was last seen,
 * when none has come within `timeoutMs`.
 */
export async function until<T>(
  what: string,
  probe: () => T | Promise<T>,
  timeoutMs = 10_000,
): Promise<Exclude<T, undefined | null | false | 0 | ''>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await probe();
    if (seen) return seen as Exclude<T, undefined | null | false | 0 | ''>;
    if (Date.now() > deadline)
      throw new Error(`Waited ${timeoutMs} ms for ${what}; last seen: ${String(seen)}`);
    await delay(LOOK_EVERY_MS);
  }
}
