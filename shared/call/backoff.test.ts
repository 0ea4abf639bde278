import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_WAIT_MS, retryDelayMs } from './backoff.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the wait before another attempt', () => {
  it('is under half a second at first', () => {
    fc.assert(
      fc.property(random, (r) => {
        expect(retryDelayMs(1, r)).toBeLessThan(500);
      }),
    );
  });

  it('doubles, up to thirty seconds, for ever', () => {
    expect([1, 2, 3, 4, 7, 8, 1000, 1e9].map((attempt) => retryDelayMs(attempt, 0))).toEqual([
      240, 480, 960, 1920, 15_000, 15_000, 15_000, 15_000,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1 }), random, (attempt, r) => {
        expect(retryDelayMs(attempt, r)).toBeLessThanOrEqual(LONGEST_WAIT_MS);
        expect(retryDelayMs(attempt, r)).toBeGreaterThanOrEqual(240);
      }),
    );
  });

  it('differs from desk to desk', () => {
    expect(retryDelayMs(5, 0.9)).toBeGreaterThan(retryDelayMs(5, 0.1));
  });
});
