import { useEffect, useState } from 'react';

/** Four looks a second keep a shown second at most 250 ms late; React redraws only when the second changes. */
const LOOK_EVERY_MS = 250;

/** Whole seconds from `sinceMs` to now, counting up. */
export function useSecondsSince(sinceMs: number): number {
  return useTicking(sinceMs, secondsSince);
}

/** Whole seconds from now to `untilMs`, counting down to 0. */
export function useSecondsUntil(untilMs: number): number {
  return useTicking(untilMs, secondsUntil);
}

function secondsSince(instantMs: number): number {
  return Math.max(0, Math.floor((Date.now() - instantMs) / 1000));
}

function secondsUntil(instantMs: number): number {
  return Math.max(0, Math.ceil((instantMs - Date.now()) / 1000));
}

function useTicking(instantMs: number, read: (instantMs: number) => number): number {
  const [, setShown] = useState(() => read(instantMs));
  useEffect(() => {
    const timer = setInterval(() => setShown(read(instantMs)), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [instantMs, read]);
  return read(instantMs);
}
