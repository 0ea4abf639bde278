import type { Callback } from '#shared/callback/callback.ts';
import { kept } from './kept.ts';
import { heldHere, inHand, reserveOf } from './in-hand.ts';
import type { Offers } from './offers.ts';
import type { AgentState } from './queue-port.ts';
import type { Workings } from './workings.ts';

const TICK_MS = 5000;
/** After a change, so that ten changes are one look. */
const SOON_MS = 200;
/** One that went to somebody else: others first. */
const LEFT_ALONE_MS = 30_000;
/** Signing out waits so long for the hub to take back what is held. */
const GIVE_BACK_MS = 3000;

/**
 * Keeps what this desk holds: a reserve to go on with when the link is lost, and the callback of a call that lives.
 * Nothing here is worth an outbox: what cannot be sent now is no use later.
 */
export class Keeper {
  readonly #workings: Workings;
  readonly #offers: Offers;
  #agent: AgentState = 'away';
  #liveCallIds: ReadonlySet<string> = new Set();
  #callOf: (callbackId: string) => string | null;
  #wasLive = new Set<string>();
  /** Callbacks that something is being said about. */
  readonly #busy = new Set<string>();
  readonly #leftAlone = new Map<string, number>();
  #callOff: () => void = () => undefined;
  #isSoon = false;
  #isStopped = false;

  constructor(workings: Workings, offers: Offers, callOf: (callbackId: string) => string | null) {
    this.#workings = workings;
    this.#offers = offers;
    this.#callOf = callOf;
  }

  start(): void {
    this.#schedule(TICK_MS);
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOff();
  }

  setAgent(agent: AgentState): void {
    this.#agent = agent;
    this.lookSoon();
  }

  callsChanged(liveCallIds: readonly string[]): void {
    this.#liveCallIds = new Set(liveCallIds);
    this.lookSoon();
  }

  lookSoon(): void {
    if (this.#isSoon || this.#isStopped) return;
    this.#isSoon = true;
    this.#callOff();
    this.#schedule(SOON_MS);
  }

  /** At the end of a shift: the reserve, and what was taken in hand and not called. In the order of the queue. */
  async giveBack(): Promise<void> {
    if (!this.#workings.sync.isOnline) return;
    const uncalled = heldHere(this.#workings).filter(({ hold }) => hold && hold.dialStartedMs === null);
    const all = Promise.all(uncalled.map(({ id }) => this.#say(id, { type: 'released' })));
    const bound = Promise.withResolvers<void>();
    const callOff = this.#workings.options.clock.after(GIVE_BACK_MS, bound.resolve);
    await Promise.race([all, bound.promise]);
    callOff();
  }

  #schedule(delayMs: number): void {
    if (this.#isStopped) return;
    this.#callOff = this.#workings.options.clock.after(delayMs, () => {
      this.#isSoon = false;
      this.#schedule(TICK_MS);
      const looked = kept(() => this.#look());
      if (!looked.ok) this.#workings.storeFailed(looked.error);
    });
  }

  #look(): void {
    if (!this.#workings.sync.isOnline || this.#workings.hubClock.now() === null) return;
    for (const callback of heldHere(this.#workings)) this.#keep(callback);
    if (this.#workings.options.hub.kind === 'nats') this.#fillReserve();
  }

  #keep(callback: Callback): void {
    const { hold, id } = callback;
    const nowMs = this.#workings.hubClock.shown();
    if (!hold || hold.untilMs <= nowMs || this.#busy.has(id)) return;
    const isCalled = hold.dialStartedMs !== null;
    if (hold.recalledMs !== undefined) {
      if (!isCalled) void this.#say(id, { type: 'released' });
      return;
    }
    if (hold.reserve && this.#agent === 'away') return void this.#say(id, { type: 'released' });
    const leftMs = hold.untilMs - nowMs;
    const { leaseMs } = this.#workings;
    const isDue = leftMs < leaseMs * 0.75;
    if (hold.reserve ? isDue : this.#isToBeRenewed(id, isDue)) {
      void this.#say(id, { type: 'renewed', leaseMs });
    }
  }

  /** While its call lives, and once more when that ends: the agent has a whole lease to say how it went. */
  #isToBeRenewed(id: string, isDue: boolean): boolean {
    const callId = this.#callOf(id);
    if (callId !== null && this.#liveCallIds.has(callId)) {
      this.#wasLive.add(id);
      return isDue;
    }
    return this.#wasLive.delete(id);
  }

  #fillReserve(): void {
    const { options, setAside } = this.#workings;
    const wanted = this.#agent === 'away' ? 0 : options.rules.offlineReserve;
    const missing = wanted - reserveOf(this.#workings).length - this.#claiming;
    if (missing <= 0 || setAside.count > 0) return;
    const nowMs = options.clock.now();
    for (const [id, untilMs] of this.#leftAlone) if (untilMs <= nowMs) this.#leftAlone.delete(id);
    const others = Math.min(40, options.colleagues().length);
    const handId = inHand(this.#workings)?.id;
    // What is urgent waits for whoever is free first.
    const isWanted = ({ id, priority }: Callback): boolean =>
      priority !== 'urgent' && id !== handId && !this.#leftAlone.has(id) && !this.#busy.has(id);
    const near = this.#offers.free(others + missing, isWanted);
    // The first of the queue are left to those who are online; which of the others is taken, is left to chance, so
    // that not all desks go for the same.
    const later = near.slice(Math.max(0, Math.min(others, near.length - missing)));
    for (let left = missing; left > 0 && later.length > 0; left -= 1) {
      const [picked] = later.splice(Math.floor(options.random() * later.length), 1);
      if (picked) void this.#claimForLater(picked.id);
    }
  }

  #claiming = 0;
  async #claimForLater(id: string): Promise<void> {
    const { leaseMs, options, me, groups } = this.#workings;
    this.#claiming += 1;
    const said = await this.#say(id, { type: 'claimed', leaseMs, reserve: true });
    this.#claiming -= 1;
    const hold = said ? groups.logOnly(id)?.hold : null;
    const isOurs = hold?.agent === me.agent && hold.desk === me.desk;
    if (!isOurs) this.#leftAlone.set(id, options.clock.now() + LEFT_ALONE_MS);
  }

  async #say(id: string, body: Parameters<Workings['event']>[0]): Promise<boolean> {
    this.#busy.add(id);
    const sent = await this.#workings.sender.send(id, this.#workings.event(body));
    this.#busy.delete(id);
    return sent.ok;
  }
}
