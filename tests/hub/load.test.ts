import { describe, expect, it } from 'vitest';
import { inLines, type LoadFigures, runLoad, SHORT } from './load.ts';

/** Latency depends on the machine and is printed; what must never happen does not. */
function expectNothingLost(figures: LoadFigures): void {
  console.log(inLines(figures).join('\n'));
  expect(figures).toMatchObject({ missing: 0, heldByTwo: 0, agents: SHORT.agents });
  const { won, unknown } = figures.realistic;
  expect(won.count + unknown).toBe(Math.round((SHORT.claimsPerMinute * SHORT.realisticMs) / 60_000));
  // Each is claimed once while it is open; whoever puts it back may be followed by another of the same rush.
  expect(figures.stampede.won.count).toBeGreaterThanOrEqual(SHORT.stampedes);
  expect(figures.stampede.lost).toBeGreaterThan(SHORT.agents);
  expect(figures.flatOut.won.count).toBeGreaterThan(0);
  // What is there and was not promised are claims and releases whose answer came too late on a busy machine.
  expect(figures.events).toBeGreaterThanOrEqual(figures.acknowledged);
}

describe('200 agents on one hub', () => {
  it('of one node: no callback is held by two and nothing acknowledged is missing', async () => {
    expectNothingLost(await runLoad({ ...SHORT, nodes: 1 }));
  }, 180_000);

  it('of three nodes: no callback is held by two and nothing acknowledged is missing', async () => {
    expectNothingLost(await runLoad({ ...SHORT, nodes: 3 }));
  }, 180_000);
});
