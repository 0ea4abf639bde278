import { useSyncExternalStore } from 'react';
import { useDesk } from './desk-store.ts';

/** One look a second for everything that shows a wait: a hundred rows do not need a hundred timers. */
const LOOK_EVERY_MS = 1000;
const followers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

function follow(look: () => void): () => void {
  followers.add(look);
  timer ??= setInterval(() => {
    for (const follower of followers) follower();
  }, LOOK_EVERY_MS);
  return () => {
    followers.delete(look);
    if (followers.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/**
 * The hub's time now, by the offset that main knows. It is the time of the queue: a desk whose clock is wrong by two
 * hours still says rightly how late it is where the patient is.
 */
export function useHubNow(): () => number {
  const offsetMs = useDesk((desk) => desk.callbacks.hubOffsetMs);
  return () => Date.now() + offsetMs;
}

/**
 * Something said of the hub's time as it runs; drawn again only when what is said changes.
 * @param say from the hub's time in ms
 */
export function useHubClock<T extends string | number | boolean>(say: (hubNowMs: number) => T): T {
  const offsetMs = useDesk((desk) => desk.callbacks.hubOffsetMs);
  return useSyncExternalStore(follow, () => say(Date.now() + offsetMs));
}
