/** What runs inside the desk's page. Each function is sent there as text: nothing of this file is around it. */

/** What a key, or Enter on a script, cost. */
export interface KeyTimes {
  /** To the new lines, or the script, in the document. */
  readonly shownMs: number;
  /** To the frame that has them painted. */
  readonly paintedMs: number;
}

export type WatchedWindow = typeof globalThis & { keyTimes: KeyTimes[] };

/** From each key until the panel has changed for it, and until that is painted. */
export function watchPanel(): void {
  const scope = globalThis as WatchedWindow;
  scope.keyTimes = [];
  const panel = document.querySelector('section[aria-label="Script"]');
  if (!panel) throw new Error('No script is open.');
  let pressedMs: number | null = null;
  addEventListener('keydown', ({ timeStamp }) => (pressedMs = timeStamp), { capture: true });
  const changed = (): void => {
    if (pressedMs === null) return;
    const sinceMs = pressedMs;
    pressedMs = null;
    const shownMs = performance.now() - sinceMs;
    // A message sent in the frame's callback is received when the frame has been drawn.
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.addEventListener('message', () =>
        scope.keyTimes.push({ shownMs, paintedMs: performance.now() - sinceMs }),
      );
      painted.port1.start();
      painted.port2.postMessage(null);
    });
  };
  new MutationObserver(changed).observe(panel, { childList: true, characterData: true, subtree: true });
}
