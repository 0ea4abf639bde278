import { appendFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DESK_FAULTS } from './desk-faults.ts';
import type { Fault } from './fault.ts';
import { HUB_FAULTS } from './hub-faults.ts';
import { LOG_FAULTS } from './log-faults.ts';
import { Random } from './random.ts';
import { FaultTeam } from './team.ts';
import { judge, type Verdict } from './verdict.ts';

const RUNS = Number(process.env['HEARTHLINE_FAULT_RUNS'] ?? 1);
const SEED = Number(process.env['HEARTHLINE_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Where each run is written down, for the table (tools/faults.mjs). */
const RESULTS = process.env['HEARTHLINE_FAULT_RESULTS'];
const LIMIT_MS = 600_000;

const FAULTS: readonly Fault[] = [...HUB_FAULTS, ...DESK_FAULTS, ...LOG_FAULTS];

async function run(fault: Fault, seed: number): Promise<Verdict> {
  const team = await FaultTeam.create(new Random(seed), fault.plan);
  try {
    const earlier = await fault.happen(team);
    await team.settled();
    return await judge(team.hub, team.desks, team.remembered, earlier ?? []);
  } finally {
    await team.stop();
  }
}

/** The same, and a line for the table, however it ends. */
async function written(fault: Fault, seed: number): Promise<Verdict> {
  const beganMs = performance.now();
  const { name, seen } = fault;
  const write = (found: object): void => {
    const seconds = Math.round((performance.now() - beganMs) / 1000);
    if (RESULTS) appendFileSync(RESULTS, `${JSON.stringify({ name, seen, seed, seconds, ...found })}\n`);
  };
  try {
    const verdict = await run(fault, seed);
    write({ verdict });
    return verdict;
  } catch (error) {
    write({ error: error instanceof Error ? error.message.split('\n')[0] : 'thrown' });
    throw error;
  }
}

// Each on a hub and with desks of its own; most of the time all of them wait.
describe.concurrent.each(FAULTS)('$name', (fault) => {
  for (let count = 0; count < RUNS; count += 1) {
    const seed = (SEED + count * 7919) % 2 ** 31;
    it(
      `loses no outcome, dials nobody twice, and leaves every desk with the same (seed ${seed})`,
      async () => {
        const verdict = await written(fault, seed);
        expect(verdict).toMatchObject({
          doubleDials: 0,
          lostOutcomes: 0,
          lostNotes: 0,
          differences: 0,
          repeats: 0,
        });
        expect(verdict.outcomes).toBeGreaterThan(0);
      },
      LIMIT_MS,
    );
  }
});
