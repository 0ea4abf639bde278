import { useEffect, useState } from 'react';

/** Four looks a second keep a shown second at most 250 ms late; React redraws only when the second changes. */
const LOOK_EVERY_MS = 250;

/** Whole seconds from `sinceMs` to now, counting up. */
export function useSecondsSince(sinceMs: number): number {
  return useTicking(() => Math.max(0, Math.floor((Date.now() - sinceMs) / 1000)), sinceMs);
}

/** Whole seconds from now to `untilMs`, counting down to 0. */
export function useSecondsUntil(untilMs: number): number {
  return useTicking(() => Math.max(0, Math.ceil((untilMs - Date.now()) / 1000)), untilMs);
}

function useTicking(read: () => number, anchorMs: number): number {
  const [, setShown] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setShown(read()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
    // `read` is a new function each time and depends on the anchor alone.
  }, [anchorMs]);
  return read();
}
