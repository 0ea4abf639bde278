import { isTimeZone, offsetMs } from './local-time.ts';

/** Where a patient's hours are counted, and how that is known. */
export interface PatientZone {
  /** The one that is shown. */
  readonly name: string;
  /** All in which they may be: it has to be within hours in each. */
  readonly all: readonly string[];
  readonly from: 'patient' | 'number' | 'team';
}

/** A number whose zones lie further apart than this says nothing about where somebody is. */
const WIDEST_MS = 3 * 3_600_000;

/**
 * The patient's own zone where they or we said it; else those of their number, when they are at most three hours apart
 * at that time: all have to agree, and the middle one is shown; else the team's.
 */
export function zoneOf(
  said: string | null,
  ofNumber: readonly string[],
  ofTeam: string,
  atMs: number,
): PatientZone {
  if (said !== null && isTimeZone(said)) return { name: said, all: [said], from: 'patient' };
  const known = ofNumber
    .filter((zone) => isTimeZone(zone))
    .map((zone) => ({ zone, aheadMs: offsetMs(zone, atMs) }))
    .toSorted((a, b) => a.aheadMs - b.aheadMs);
  const [first, last] = [known[0], known.at(-1)];
  const middle = known[Math.floor((known.length - 1) / 2)];
  if (!first || !last || !middle || last.aheadMs - first.aheadMs > WIDEST_MS) {
    return { name: ofTeam, all: [ofTeam], from: 'team' };
  }
  return { name: middle.zone, all: known.map(({ zone }) => zone), from: 'number' };
}
