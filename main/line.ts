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
/** Signing out gives the registrar a second; a window that takes longer than this is not signing anybody out. */
const SIGN_OUT_LIMIT_MS = 5000;
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

/** Orders that begin or end a sitting. Two at once would mix up two people's registrations. */
const SITTING_ORDERS: readonly LineCommand['kind'][] = ['sign-in', 'practise', 'sign-out'];

interface Pending {
  readonly settle: (result: Done) => void;
  stopTimer: () => void;
}

/** Main's end of the line window: orders go out and are settled exactly once, snapshots come in. */
export class Line {
  readonly #deps: { clock: Clock; newId: () => string; log: Log };
  readonly #pending = new Map<string, Pending>();
  readonly #unsent: LineOrder[] = [];
  /** Orders that begin or end a sitting: the first is under way, the others wait for their turn. */
  readonly #turns: LineOrder[] = [];
  readonly #listeners = new Set<(snapshot: LineSnapshot) => void>();
  #send: ((order: LineOrder) => void) | null = null;
  #snapshot = noLine;

  constructor(deps: { clock: Clock; newId: () => string; log: Log }) {
    this.#deps = deps;
  }

  /** Sends a command and resolves with how the line window settled it. Waits for a window that is loading. */
  async order(command: LineCommand): Promise<Done> {
    const { newId, log } = this.#deps;
    const order = { id: newId(), command };
    const settled = Promise.withResolvers<Done>();
    this.#pending.set(order.id, { settle: settled.resolve, stopTimer: () => undefined });
    const takesTurns = SITTING_ORDERS.includes(command.kind);
    if (takesTurns) this.#turns.push(order);
    if (!takesTurns || this.#turns[0] === order) this.#start(order);
    const result = await settled.promise;
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
    for (const order of this.#unsent.splice(0)) this.#dispatch(order, send);
  }

  /** The line window is gone; everything under way fails with `line-window-gone`. */
  gone(): void {
    this.#send = null;
    for (const id of Array.from(this.#pending.keys())) this.#giveUp(id);
    this.reported(noLine);
  }

  settled(id: string, result: Done): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.stopTimer();
    pending?.settle(result);
    if (this.#turns[0]?.id !== id) return;
    this.#turns.shift();
    if (this.#turns[0]) this.#start(this.#turns[0]);
  }

  reported(snapshot: LineSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener(snapshot);
  }

  #start(order: LineOrder): void {
    if (this.#send) return this.#dispatch(order, this.#send);
    this.#unsent.push(order);
    return this.#limit(order.id, OPENING_LIMIT_MS);
  }

  #dispatch(order: LineOrder, send: (order: LineOrder) => void): void {
    this.#limit(order.id, order.command.kind === 'sign-out' ? SIGN_OUT_LIMIT_MS : ORDER_LIMIT_MS);
    send(order);
  }

  /** The order's time runs from now on. */
  #limit(id: string, limitMs: number): void {
    const { clock, log } = this.#deps;
    const pending = this.#pending.get(id);
    if (!pending) return;
    pending.stopTimer();
    pending.stopTimer = clock.after(limitMs, () => {
      log.write('line-order-unanswered', { durationMs: limitMs });
      this.#giveUp(id);
    });
  }

  #giveUp(id: string): void {
    const index = this.#unsent.findIndex((order) => order.id === id);
    if (index >= 0) this.#unsent.splice(index, 1);
    this.settled(id, failed(appError('line-window-gone')));
  }
}
