import { isTimeZone, offsetMs } from './local-time.ts';

/** The zone in which a patient's hours are counted, and how it is known. */
export interface PatientZone {
  readonly name: string;
  readonly from: 'patient' | 'number' | 'team';
}

/** A number whose zones lie further apart than this says nothing about where somebody is. */
const WIDEST_MS = 3 * 3_600_000;

/**
 * The patient's own zone where they or we said it; else that of their number, when it says one, or several that are
 * close together: then the middle one, so that nobody is called more than an hour and a half too early or too late;
 * else the team's.
 */
export function zoneOf(
  said: string | null,
  ofNumber: readonly string[],
  ofTeam: string,
  atMs: number,
): PatientZone {
  if (said !== null && isTimeZone(said)) return { name: said, from: 'patient' };
  const known = ofNumber
    .filter((zone) => isTimeZone(zone))
    .map((zone) => ({ zone, aheadMs: offsetMs(zone, atMs) }))
    .toSorted((a, b) => a.aheadMs - b.aheadMs);
  const [first, last] = [known[0], known.at(-1)];
  const middle = known[Math.floor((known.length - 1) / 2)];
  if (!first || !last || !middle || last.aheadMs - first.aheadMs > WIDEST_MS) {
    return { name: ofTeam, from: 'team' };
  }
  return { name: middle.zone, from: 'number' };
}
