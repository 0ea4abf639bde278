/**
 * How long to wait before another attempt at the server: the first retry comes in under half a second, the waits
 * double up to 30 s and go on for ever. Each is drawn from the upper half of its range, so that a thousand desks do not
 * knock at once.
 */
const FIRST_CEILING_MS = 480;
export const LONGEST_WAIT_MS = 30_000;

/**
 * @param attempt 1 for the first retry after a loss.
 * @param random  In [0, 1).
 * @returns Milliseconds to wait.
 */
export function retryDelayMs(attempt: number, random: number): number {
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_CEILING_MS * 2 ** Math.min(attempt - 1, 16));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
