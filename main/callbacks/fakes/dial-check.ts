import { foldGroup } from '#shared/callback/fold.ts';
import type { LoggedEvent } from '#shared/callback/event.ts';

/** A telephone that rang. */
export interface Dial {
  readonly agent: string;
  readonly desk: string;
  readonly callbackId: string;
  /** By the hub's clock. */
  readonly atMs: number;
}

/** Whether the final log gives the callback to that desk at the time of the dial. */
export function wasAllowed(events: readonly LoggedEvent[], dial: Dial): boolean {
  const before = events.filter(({ hubMs }) => hubMs < dial.atMs).length;
  const until = events.filter(({ hubMs }) => hubMs <= dial.atMs).length;
  for (let count = before; count <= until; count += 1) {
    const folded = foldGroup(events.slice(0, count));
    const found = folded.find(({ id }) => id === dial.callbackId);
    const root = found?.joinedTo ? folded.find(({ id }) => id === found.joinedTo) : found;
    const hold = root?.hold;
    if (hold && hold.agent === dial.agent && hold.desk === dial.desk && hold.untilMs > dial.atMs) return true;
  }
  return false;
}
