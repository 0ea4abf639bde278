import { callbacks } from '#shared/profile/callback-groups.ts';
import type { Callback } from '#shared/callback/callback.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import type { EventCodec } from '../../hub/codec.ts';
import { MemoryHub, MemoryLog } from '../../hub/fakes/memory-hub.ts';
import type { Hub } from '../../hub/hub.ts';
import { openRecordStore } from '../../records/open-store.ts';
import type { RecordStore } from '../../records/store.ts';
import { plainCodec } from '../plain-codec.ts';
import type { Person, QueueDesk, QueueReport } from '../queue-port.ts';
import { createQueue } from '../queue.ts';

/** By day in London, and no other zone in play. */
export const NOON_MS = Date.UTC(2026, 9, 7, 11);
export const NUMBERS = { country: 'US', dialPrefix: '', extensionMaxLength: 6 } as const;
/** Asked for by nobody: what a test's desk holds in reserve is for the test to say. */
export const RULES = callbacks.parse({ zone: 'Europe/London', offlineReserve: 0 });

export function memoryStore(): RecordStore {
  const opened = openRecordStore({ path: ':memory:', key: null });
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value;
}

export interface DeskPlan {
  readonly store?: RecordStore;
  readonly hub?: Hub;
  readonly codec?: EventCodec;
  readonly rules?: Partial<typeof RULES>;
  readonly colleagues?: readonly Person[];
  /** How far this desk's clock is ahead of the world's. */
  readonly aheadMs?: number;
  readonly random?: () => number;
  readonly importKey?: Uint8Array;
}

/** The world of a test: one clock, one log, and any number of desks. */
export class World {
  readonly clock: FakeClock;
  readonly log: MemoryLog;

  constructor(clock = new FakeClock(NOON_MS), log = new MemoryLog(clock)) {
    this.clock = clock;
    this.log = log;
  }

  desk(agent: string, plan: DeskPlan = {}): TestDesk {
    return new TestDesk(this, agent, plan);
  }

  /** Lets everything happen that is under way, and half a second pass. */
  settle(): Promise<void> {
    return this.clock.pass(500);
  }
}

export class TestDesk {
  readonly world: World;
  readonly agent: string;
  readonly store: RecordStore;
  readonly hub: MemoryHub;
  readonly reports: QueueReport[] = [];
  queue: QueueDesk;
  /** Set by a test: somebody sets the clock on the wall. */
  aheadMs: number;
  /** Set by a test: the machine was started anew. */
  bootedMs = NOON_MS - 3_600_000;
  readonly #plan: DeskPlan;

  constructor(world: World, agent: string, plan: DeskPlan) {
    this.world = world;
    this.agent = agent;
    this.#plan = plan;
    this.aheadMs = plan.aheadMs ?? 0;
    this.store = plan.store ?? memoryStore();
    this.hub = plan.hub instanceof MemoryHub ? plan.hub : new MemoryHub(world.log, agent, world.clock);
    this.queue = this.#create();
  }

  #create(): QueueDesk {
    const { clock } = this.world;
    const lead = this.agent.startsWith('lead-');
    return createQueue({
      store: this.store,
      hub: this.#plan.hub ?? this.hub,
      codec: this.#plan.codec ?? plainCodec,
      clock: { now: () => clock.now() + this.aheadMs, after: clock.after },
      uptimeMs: () => clock.now() - this.bootedMs,
      random: this.#plan.random ?? (() => 0.5),
      me: { agent: this.agent, name: `Name of ${this.agent}`, lead },
      colleagues: () => this.#plan.colleagues ?? [],
      rules: { ...RULES, ...this.#plan.rules },
      numbers: NUMBERS,
      zonesOf: () => [],
      importKey: this.#plan.importKey ?? null,
      onChange: () => undefined,
      report: (report) => this.reports.push(report),
    });
  }

  async start(): Promise<this> {
    this.queue.start();
    await this.world.settle();
    return this;
  }

  /** The app is killed and started anew, on the same records. */
  async restart(): Promise<void> {
    this.hub.cut();
    await this.ask(this.queue.close('stop'));
    this.queue = this.#create();
    await this.start();
  }

  /** Waits for an answer while the world's clock goes on. */
  async ask<T>(answer: Promise<T>, forMs = 20_000): Promise<T> {
    const wait = { isOver: false };
    const watched = answer.finally(() => (wait.isOver = true));
    for (let passedMs = 0; !wait.isOver && passedMs <= forMs; passedMs += 50) await this.world.clock.pass(50);
    return watched;
  }

  claim(callbackId: string) {
    return this.ask(this.queue.commands.claimCallback({ callbackId }));
  }

  dial(callbackId: string, again = false) {
    return this.ask(this.queue.startDial({ callbackId, again }));
  }

  tell(callbackId: string, outcome: 'spoke' | 'no-answer' | 'busy' = 'spoke', note = '') {
    return this.ask(this.queue.commands.recordOutcome({ callbackId, outcome, laterMs: null, note }));
  }

  /** Asks for somebody to be called back. @returns the callback's id */
  async request(last = 1, reason = 'Test results'): Promise<string> {
    const made = await this.ask(
      this.queue.commands.requestCallback({
        number: `+1 202 555 01${String(last).padStart(2, '0')}`,
        name: `Patient ${last}`,
        reason,
        language: '',
        priority: 'normal',
        zone: null,
        window: null,
        dueMs: null,
        note: '',
        callId: null,
      }),
    );
    if (!made.ok) throw new Error(made.error.code);
    return made.value.callbackId;
  }

  callback(id: string): Callback {
    const found = this.store.callbacks.get(id);
    if (!found) throw new Error(`no callback ${id}`);
    return found.callback;
  }
}
