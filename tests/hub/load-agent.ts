import { randomUUID } from 'node:crypto';
import type { AgentAccess } from '../../main/hub/agent-file.ts';
import type { LogMessage } from '../../main/hub/hub.ts';
import { NatsHub } from '../../main/hub/nats-hub.ts';
import type { NatsSession } from '../../main/hub/nats-session.ts';
import type { Callback } from '#shared/callback/callback.ts';
import type { CallbackEvent, LoggedEvent } from '#shared/callback/event.ts';
import { foldGroup } from '#shared/callback/fold.ts';

const LEASE_MS = 20 * 60_000;
const OPEN_TRIES = 5;
/** The event's own part: the rest is the same in each. */
type Said = CallbackEvent extends infer E
  ? E extends CallbackEvent
    ? Omit<E, 'id' | 'at' | 'desk'>
    : never
  : never;

/** What the hub promised to keep: to be found in the log afterwards. */
export interface Acknowledged {
  readonly seq: number;
  readonly callbackId: string;
  readonly eventId: string;
}

export type Claim =
  | { readonly kind: 'mine'; readonly tookMs: number }
  | { readonly kind: 'lost' }
  /** No answer: the log has to be asked, and this load does not go on with that callback. */
  | { readonly kind: 'unknown' };

/** One desk of the load: it follows the whole log, opens every message and folds it, as the product does. */
export class LoadAgent {
  readonly name: string;
  readonly acknowledged: Acknowledged[] = [];
  /** Callbacks that this agent was ever entitled to dial, with the position of the claim. */
  readonly dialled: { callbackId: string; claimSeq: number }[] = [];
  readonly #hub: NatsHub;
  readonly #desk = randomUUID();
  readonly #events = new Map<string, LoggedEvent[]>();
  readonly #messages = new Map<string, LogMessage[]>();
  readonly #callbacks = new Map<string, Callback>();
  readonly #waiting = new Set<{ seq: number; done: () => void }>();
  #session: NatsSession | null = null;
  #isClosing = false;
  #seen = 0;
  /** How often the link was lost and made anew, as on a machine that has more to do than it can. */
  reopened = 0;

  constructor(access: AgentAccess) {
    this.name = access.agent;
    this.#hub = new NatsHub({
      access,
      proxyFor: () => Promise.resolve(null),
      rosterKept: { get: () => null, set: () => undefined },
    });
  }

  async open(): Promise<void> {
    const session = await this.#openSession();
    await this.hasSeen(session.bounds.lastSeq);
  }

  async #openSession(): Promise<NatsSession> {
    let opened = await this.#hub.open();
    // Two hundred at once on a busy machine: a desk that was not let in comes again, as the product's does.
    for (let tries = 1; !opened.ok && tries < OPEN_TRIES; tries += 1) opened = await this.#hub.open();
    if (!opened.ok) throw new Error(`${this.name}: ${JSON.stringify(opened.error)}`);
    this.#session = opened.value;
    const session = opened.value;
    session.follow(this.#seen + 1, (messages) => messages.forEach((message) => this.#take(message)));
    void session.closed.then(() => this.#goOn());
    return session;
  }

  /** As the product's desk: a session that is over is followed by another, from where it ended. */
  async #goOn(): Promise<void> {
    if (this.#isClosing) return;
    this.reopened += 1;
    await this.#openSession();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#session?.close();
  }

  /** Resolves once this agent has folded the log up to a position. */
  hasSeen(seq: number): Promise<void> {
    if (this.#seen >= seq) return Promise.resolve();
    return new Promise((done) => this.#waiting.add({ seq, done }));
  }

  get seen(): number {
    return this.#seen;
  }

  /** Callbacks that are free, in the order of the queue. */
  free(limit: number): Callback[] {
    const nowMs = Date.now();
    const free: Callback[] = [];
    for (const callback of this.#callbacks.values()) {
      if (callback.status === 'open' && (callback.hold === null || callback.hold.untilMs <= nowMs))
        free.push(callback);
      if (free.length === limit) break;
    }
    return free;
  }

  callback(id: string): Callback | undefined {
    return this.#callbacks.get(id);
  }

  /** Claims: acknowledged by the hub and given to this agent by the reducer, or not at all. */
  async claim(callbackId: string): Promise<Claim> {
    const startedMs = performance.now();
    for (const message of this.#messages.get(callbackId) ?? [])
      if (!(await this.#hub.codec.verify(message))) throw new Error(`${callbackId} has a forged message`);
    const claimed = await this.say(callbackId, { type: 'claimed', leaseMs: LEASE_MS });
    if (claimed.kind !== 'stored') return { kind: claimed.kind };
    await this.hasSeen(claimed.seq);
    const hold = this.#callbacks.get(callbackId)?.hold;
    if (hold?.agent !== this.name || hold.desk !== this.#desk) return { kind: 'lost' };
    this.dialled.push({ callbackId, claimSeq: claimed.seq });
    return { kind: 'mine', tookMs: performance.now() - startedMs };
  }

  /** Publishes one event about a callback after the last that this agent knows. */
  async say(
    callbackId: string,
    said: Said,
  ): Promise<{ kind: 'stored'; seq: number } | { kind: 'lost' } | { kind: 'unknown' }> {
    const event: CallbackEvent = { ...said, id: randomUUID(), at: Date.now(), desk: this.#desk };
    const data = this.#hub.codec.seal(callbackId, event);
    if (!data.ok || !this.#session) throw new Error(`${this.name} cannot write`);
    const expectedSeq = this.#callbacks.get(callbackId)?.seq ?? 0;
    const published = await this.#session.publish({
      callbackId,
      messageId: event.id,
      data: data.value,
      expectedSeq,
    });
    if (published.kind === 'stored') {
      this.acknowledged.push({ seq: published.seq, callbackId, eventId: event.id });
      return published;
    }
    if (published.kind === 'refused') throw new Error(`${this.name}: ${JSON.stringify(published.error)}`);
    return { kind: published.kind === 'lost-race' ? 'lost' : 'unknown' };
  }

  #take(message: LogMessage): void {
    const { callbackId, seq, author, hubMs } = message;
    const opened = this.#hub.codec.open(message);
    if (opened.kind !== 'event') throw new Error(`${this.name} cannot open ${seq}: ${opened.kind}`);
    const events = this.#events.get(callbackId) ?? [];
    events.push({ seq, callbackId, author, hubMs, event: opened.event });
    this.#events.set(callbackId, events);
    this.#messages.set(callbackId, [...(this.#messages.get(callbackId) ?? []), message]);
    const [callback] = foldGroup(events);
    if (callback) this.#callbacks.set(callbackId, callback);
    this.#seen = seq;
    for (const one of this.#waiting) {
      if (one.seq > seq) continue;
      this.#waiting.delete(one);
      one.done();
    }
  }
}
