import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome } from '../../shared/callback/event.ts';
import { startTestHub, type TestHub } from '../hub/nats.ts';
import { TcpRelay } from '../hub/session-relay.ts';
import { HeadlessDesk, type DeskPlan } from './headless-desk.ts';
import type { Random } from './random.ts';
import type { Remembered } from './verdict.ts';

export interface TeamPlan {
  readonly nodes?: 1 | 3;
  readonly desk?: DeskPlan;
  readonly callbacks?: number;
}

/** Reads the log for the verdict and does nothing else. */
export const READER = 'lead-reader';
const AGENTS = ['ana', 'ben', 'lead-cy'] as const;

/** A real hub, three desks in processes of their own, and a memory of what their agents were told. */
export class FaultTeam {
  readonly hub: TestHub;
  readonly random: Random;
  readonly ana: HeadlessDesk;
  readonly ben: HeadlessDesk;
  readonly lead: HeadlessDesk;
  readonly ids: string[] = [];
  readonly remembered: Remembered = { dials: [], told: [], noted: [] };
  readonly #relays: TcpRelay[] = [];

  private constructor(hub: TestHub, random: Random, plan: DeskPlan) {
    this.hub = hub;
    this.random = random;
    const [ana, ben, lead] = AGENTS.map((agent) => new HeadlessDesk(hub.access(agent), plan));
    if (!ana || !ben || !lead) throw new Error('a desk is missing');
    this.ana = ana;
    this.ben = ben;
    this.lead = lead;
  }

  static async create(
    random: Random,
    { nodes = 1, desk = {}, callbacks = 6 }: TeamPlan = {},
  ): Promise<FaultTeam> {
    const hub = await startTestHub({ agents: [...AGENTS, READER], nodes });
    const team = new FaultTeam(hub, random, desk);
    await Promise.all(team.desks.map((one) => one.start()));
    await Promise.all(team.desks.map((one) => one.caughtUp()));
    for (let last = 0; last < callbacks; last += 1) team.ids.push(await team.request(last));
    await team.settled();
    return team;
  }

  get desks(): readonly HeadlessDesk[] {
    return [this.ana, this.ben, this.lead];
  }

  id(index: number): string {
    const id = this.ids[index];
    if (id === undefined) throw new Error('there are not so many callbacks');
    return id;
  }

  /** Every desk that runs is online, has sent everything, and has all that the hub has. */
  async settled(): Promise<void> {
    const running = this.desks.filter(({ isRunning }) => isRunning);
    await Promise.all(running.map((desk) => desk.caughtUp()));
    for (let isSame = false; !isSame;) {
      const seqs = await Promise.all(running.map(async (desk) => (await desk.state()).lastSeq));
      isSame = seqs.every((seq) => seq === seqs[0]);
      if (!isSame) await delay(50);
    }
  }

  /** A way to the hub for one desk that can become a black hole. */
  async relay(): Promise<TcpRelay> {
    const [server = ''] = this.hub.servers;
    const relay = await TcpRelay.to(server);
    this.#relays.push(relay);
    return relay;
  }

  async request(last: number, desk = this.lead): Promise<string> {
    const made = await desk.command('requestCallback', {
      number: `+1 202 555 01${String(last).padStart(2, '0')}`,
      name: `Patient ${last}`,
      reason: 'Test results',
      language: '',
      priority: 'normal',
      zone: null,
      window: null,
      dueMs: null,
      note: '',
      callId: null,
    });
    if (!made.ok) throw new Error(made.error.code);
    return made.value.callbackId;
  }

  claim(desk: HeadlessDesk, callbackId: string) {
    return desk.command('claimCallback', { callbackId });
  }

  async dial(desk: HeadlessDesk, callbackId: string, again = false) {
    const { result, atMs } = await desk.ask('startDial', { callbackId, again });
    const { agent, desk: deskId } = desk;
    if (result.ok) this.remembered.dials.push({ agent, desk: deskId, callbackId, atMs });
    return result;
  }

  async tell(desk: HeadlessDesk, callbackId: string, outcome: Outcome, note = '') {
    // As soon as may be: the same callback comes round again and again.
    const laterMs = outcome === 'asked-for-later' ? Date.now() : null;
    const told = await desk.command('recordOutcome', { callbackId, outcome, laterMs, note });
    if (!told.ok) return told;
    this.remembered.told.push({ agent: desk.agent, callbackId, outcome });
    if (note !== '') this.remembered.noted.push({ callbackId, text: note });
    return told;
  }

  async note(desk: HeadlessDesk, callbackId: string, text: string) {
    const noted = await desk.command('addCallbackNote', { callbackId, text });
    if (noted.ok) this.remembered.noted.push({ callbackId, text });
    return noted;
  }

  /** From claim to outcome, as far as the desk lets its agent. */
  async work(desk: HeadlessDesk, callbackId: string, outcome: Outcome): Promise<boolean> {
    const claimed = await this.claim(desk, callbackId);
    if (!claimed.ok) return false;
    const dialled = await this.dial(desk, callbackId);
    if (!dialled.ok) return false;
    await delay(this.random.between(0, 60));
    return (await this.tell(desk, callbackId, outcome, `said by ${desk.agent}`)).ok;
  }

  /** Both agents work through the queue until `isOver`, going for the same callbacks often enough. */
  async busy(isOver: () => boolean): Promise<void> {
    const shift = async (desk: HeadlessDesk): Promise<void> => {
      while (!isOver()) {
        const id = this.id(this.random.between(0, this.ids.length - 1));
        // Nobody sits and waits for a hub that is away.
        if (!(await this.work(desk, id, 'asked-for-later').catch(() => false))) await delay(20);
      }
    };
    await Promise.all([shift(this.ana), shift(this.ben)]);
  }

  async stop(): Promise<void> {
    await Promise.all(this.desks.map((desk) => desk.remove()));
    await Promise.all(this.#relays.map((relay) => relay.stop()));
    await this.hub.stop();
  }
}
