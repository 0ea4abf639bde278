import { setTimeout as delay } from 'node:timers/promises';
import { type Agent, pinOf } from '../../desk/agent.ts';
import type { Floor } from '../../desk/floor.ts';
import { Queue } from '../../desk/queue.ts';
import { PARTY_HZ } from '../../pbx/parties.ts';
import { median } from '../figures.ts';
import { memoryOfTree, type ProcessMemory } from '../process-memory.ts';
import { beginWatch, waitForLink, type PageWatch, type WatchedWindow } from './page-watch.ts';
import type { Threads } from './threads.ts';

const EXTENSION = '1001';
const SYNC_LIMIT_MS = 180_000;
const MEMORY_SAMPLES = 5;

export type Seen = Omit<PageWatch, 'stop'>;

/** The real app under the bench, with an agent who works on callbacks. */
export class BenchDesk {
  readonly agent: Agent;
  readonly queue: Queue;

  private constructor(agent: Agent) {
    this.agent = agent;
    this.queue = new Queue(agent);
  }

  /** @param userData a folder to go on with; a fresh one without it */
  static async open(floor: Floor, threads: Threads, userData?: string): Promise<BenchDesk> {
    const env = { ...process.env, ...threads.env } as Record<string, string>;
    const agent = await floor.openDesk(PARTY_HZ.agent, {}, { env, ...(userData && { userData }) });
    await agent.signIn(EXTENSION, floor.pbx.account(EXTENSION).password, pinOf(EXTENSION));
    return new BenchDesk(agent);
  }

  /** Everything about joining but the last press. */
  async prepareToJoin({ file, code }: { file: string; code: string }): Promise<void> {
    const { page } = this.agent;
    await this.#place(/^Settings/);
    const chooser = page.waitForEvent('filechooser');
    await this.agent.button('Choose the file…').click();
    await (await chooser).setFiles(file);
    await page.getByRole('textbox', { name: 'Code' }).fill(code);
  }

  /** Presses the key that joins. @returns when, by the wall clock */
  async join(): Promise<number> {
    const atMs = Date.now();
    await this.agent.button('Join the team').click();
    return atMs;
  }

  inStep(): Promise<void> {
    return this.queue.waitFor('in step with the hub', ({ link }) => link.name === 'online', SYNC_LIMIT_MS);
  }

  /** Leaves the queue for the place where calls are. */
  async leaveQueue(): Promise<void> {
    await this.#place(/^Calls/);
    await this.queue.region.waitFor({ state: 'detached' });
  }

  async #place(name: RegExp): Promise<void> {
    await this.agent.page.getByRole('navigation').getByRole('button', { name }).click();
  }

  watch(everyMs: number): Promise<void> {
    return this.agent.page.evaluate(beginWatch, everyMs);
  }

  seen(): Promise<Seen> {
    return this.agent.page.evaluate(() => {
      const { watch } = globalThis as WatchedWindow;
      watch.stop();
      const { trips, longTasks, links, progress } = watch;
      return { trips, longTasks, links, progress };
    });
  }

  /** When the link was this for the last time; wall clock. */
  linkSince(name: string, afterMs: number): Promise<number> {
    return this.agent.page.evaluate(waitForLink, { name, afterMs, limitMs: SYNC_LIMIT_MS });
  }

  /** Proportional memory of all of the app's processes, in MiB; the middle of a few looks. */
  async memoryMiB(): Promise<{ totalMiB: number; byProcess: Record<string, number> }> {
    const looks: ProcessMemory[][] = [];
    for (let count = 0; count < MEMORY_SAMPLES; count += 1) {
      await delay(1000);
      looks.push(memoryOfTree(this.agent.app.pid));
    }
    const totalOf = (look: readonly ProcessMemory[]): number =>
      look.reduce((sum, { pssMiB }) => sum + pssMiB, 0);
    const byProcess: Record<string, number> = {};
    for (const { what, pssMiB } of looks.at(-1) ?? []) {
      byProcess[what] = Math.round((byProcess[what] ?? 0) + pssMiB);
    }
    return { totalMiB: Math.round(median(looks.map(totalOf))), byProcess };
  }
}
