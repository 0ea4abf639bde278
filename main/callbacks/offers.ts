import type { Callback } from '#shared/callback/callback.ts';
import { compareInQueue, OFFLINE_MARGIN_MS } from '#shared/callback/status.ts';
import type { CallingTime } from './calling-time.ts';
import { inHand, reserveOf } from './in-hand.ts';
import type { AgentState } from './queue-port.ts';
import type { Workings } from './workings.ts';

/** How far down the queue one looks for somebody who may be called at this hour. */
const LOOKED_AT = [25, 200, 2000] as const;

/** Who is next for this agent. Offered while they are free, and never dialled by itself. */
export class Offers {
  readonly #workings: Workings;
  readonly #time: CallingTime;
  #skipped = new Set<string>();

  constructor(workings: Workings, time: CallingTime) {
    this.#workings = workings;
    this.#time = time;
  }

  /** Not this one now. */
  skip(callbackId: string): void {
    this.#skipped.add(callbackId);
  }

  offer(agent: AgentState): Callback | null {
    if (agent !== 'ready' || inHand(this.#workings)) return null;
    const offer = this.#first((callback) => !this.#skipped.has(callback.id));
    if (offer || this.#skipped.size === 0) return offer;
    // All were skipped: from the top again.
    this.#skipped = new Set();
    return this.#first(() => true);
  }

  /** Those nobody holds that may be called now, in the order of the queue. */
  free(limit: number, isWanted: (callback: Callback) => boolean = () => true): Callback[] {
    const { me, options, hubClock, setAside } = this.#workings;
    const nowMs = hubClock.shown();
    const isCallable = (callback: Callback): boolean =>
      (callback.hold === null || callback.hold.untilMs <= nowMs) &&
      isWanted(callback) &&
      (me.lead || !setAside.isAbout([callback.id])) &&
      this.#time.permission(callback, nowMs).kind === 'yes';
    let found: Callback[] = [];
    for (const lookedAt of LOOKED_AT) {
      const all = options.store.callbacks.candidates(me, nowMs, lookedAt);
      found = [];
      for (const callback of all) {
        // Clocks of far places take their time: no more of them are asked than needed.
        if (found.length < limit && isCallable(callback)) found.push(callback);
      }
      if (found.length === limit || all.length < lookedAt) break;
    }
    return found;
  }

  #first(isWanted: (callback: Callback) => boolean): Callback | null {
    const { hubClock, sync } = this.#workings;
    const nowMs = hubClock.shown();
    const marginMs = sync.isOnline ? 0 : OFFLINE_MARGIN_MS;
    const mine = hubClock.now() === null ? [] : reserveOf(this.#workings);
    const ready = mine.filter(
      (callback) =>
        isWanted(callback) &&
        (callback.hold?.untilMs ?? 0) - marginMs > nowMs &&
        this.#time.permission(callback, nowMs).kind === 'yes',
    );
    const free = sync.isOnline ? this.free(1, isWanted) : [];
    return [...ready, ...free].toSorted(compareInQueue)[0] ?? null;
  }
}
