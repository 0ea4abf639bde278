import type { Call } from './call.ts';

// Apart from the schemas in call.ts, so that a page that only asks these carries no zod.

/** Not over yet: it rings, is being placed, goes on, or is on its way out. */
export function isLive(call: Call): boolean {
  return call.phase.name !== 'ended';
}

/** Answered and not over: the agent has, or could have, this person in the ear. */
export function isUp(call: Call): boolean {
  return call.phase.name === 'talking' || call.phase.name === 'reaching';
}
