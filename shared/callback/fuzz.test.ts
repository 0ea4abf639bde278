import { expect, it } from 'vitest';
import { fuzzReducer } from '../../tests/fakes/callback-fuzz.ts';

const PAYLOADS = 1_000_000;

it(`bears ${PAYLOADS} payloads that no desk would write, and keeps every outcome among them`, () => {
  const seed = Date.now() % 1_000_000_000;
  console.info(`Seed of the fuzzed payloads: ${seed}`);
  const tally = fuzzReducer(PAYLOADS, seed);
  expect(tally.payloads).toBe(PAYLOADS);
  // Otherwise the payloads would be so wild that hardly anything was tried.
  expect(Math.min(tally.readable, tally.wild, tally.callbacks, tally.outcomes)).toBeGreaterThan(
    PAYLOADS / 100,
  );
}, 300_000);
