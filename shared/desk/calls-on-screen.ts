import type { Call, EndReason } from '../call/call.ts';
import { isLive, isUp } from '../call/phase.ts';

/** Ends that need no look: they leave the screen by themselves. */
const QUIET: readonly EndReason[] = [
  'hung-up-here',
  'hung-up-there',
  'declined',
  'cancelled',
  'answered-elsewhere',
  'transferred',
  'merged-away',
];
/** How long the outcome of an ordinary call stays. */
export const QUIET_OUTCOME_MS = 4000;
/** How long one that needs a look stays, unless it is dismissed. */
export const LOUD_OUTCOME_MS = 30_000;

/** When an ended call leaves the screen by itself; null for a live one. */
export function leavesAt({ phase }: Call): number | null {
  if (phase.name !== 'ended') return null;
  return phase.at + (QUIET.includes(phase.reason) ? QUIET_OUTCOME_MS : LOUD_OUTCOME_MS);
}

/** Live calls and outcomes that are still to be seen, oldest first. */
export function callsOnScreen(calls: readonly Call[], dismissed: ReadonlySet<string>, atMs: number): Call[] {
  return calls
    .filter((call) => isLive(call) || (!dismissed.has(call.id) && (leavesAt(call) ?? 0) > atMs))
    .sort((a, b) => a.startedAt - b.startedAt);
}

/** Whether somebody has been answered and is not gone: what makes the agent `on-call`. */
export function isAnyoneInTheEar(calls: readonly Call[]): boolean {
  return calls.some((call) => isUp(call) || (call.phase.name === 'ending' && call.answeredAt !== null));
}

/** Live calls as they stand when the window that carried them is gone. */
export function lostCalls(calls: readonly Call[], atMs: number): Call[] {
  return calls
    .filter(isLive)
    .map((call) => ({ ...call, phase: { name: 'ended', at: atMs, reason: 'lost', sipStatus: null } }));
}
