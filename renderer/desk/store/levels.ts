import type { BalanceFigures } from '#shared/call/balance.ts';
import type { Levels } from '#shared/call/line-state.ts';

type Show = (rms: number) => void;

const SILENCE: Levels = { microphone: 0, calls: {} };
let latest = SILENCE;
const followers = new Set<(levels: Levels) => void>();

/** Takes the levels that main pushes ten times a second. They never pass through React. */
export function followLevels(levels: Levels): void {
  latest = levels;
  for (const follower of followers) follower(levels);
}

function follow<T>(pick: (levels: Levels) => T, show: (picked: T) => void): () => void {
  const follower = (levels: Levels) => show(pick(levels));
  followers.add(follower);
  follower(latest);
  return () => followers.delete(follower);
}

/** Follows the open microphone's level. */
export function followMicrophone(show: Show): () => void {
  return follow((levels) => levels.microphone, show);
}

/** Follows one side of a call: `near` is the agent, `far` the other side. */
export function followCall(callId: string, side: 'near' | 'far', show: Show): () => void {
  return follow((levels) => levels.calls[callId]?.[side] ?? 0, show);
}

/** Follows who spoke for how long in a call; null while that is not known, or not weighed. */
export function followBalance(callId: string, show: (balance: BalanceFigures | null) => void): () => void {
  return follow((levels) => levels.calls[callId]?.balance ?? null, show);
}
