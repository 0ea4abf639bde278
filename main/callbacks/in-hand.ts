import type { Callback } from '#shared/callback/callback.ts';
import type { Workings } from './workings.ts';

/**
 * What this agent works on: claimed at this desk and not only kept in reserve, with no outcome yet. A call that was
 * begun and never told of comes first, also when its lease is over: only this desk can say how it went.
 */
export function inHand(workings: Workings): Callback | null {
  const held = heldHere(workings).filter(({ hold }) => hold && !hold.reserve);
  const nowMs = workings.hubClock.shown();
  const begun = held.find(({ hold }) => hold?.dialStartedMs !== null);
  if (begun) return begun;
  const standing = held.filter(({ hold }) => hold && hold.untilMs > nowMs && hold.recalledMs === undefined);
  return standing.toSorted((a, b) => (b.hold?.sinceMs ?? 0) - (a.hold?.sinceMs ?? 0))[0] ?? null;
}

/** All that this desk holds, lapsed ones too. */
export function heldHere({ options, me }: Workings): Callback[] {
  return options.store.callbacks.heldBy(me.agent, me.desk, 0).filter(({ closedMs }) => closedMs === null);
}

/** What is kept for the time without a link, as long as it is ours. */
export function reserveOf(workings: Workings): Callback[] {
  const nowMs = workings.hubClock.shown();
  return heldHere(workings).filter(
    ({ hold }) => hold?.reserve && hold.untilMs > nowMs && hold.recalledMs === undefined,
  );
}
