import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldGroup } from '#shared/callback/fold.ts';
import { Chaos, eventsOf, step } from './fakes/chaos.ts';
import { wasAllowed } from './fakes/dial-check.ts';

const seed = Number(process.env['HEARTHLINE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env['HEARTHLINE_RUNS'] ?? 20);

describe('several desks and a hub, whatever happens to them', () => {
  it(`end with the same callbacks, no double dial and no outcome lost (seed ${seed}, ${numRuns} runs)`, async () => {
    let dials = 0;
    const property = fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 120, size: 'max' }),
      async (steps) => {
        const chaos = new Chaos();
        await chaos.run(steps);
        const events = eventsOf(chaos.world.log);
        const truth = foldGroup(events);
        const byId = new Map(truth.map((callback) => [callback.id, callback]));
        for (const desk of chaos.desks) {
          expect(desk.queue.state()).toMatchObject({ unsent: { count: 0 }, rejected: 0, alarms: [] });
          for (const callback of truth) expect(desk.callback(callback.id)).toEqual(callback);
        }
        for (const dial of chaos.dials) expect(wasAllowed(events, dial), JSON.stringify(dial)).toBe(true);
        const told = events.filter(({ event }) => event.type === 'outcome');
        expect(told).toHaveLength(chaos.told.length);
        const attempts = [...byId.values()].flatMap((callback) => callback.attempts);
        expect(attempts.filter(({ outcome }) => outcome !== null)).toHaveLength(told.length);
        const notes = truth.flatMap((callback) => callback.notes.map(({ text }) => text));
        expect(new Set(notes)).toEqual(new Set(chaos.noted));
        expect(notes).toHaveLength(chaos.noted.length);
        expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
        dials += chaos.dials.length;
        await chaos.close();
      },
    );
    await fc.assert(property, { seed, numRuns, endOnFailure: false, interruptAfterTimeLimit: 60_000 });
    // Without calls there would be nothing to prove.
    expect(dials).toBeGreaterThan(0);
  }, 300_000);
});
