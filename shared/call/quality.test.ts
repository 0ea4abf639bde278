import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callQuality, qualityBands } from './call.ts';
import {
  BAND_EDGES,
  bandOf,
  describeQuality,
  type Heard,
  meanOpinionScore,
  mosFromRating,
  rating,
} from './quality.ts';

const clean: Heard = { codec: 'opus', lossPercent: 0, jitterMs: 0, roundTripMs: 0 };
const anyHeard = fc.record({
  codec: fc.constantFrom('opus', 'G722', 'PCMU', 'PCMA', 'speex', ''),
  lossPercent: fc.double({ min: -5, max: 150 }),
  jitterMs: fc.double({ min: -5, max: 2000 }),
  roundTripMs: fc.option(fc.double({ min: -5, max: 5000 })),
});

describe('call quality', () => {
  it('is excellent on a clean path and about 4.4', () => {
    expect(meanOpinionScore(clean)).toBeGreaterThan(4.38);
    expect(meanOpinionScore(clean)).toBeLessThanOrEqual(4.5);
    expect(bandOf(meanOpinionScore(clean))).toBe('excellent');
  });

  it.each([
    [100, 4.5],
    [93.2, 4.41],
    [90, 4.34],
    [80, 4.02],
    [70, 3.6],
    [60, 3.1],
    [50, 2.575],
    [0, 1],
    [-10, 1],
  ])('follows G.107 Annex B: R = %d is MOS %d', (r, mos) => {
    expect(mosFromRating(r)).toBeCloseTo(mos, 2);
  });

  it.each([
    // 95 * 5 / (5 + 25.1) = 15.78 for loss; 20 ms of frame cost 0.48.
    [{ codec: 'PCMU', lossPercent: 5, jitterMs: 0, roundTripMs: 0 }, 76.94],
    // 300 / 2 + 2 * 10 + 20 = 190 ms: 4.56, and 0.11 * 12.7 = 1.4 beyond 177.3 ms.
    [{ codec: 'PCMA', lossPercent: 0, jitterMs: 10, roundTripMs: 300 }, 87.24],
    [{ codec: 'PCMU', lossPercent: 100, jitterMs: 0, roundTripMs: 0 }, 16.78],
    [{ codec: 'PCMU', lossPercent: 100, jitterMs: 1000, roundTripMs: 2000 }, 0],
  ])('is what the formula gives by hand: %j is R = %d', (heard, r) => {
    expect(rating(heard)).toBeCloseTo(r, 2);
  });

  it('is held at 1 where the cubic of Annex B dips below it', () => {
    expect(mosFromRating(3)).toBe(1);
    expect(mosFromRating(6.4)).toBe(1);
  });

  it('has no gap between its bands: each edge belongs to the better side', () => {
    for (const [band, edge] of BAND_EDGES) {
      expect(bandOf(edge)).toBe(band);
      expect(bandOf(edge - 1e-9)).toBe(qualityBands[qualityBands.indexOf(band) + 1]);
    }
    expect(bandOf(4.5)).toBe('excellent');
    expect(bandOf(1)).toBe('bad');
  });

  it('assumes a domestic path while the round trip is unknown', () => {
    expect(rating({ ...clean, roundTripMs: null })).toBe(rating({ ...clean, roundTripMs: 60 }));
    expect(describeQuality({ ...clean, roundTripMs: null }, false).roundTripMs).toBeNull();
  });

  it('takes an unknown codec for a poorer one', () => {
    expect(rating({ ...clean, codec: 'speex' })).toBeLessThan(rating(clean));
  });

  it('reads codec names in any case', () => {
    expect(rating({ ...clean, codec: 'OPUS' })).toBe(rating(clean));
  });

  it('charges more for delay beyond 177 ms, without a step there', () => {
    const around = (roundTripMs: number) => rating({ ...clean, roundTripMs });
    const edge = 2 * (177.3 - 26);
    expect(around(edge) - around(edge + 0.01)).toBeLessThan(0.01);
    expect(around(edge + 200) - around(edge + 300)).toBeGreaterThan(around(0) - around(100));
  });

  it('never leaves the contract, whatever was measured', () => {
    fc.assert(
      fc.property(anyHeard, fc.boolean(), (heard, warning) => {
        expect(callQuality.safeParse(describeQuality(heard, warning)).success).toBe(true);
      }),
    );
  });

  it('never gets better by losing more, jittering more or being farther away', () => {
    // In hundredths, finer than anything is measured: steps of 1e-15 drown in the rounding of the sums.
    const worse = fc.integer({ min: 0, max: 5000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(worse, worse, worse, worse, (loss, jitterMs, half, more) => {
        const heard = { codec: 'opus', lossPercent: loss, jitterMs, roundTripMs: half };
        const mos = meanOpinionScore(heard);
        expect(meanOpinionScore({ ...heard, lossPercent: loss + more })).toBeLessThanOrEqual(mos);
        expect(meanOpinionScore({ ...heard, jitterMs: jitterMs + more })).toBeLessThanOrEqual(mos);
        expect(meanOpinionScore({ ...heard, roundTripMs: half + more })).toBeLessThanOrEqual(mos);
      }),
    );
  });

  it('takes what cannot be measured for nothing, not for the worst', () => {
    expect(rating({ ...clean, lossPercent: Number.NaN })).toBe(rating(clean));
    expect(rating({ ...clean, jitterMs: Number.POSITIVE_INFINITY })).toBe(rating(clean));
  });
});
