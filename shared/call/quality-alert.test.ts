import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heardSample, isRaised, QUIET, SHORTEST_ALERT_MS } from './quality-alert.ts';
import { bandOf, POOR_BELOW_MOS } from './quality.ts';

const GOOD = 4.3;
const POOR = 2.5;

/** One sample a second from t = 0; says at which seconds the alert was up. */
function raisedAt(samples: readonly number[]): number[] {
  let alert = QUIET;
  return samples.flatMap((mos, second) => {
    alert = heardSample(alert, mos, second * 1000);
    return isRaised(alert) ? [second] : [];
  });
}

describe('the quality alert', () => {
  it('comes within five seconds of a line turning poor', () => {
    expect(raisedAt([GOOD, GOOD, GOOD, GOOD, GOOD, POOR, POOR, POOR])[0]).toBe(7);
  });

  it('leaves one bad second, or two, alone', () => {
    expect(raisedAt([GOOD, POOR, GOOD, GOOD, POOR, GOOD, GOOD])).toEqual([]);
  });

  it('takes nothing for poor that is shown as fair, and everything below', () => {
    const nine = (mos: number) => Array.from({ length: 9 }, () => mos);
    expect([bandOf(POOR_BELOW_MOS), raisedAt(nine(POOR_BELOW_MOS))]).toEqual(['fair', []]);
    const below = POOR_BELOW_MOS - 1e-9;
    expect([bandOf(below), raisedAt(nine(below))[0]]).toEqual(['poor', 2]);
  });

  it('stays for five seconds at least, and goes when the line is fine again', () => {
    const seconds = raisedAt([POOR, POOR, POOR, ...Array.from({ length: 10 }, () => GOOD)]);
    expect(seconds[0]).toBe(2);
    expect(seconds.at(-1)).toBe(6);
  });

  it('does not flap: every alert lasts, whatever the samples', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(GOOD, POOR), { minLength: 5, maxLength: 120 }), (samples) => {
        const seconds = raisedAt(samples);
        const starts = seconds.filter((second) => !seconds.includes(second - 1));
        for (const start of starts) {
          const full = Array.from({ length: SHORTEST_ALERT_MS / 1000 }, (_, offset) => start + offset);
          for (const second of full.filter((one) => one < samples.length)) expect(seconds).toContain(second);
        }
      }),
    );
  });
});
