import type { LineSnapshot } from '#shared/call/line-state.ts';
import type { LineCommand, LineOrder } from '#shared/contract/line.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed } from '#shared/result.ts';
import type { Clock } from './clock.ts';
import type { Log } from './system/log.ts';

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

/** Main's end of the line window: orders go out and are settled exactly once, snapshots come in. */
export class Line {
  readonly #deps: { clock: Clock; newId: () => string; log: Log };
  readonly #pending = new Map<string, (result: Done) => void>();
  readonly #unsent: LineOrder[] = [];
  readonly #listeners = new Set<(snapshot: LineSnapshot) => void>();
  #send: ((order: LineOrder) => void) | null = null;
  #snapshot = noLine;

  constructor(deps: { clock: Clock; newId: () => string; log: Log }) {
    this.#deps = deps;
  }

  /** Sends a command and resolves with how the line window settled it. Waits for a window that is loading. */
  async order(command: LineCommand): Promise<Done> {
    const { clock, newId, log } = this.#deps;
    const order = { id: newId(), command };
    const limitMs = this.#send ? ORDER_LIMIT_MS : OPENING_LIMIT_MS;
    const settled = Promise.withResolvers<Done>();
    this.#pending.set(order.id, settled.resolve);
    const stopTimer = clock.after(limitMs, () => {
      log.write('line-order-unanswered', { durationMs: limitMs });
      this.#giveUp(order.id);
    });
    if (this.#send) this.#send(order);
    else this.#unsent.push(order);
    const result = await settled.promise;
    stopTimer();
    if (!result.ok) log.write('line-order-failed', { code: result.error.code });
    return result;
  }

  /** The last snapshot; nothing connected and no calls before the first one. */
  snapshot(): LineSnapshot {
    return this.#snapshot;
  }

  /** Calls back with every snapshot from now on. */
  watch(listener: (snapshot: LineSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The line window's engine has loaded and takes orders. */
  opened(send: (order: LineOrder) => void): void {
    this.#send = send;
    for (const order of this.#unsent.splice(0)) send(order);
  }

  /** The line window is gone; everything under way fails with `line-window-gone`. */
  gone(): void {
    this.#send = null;
    for (const id of Array.from(this.#pending.keys())) this.#giveUp(id);
    this.reported(noLine);
  }

  settled(id: string, result: Done): void {
    this.#pending.get(id)?.(result);
    this.#pending.delete(id);
  }

  reported(snapshot: LineSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener(snapshot);
  }

  #giveUp(id: string): void {
    const index = this.#unsent.findIndex((order) => order.id === id);
    if (index >= 0) this.#unsent.splice(index, 1);
    this.settled(id, failed(appError('line-window-gone')));
  }
}
