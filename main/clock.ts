/** Time as the app's logic sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch, whole. */
  now(): number;
  /** Calls back once after the delay; the returned function calls it off. */
  after(delayMs: number, action: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, action) => {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
