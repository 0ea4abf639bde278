import { callbackView, type CallbackQueue, type CallbackRow } from '#shared/contract/callback-state.ts';
import type { Callback } from '#shared/callback/callback.ts';
import { inHand } from './in-hand.ts';
import { kept } from './kept.ts';
import type { Offers } from './offers.ts';
import type { AgentState } from './queue-port.ts';
import type { Rows } from './rows.ts';
import type { Workings } from './workings.ts';

/** Changes that come together are told together. */
const TOLD_WITHIN_MS = 50;
/** While the log is read everything changes all the time, and whoever draws it takes the time from whoever reads it. */
const TOLD_WITHIN_SYNCING_MS = 1000;
/** Things fall due and leases run out without anybody doing anything. */
const LOOK_AGAIN_MS = 5000;

/** Makes `CallbackQueue` out of the parts, once for each change. */
export class StateMaker {
  readonly #workings: Workings;
  readonly #rows: Rows;
  readonly #offers: Offers;
  readonly #callOf: (callbackId: string) => string | null;
  #agent: AgentState = 'away';
  #revision = 0;
  #state: CallbackQueue | null = null;
  /** What the passing of time may change by itself. */
  #timely = '';
  /** What was last planned; infinite when all is told. */
  #toldWithinMs = Infinity;
  #isStopped = false;
  #callOff: () => void = () => undefined;
  #callOffTick: () => void = () => undefined;

  constructor(workings: Workings, rows: Rows, offers: Offers, callOf: (callbackId: string) => string | null) {
    this.#workings = workings;
    this.#rows = rows;
    this.#offers = offers;
    this.#callOf = callOf;
  }

  start(): void {
    this.#callOffTick = this.#workings.options.clock.after(LOOK_AGAIN_MS, () => this.#tick());
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOff();
    this.#callOffTick();
  }

  setAgent(agent: AgentState): void {
    if (this.#agent === agent) return;
    this.#agent = agent;
    this.changed();
  }

  changed(): void {
    this.#state = null;
    const { sync, options } = this.#workings;
    const withinMs = sync.link.name === 'syncing' ? TOLD_WITHIN_SYNCING_MS : TOLD_WITHIN_MS;
    // That the desk is in step now does not wait for what was to be told while it was not.
    if (this.#toldWithinMs <= withinMs || this.#isStopped) return;
    this.#toldWithinMs = withinMs;
    this.#callOff();
    this.#callOff = options.clock.after(withinMs, () => {
      this.#toldWithinMs = Infinity;
      options.onChange();
    });
  }

  /** Throws `StoreFailure` never: what cannot be read is left as it was, and the alarm says why. */
  state(): CallbackQueue {
    if (this.#state) return this.#state;
    const made = kept(() => this.#make());
    if (!made.ok) this.#workings.trouble.storeFailed(made.error);
    const state = made.ok ? made.value : { ...this.#last(), alarms: this.#workings.trouble.alarms() };
    this.#revision += 1;
    this.#state = { ...state, revision: this.#revision };
    this.#timely = timely(this.#state);
    return this.#state;
  }

  #tick(): void {
    this.start();
    const { hubClock, sync } = this.#workings;
    // The desk's clock was set: ask the hub before anybody wants to act.
    if (hubClock.now() === null && sync.isOnline) void sync.lookAgain();
    const now = kept(() => timely(this.#make()));
    if (now.ok && now.value !== this.#timely) this.changed();
  }

  #make(): CallbackQueue {
    const { me, sync, hubClock, pending, trouble, options } = this.#workings;
    const { store, colleagues, rules } = options;
    const nowMs = hubClock.shown();
    const hand = inHand(this.#workings);
    return {
      revision: this.#revision,
      counts: store.callbacks.counts(me, nowMs),
      link: sync.link,
      hubOffsetMs: hubClock.offsetMs(),
      unsent: pending.unsent(),
      rejected: pending.rejected(),
      alarms: trouble.alarms(),
      offer: this.#shown(this.#offers.offer(this.#agent)),
      inHand: this.#shown(hand),
      inHandCallId: hand && this.#callOf(hand.id),
      me: { agent: me.agent, name: me.name, lead: me.lead },
      colleagues: [...colleagues()],
      reasons: [...rules.reasons],
    };
  }

  #shown(callback: Callback | null): CallbackRow | null {
    if (!callback) return null;
    return this.#rows.row(callback, this.#workings.options.store.callbacks.get(callback.id)?.unsent ?? false);
  }

  #last(): CallbackQueue {
    const { me, sync, hubClock, pending, options } = this.#workings;
    const zero = Object.fromEntries(callbackView.options.map((view) => [view, 0]));
    return {
      revision: this.#revision,
      counts: zero as CallbackQueue['counts'],
      link: sync.link,
      hubOffsetMs: hubClock.offsetMs(),
      unsent: pending.unsent(),
      rejected: pending.rejected(),
      alarms: [],
      offer: null,
      inHand: null,
      inHandCallId: null,
      me: { agent: me.agent, name: me.name, lead: me.lead },
      colleagues: [...options.colleagues()],
      reasons: [...options.rules.reasons],
    };
  }
}

function timely({ counts, offer, inHand: hand }: CallbackQueue): string {
  const hold = hand?.hold ? 'held' : 'free';
  return JSON.stringify([counts, offer?.id, hand?.id, hand?.mayCall.kind, hold]);
}
