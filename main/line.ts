import type { LineSnapshot } from '#shared/call/line-state.ts';
import type { LineCommand, LineOrder } from '#shared/contract/line.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed } from '#shared/result.ts';
import type { Clock } from './clock.ts';
import type { Log } from './system/log.ts';

/** Main's end of the line window: orders go out and are settled exactly once, snapshots come in. */
export interface Line {
  /** Sends a command and resolves with how the line window settled it. Waits for a window that is loading. */
  order(command: LineCommand): Promise<Done>;
  /** The last snapshot; nothing connected and no calls before the first one. */
  snapshot(): LineSnapshot;
  /** Calls back with every snapshot from now on. */
  watch(listener: (snapshot: LineSnapshot) => void): () => void;

  /** The line window's engine has loaded and takes orders. */
  opened(send: (order: LineOrder) => void): void;
  /** The line window is gone; everything under way fails with `line-window-gone`. */
  gone(): void;
  settled(id: string, result: Done): void;
  reported(snapshot: LineSnapshot): void;
}

/**
 * How long the line window may take to settle an order. Most settle when the request has left; a transfer and a
 * hold wait for the far end's final answer, which SIP bounds by Timer B and Timer F (RFC 3261 §17.1: 64*T1 = 32 s).
 */
const ORDER_LIMIT_MS = 35_000;
/** A window that has not loaded within this time is not coming. */
const OPENING_LIMIT_MS = 15_000;

const emptySlot = { available: [], chosenId: null, activeId: null };
export const noLine: LineSnapshot = {
  connection: { name: 'idle' },
  registration: { name: 'none' },
  calls: [],
  media: {
    microphone: emptySlot,
    speaker: emptySlot,
    ringer: emptySlot,
    microphoneError: null,
    echoTest: 'off',
  },
  voicemail: null,
  busyLights: {},
};

export function createLine(deps: { clock: Clock; newId: () => string; log: Log }): Line {
  const { clock, newId, log } = deps;
  const pending = new Map<string, (result: Done) => void>();
  const unsent: LineOrder[] = [];
  const listeners = new Set<(snapshot: LineSnapshot) => void>();
  let send: ((order: LineOrder) => void) | null = null;
  let snapshot = noLine;

  const giveUp = (id: string): void => {
    const index = unsent.findIndex((order) => order.id === id);
    if (index >= 0) unsent.splice(index, 1);
    pending.get(id)?.(failed(appError('line-window-gone')));
  };
  const tell = (next: LineSnapshot): void => {
    snapshot = next;
    for (const listener of listeners) listener(next);
  };

  return {
    order: (command) =>
      new Promise((resolve) => {
        const id = newId();
        const limitMs = send ? ORDER_LIMIT_MS : OPENING_LIMIT_MS;
        const stopTimer = clock.after(limitMs, () => {
          log.write('line-order-unanswered', { durationMs: limitMs });
          giveUp(id);
        });
        pending.set(id, (result) => {
          pending.delete(id);
          stopTimer();
          if (!result.ok) log.write('line-order-failed', { code: result.error.code });
          resolve(result);
        });
        if (send) send({ id, command });
        else unsent.push({ id, command });
      }),
    snapshot: () => snapshot,
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    opened: (sender) => {
      send = sender;
      for (const order of unsent.splice(0)) sender(order);
    },
    gone: () => {
      send = null;
      for (const id of [...pending.keys()]) giveUp(id);
      tell(noLine);
    },
    settled: (id, result) => pending.get(id)?.(result),
    reported: tell,
  };
}
