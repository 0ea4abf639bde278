import fc from 'fast-check';
import type { LoggedEvent, Outcome } from '#shared/callback/event.ts';
import type { MemoryLog } from '../../hub/fakes/memory-hub.ts';
import { plainCodec } from '../plain-codec.ts';
import { World, type TestDesk } from './desk.ts';
import type { Dial } from './dial-check.ts';

/** What a day may bring. `who` and `which` are indexes, taken modulo how many there are. */
export type Step =
  | {
      readonly kind: 'request' | 'claim' | 'dial' | 'note' | 'release' | 'reschedule';
      who: number;
      which: number;
    }
  | { readonly kind: 'tell'; who: number; which: number; outcome: Outcome }
  /** Claim, call and tell, one after the other, as far as each succeeds. */
  | { readonly kind: 'work'; who: number; which: number; outcome: Outcome; callMs: number }
  | { readonly kind: 'all-claim'; which: number }
  | {
      readonly kind: 'silent' | 'speak' | 'cut' | 'restart' | 'lose-acks' | 'lose-publications' | 'mend';
      who: number;
    }
  | { readonly kind: 'set-clock'; who: number; aheadMs: number }
  | { readonly kind: 'state'; who: number; state: 'ready' | 'busy' | 'away' }
  | { readonly kind: 'pass'; ms: number };

const who = fc.nat({ max: 3 });
const anyCallback = fc.nat({ max: 9 });
const on = <K extends string>(kind: K) => fc.record({ kind: fc.constant(kind), who, which: anyCallback });
const to = <K extends string>(kind: K) => fc.record({ kind: fc.constant(kind), who });

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: on('request') },
  { weight: 8, arbitrary: on('claim') },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('all-claim' as const), which: anyCallback }) },
  { weight: 8, arbitrary: on('dial') },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('tell' as const),
      who,
      which: anyCallback,
      outcome: fc.constantFrom<Outcome>('spoke', 'no-answer', 'busy', 'voicemail-left', 'wrong-number'),
    }),
  },
  {
    weight: 16,
    arbitrary: fc.record({
      kind: fc.constant('work' as const),
      who,
      which: anyCallback,
      outcome: fc.constantFrom<Outcome>('no-answer', 'busy', 'busy', 'no-answer', 'spoke'),
      callMs: fc.oneof(fc.nat({ max: 60_000 }), fc.nat({ max: 500_000 })),
    }),
  },
  { weight: 2, arbitrary: on('note') },
  { weight: 2, arbitrary: on('release') },
  { weight: 1, arbitrary: on('reschedule') },
  { weight: 2, arbitrary: to('silent') },
  { weight: 4, arbitrary: to('speak') },
  { weight: 1, arbitrary: to('cut') },
  { weight: 1, arbitrary: to('restart') },
  { weight: 1, arbitrary: to('lose-acks') },
  { weight: 1, arbitrary: to('lose-publications') },
  { weight: 2, arbitrary: to('mend') },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('set-clock' as const),
      who,
      aheadMs: fc.constantFrom(-7_200_000, 0, 7_200_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('state' as const),
      who,
      state: fc.constantFrom('ready' as const, 'busy' as const, 'away' as const),
    }),
  },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.nat({ max: 60_000 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.integer({ min: 200_000, max: 400_000 }),
    }),
  },
);

const AGENTS = ['ana', 'ben', 'cy', 'lead-di'] as const;

/** Four desks, one hub, and whatever happens to them. Remembers what was done, apart from the product. */
export class Chaos {
  readonly world = new World();
  readonly desks: TestDesk[];
  readonly dials: Dial[] = [];
  /** Outcomes that somebody was told are kept, by author and callback. */
  readonly told: { readonly agent: string; readonly callbackId: string }[] = [];
  readonly noted: string[] = [];
  readonly #ids: string[] = [];
  readonly #open: Promise<unknown>[] = [];

  constructor() {
    // Short leases and retries: so much happens in a few minutes as elsewhere in a day.
    const retry = { maxAttempts: 20, noAnswerMin: 1, busyMin: 1, voicemailMin: 1 };
    const rules = { offlineReserve: 1, leaseMin: 5, retry };
    this.desks = AGENTS.map((agent) => this.world.desk(agent, { rules }));
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const desk of this.desks) await desk.start();
    for (const [last, desk] of this.desks.entries()) this.#request(desk, last);
    await this.world.settle();
    for (const one of steps) {
      await this.#take(one);
      await this.world.clock.pass(300);
    }
    for (const desk of this.desks) {
      this.#mend(desk);
      desk.queue.setAgent('away');
    }
    // What is done while one waits for another thing is waited for as well.
    for (let done = 0; done < this.#open.length;) {
      const open = this.#open.length;
      void Promise.all(this.#open).then(() => (done = open));
      await this.world.clock.pass(60_000);
    }
    await this.world.clock.pass(120_000);
  }

  async close(): Promise<void> {
    for (const desk of this.desks) {
      await desk.ask(desk.queue.close('stop'));
      desk.store.close();
    }
  }

  #mend(desk: TestDesk): void {
    const { hub } = desk;
    hub.faults.loseAcks = false;
    hub.faults.losePublications = false;
    this.#speak(desk);
  }

  /** What was on its way through a black hole is lost, and with it the connection. */
  #speak({ hub }: TestDesk): void {
    if (!hub.isSilent) return;
    hub.cut();
    hub.speakAgain();
  }

  async #take(one: Step): Promise<void> {
    if (one.kind === 'pass') return this.world.clock.pass(one.ms);
    if (one.kind === 'all-claim') {
      for (const desk of this.desks) this.#claim(desk, this.#id(one.which));
      return;
    }
    const desk = this.desks[one.who % this.desks.length];
    if (!desk) throw new Error('no such desk');
    if ('which' in one) return this.#work(desk, one);
    return this.#befall(desk, one);
  }

  async #befall(desk: TestDesk, one: Exclude<Step, { which: number } | { kind: 'pass' }>): Promise<void> {
    switch (one.kind) {
      case 'silent':
        return desk.hub.fallSilent();
      case 'speak':
        return this.#speak(desk);
      case 'cut':
        return desk.hub.cut();
      case 'restart':
        return desk.restart();
      case 'lose-acks':
        desk.hub.faults.loseAcks = true;
        return;
      case 'lose-publications':
        desk.hub.faults.losePublications = true;
        return;
      case 'mend':
        return this.#mend(desk);
      case 'set-clock':
        desk.aheadMs = one.aheadMs;
        return;
      case 'state':
        return desk.queue.setAgent(one.state);
    }
  }

  #work(desk: TestDesk, one: Extract<Step, { which: number; who: number }>): void {
    const id = this.#id(one.which);
    if (one.kind === 'request') return this.#request(desk, one.which);
    if (id === '') return;
    const { commands } = desk.queue;
    switch (one.kind) {
      case 'claim':
        return this.#claim(desk, id);
      case 'work':
        return void this.#open.push(this.#workOn(desk, id, one.outcome, one.callMs));
      case 'dial':
        return void this.#open.push(this.#dial(desk, id));
      case 'tell':
        return this.#tell(desk, id, one.outcome);
      case 'note': {
        const text = `note ${this.noted.length}`;
        return this.#ask(commands.addCallbackNote({ callbackId: id, text }), () => this.noted.push(text));
      }
      case 'release':
        return this.#ask(commands.releaseCallback({ callbackId: id, to: null }));
      case 'reschedule': {
        const dueMs = this.world.clock.now();
        const asked = { callbackId: id, dueMs, window: null, zone: null, priority: null };
        return this.#ask(commands.rescheduleCallback(asked));
      }
    }
  }

  #request(desk: TestDesk, last: number): void {
    const made = desk.queue.commands.requestCallback({
      number: `+1 202 555 010${last}`,
      name: `Patient ${last}`,
      reason: 'Billing',
      language: '',
      priority: 'normal',
      zone: null,
      window: null,
      dueMs: null,
      note: '',
      callId: null,
    });
    this.#open.push(made.then((result) => result.ok && this.#ids.push(result.value.callbackId)));
  }

  #claim(desk: TestDesk, callbackId: string): void {
    if (callbackId !== '') this.#ask(desk.queue.commands.claimCallback({ callbackId }));
  }

  async #workOn(desk: TestDesk, callbackId: string, outcome: Outcome, callMs: number): Promise<void> {
    const { queue } = desk;
    const claimed = await queue.commands.claimCallback({ callbackId });
    if (!claimed.ok || desk.queue !== queue || !(await this.#dial(desk, callbackId))) return;
    await new Promise<void>((resolve) => void this.world.clock.after(callMs, resolve));
    if (desk.queue === queue) this.#tell(desk, callbackId, outcome);
  }

  async #dial(desk: TestDesk, callbackId: string): Promise<boolean> {
    const deskId = desk.store.facts.get('desk-id') ?? '';
    const { agent } = desk;
    const dialled = await desk.queue.startDial({ callbackId, again: false });
    if (dialled.ok) this.dials.push({ agent, desk: deskId, callbackId, atMs: this.world.clock.now() });
    return dialled.ok;
  }

  #tell(desk: TestDesk, callbackId: string, outcome: Outcome): void {
    const { agent } = desk;
    const said = { callbackId, outcome, laterMs: null, note: '' };
    this.#ask(desk.queue.commands.recordOutcome(said), () => this.told.push({ agent, callbackId }));
  }

  #ask(answer: Promise<{ ok: boolean }>, then: () => void = () => undefined): void {
    this.#open.push(answer.then(({ ok }) => ok && then()));
  }

  #id(which: number): string {
    return this.#ids.length === 0 ? '' : (this.#ids[which % this.#ids.length] ?? '');
  }
}

export function eventsOf(log: MemoryLog): LoggedEvent[] {
  return log.messages.flatMap((message) => {
    const read = plainCodec.open(message);
    return read.kind === 'event' ? [{ ...message, event: read.event }] : [];
  });
}
