import type { Call } from '../call/call.ts';
import { isLive } from '../call/phase.ts';
import type { HandOver } from './signal.ts';

/** A script that was handed over waits so long for its call. */
export const HAND_OVER_WAITS_MS = 5 * 60_000;

/**
 * The call that a handed-over script belongs to, null while there is none:
 * - one that came from the patient's own number (transferred without asking, or the PBX named the patient);
 * - with the number withheld, one that came from the colleague and now names nobody, or a new one that names nobody.
 * Only calls that came in, and never one from before the hand-over but for that with the colleague who asked first.
 * @param before who was on each call when it was first seen, by its id
 * @param sameNumber whether two writings are one number
 */
export function callFor(
  handOver: Pick<HandOver, 'number' | 'from'>,
  calls: readonly Call[],
  before: ReadonlyMap<string, string>,
  sameNumber: (one: string, other: string) => boolean,
): Call | null {
  const { number, from } = handOver;
  const fits = (call: Call): boolean => {
    if (call.direction !== 'incoming' || call.consultFor !== null || !isLive(call)) return false;
    const isFromColleague = before.get(call.id) === from;
    if (number === null) return call.remote.number === '' && (isFromColleague || isRinging(call));
    return sameNumber(call.remote.number, number);
  };
  return calls.findLast(fits) ?? null;
}

function isRinging({ phase }: Call): boolean {
  return phase.name === 'ringing';
}
