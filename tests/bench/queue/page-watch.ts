import type { DeskBridge } from '#shared/contract/bridges.ts';
import type { HubLink } from '#shared/contract/callback-state.ts';

/** What runs inside the desk's page. Each function is sent there as text: nothing of this file is around it. */

export interface PageWatch {
  /** Round trips of `getState`, page to main and back. */
  readonly trips: number[];
  /** Tasks of the page over 50 ms (Long Tasks API). */
  readonly longTasks: number[];
  /** When each state of the link was first seen, by its name; wall clock. */
  readonly links: { readonly name: HubLink['name']; readonly atMs: number }[];
  /** What the progress bar said, each value once. */
  readonly progress: string[];
  stop(): void;
}

/** What a key in the search box cost. */
export interface KeyTimes {
  /** Until every row in the document meets what is typed, and there is one; or until the answer, when it has none. */
  readonly filteredMs: number;
  /** To the whole answer to that search in the document. */
  readonly shownMs: number;
  /** To the frame that has them painted. */
  readonly paintedMs: number;
}

export type WatchedWindow = typeof globalThis & {
  hearthline: DeskBridge;
  watch: PageWatch;
  keyTimes: KeyTimes[];
  openedMs: number | null;
};

/** Asks main for the state again and again, and listens for long tasks. */
export function beginWatch(everyMs: number): void {
  const scope = globalThis as WatchedWindow;
  const trips: number[] = [];
  const longTasks: number[] = [];
  const links: { name: HubLink['name']; atMs: number }[] = [];
  const progress: string[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longTasks.push(duration);
  });
  observer.observe({ type: 'longtask' });
  const look = async (): Promise<void> => {
    const sentMs = performance.now();
    const answer = await scope.hearthline.getState();
    trips.push(performance.now() - sentMs);
    const bar = document.querySelector('[role="progressbar"]')?.getAttribute('aria-valuenow');
    if (bar && !progress.includes(bar)) progress.push(bar);
    if (!answer.ok) return;
    const { name } = answer.value.callbacks.link;
    if (links.at(-1)?.name !== name) links.push({ name, atMs: Date.now() });
  };
  const timer = setInterval(() => void look(), everyMs);
  scope.watch = {
    trips,
    longTasks,
    links,
    progress,
    stop: () => {
      clearInterval(timer);
      observer.disconnect();
    },
  };
}

interface AwaitedLink {
  readonly name: string;
  /** Only from this moment on; wall clock. */
  readonly afterMs: number;
  readonly limitMs: number;
}

/** When the link was seen so. It is waited for in the page: asked from outside, the asking would be measured too. */
export async function waitForLink({ name, afterMs, limitMs }: AwaitedLink): Promise<number> {
  const { links } = (globalThis as WatchedWindow).watch;
  const deadlineMs = Date.now() + limitMs;
  for (;;) {
    const seen = links.find((link) => link.name === name && link.atMs >= afterMs);
    if (seen) return seen.atMs;
    if (Date.now() > deadlineMs) throw new Error(`Waited ${limitMs} ms until the link is ${name}.`);
    await new Promise((resolve) => void setTimeout(resolve, 25));
  }
}

/** From each key in the search box until its rows are painted. The status line names the search that they answer. */
export function watchKeys(): void {
  const scope = globalThis as WatchedWindow;
  scope.keyTimes = [];
  const region = document.querySelector('section[aria-label="Callbacks"]');
  const box = region?.querySelector<HTMLInputElement>('[role="search"] input');
  const status = [...(region?.querySelectorAll('span[role="status"]') ?? [])].at(-1);
  if (!region || !box || !status) throw new Error('The queue is not open.');
  let pressedMs: number | null = null;
  let filteredMs: number | null = null;
  box.addEventListener('keydown', ({ timeStamp }) => ([pressedMs, filteredMs] = [timeStamp, null]), {
    capture: true,
  });
  const meets = (row: Element): boolean => {
    const text = row.textContent.toLowerCase();
    const words = box.value.toLowerCase().split(' ');
    return words.every((word) =>
      /^\+?\d+$/.test(word)
        ? text.replaceAll(/\D/g, '').includes(word.replace('+', ''))
        : text.includes(word),
    );
  };
  const filtered = (): void => {
    if (pressedMs === null || filteredMs !== null) return;
    const rows = [...region.querySelectorAll('[role="option"]')];
    if (rows.length > 0 && rows.every(meets)) filteredMs = performance.now() - pressedMs;
  };
  const shown = (): void => {
    if (pressedMs === null || !status.textContent?.includes(`“${box.value}”`)) return;
    const sinceMs = pressedMs;
    pressedMs = null;
    const shownMs = performance.now() - sinceMs;
    const firstMs = filteredMs ?? shownMs;
    // A message sent in the frame's callback is received when the frame has been drawn.
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.addEventListener('message', () =>
        scope.keyTimes.push({ filteredMs: firstMs, shownMs, paintedMs: performance.now() - sinceMs }),
      );
      painted.port1.start();
      painted.port2.postMessage(null);
    });
  };
  const changes = { childList: true, characterData: true, subtree: true };
  new MutationObserver(filtered).observe(region, changes);
  // The same rows may meet the next letter too: then nothing in the document changes.
  addEventListener('input', () => queueMicrotask(filtered));
  new MutationObserver(shown).observe(status, changes);
}

/** From the press on the rail's key "Callbacks" until rows are painted. */
export function watchOpening(): void {
  const scope = globalThis as WatchedWindow;
  scope.openedMs = null;
  addEventListener(
    'pointerdown',
    ({ timeStamp }) => {
      const look = (): void => {
        if (!document.querySelector('section[aria-label="Callbacks"] [role="option"]')) {
          requestAnimationFrame(look);
          return;
        }
        const painted = new MessageChannel();
        painted.port1.addEventListener('message', () => (scope.openedMs = performance.now() - timeStamp));
        painted.port1.start();
        painted.port2.postMessage(null);
      };
      requestAnimationFrame(look);
    },
    { capture: true, once: true },
  );
}

/** The same searches straight through the bridge: what main and its back office take of a key. */
export async function askDirectly(searches: readonly string[]): Promise<number[]> {
  const { hearthline } = globalThis as WatchedWindow;
  const tookMs: number[] = [];
  for (const search of searches) {
    const sentMs = performance.now();
    const answer = await hearthline.listCallbacks({ view: 'team', search, after: null, limit: 50 });
    if (!answer.ok) throw new Error(answer.error.code);
    tookMs.push(performance.now() - sentMs);
  }
  return tookMs;
}
