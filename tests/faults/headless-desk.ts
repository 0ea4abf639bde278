import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentAccess } from '../../main/hub/agent-file.ts';
import type { CommandAnswer, CommandInput, QueueCommandName } from '../../main/callbacks/queue-port.ts';
import type { AppError } from '../../shared/result.ts';
import { until } from '../pbx/until.ts';
import type { DeskBeginning, DeskQuestions, FromDesk, QuestionName } from './desk-messages.ts';

const PROGRAM = new URL('desk-program.ts', import.meta.url);

export type DeskPlan = Partial<Pick<DeskBeginning, 'leaseMin' | 'offlineReserve' | 'aheadMs' | 'servers'>>;

/** One desk in a process of its own, which may be killed and started again on the same records. */
export class HeadlessDesk {
  readonly agent: string;
  readonly folder = mkdtempSync(join(tmpdir(), 'hearthline-desk-'));
  /** This desk's id, as its events have it. */
  desk = '';
  findings: readonly AppError[] = [];
  plan: DeskPlan;
  readonly #access: AgentAccess;
  #child: ChildProcess | null = null;
  #lastId = 0;
  #output = '';
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();

  constructor(access: AgentAccess, plan: DeskPlan = {}) {
    this.agent = access.agent;
    this.#access = access;
    this.plan = plan;
  }

  async start(): Promise<this> {
    const child = fork(PROGRAM, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#child = child;
    child.on('message', (message) => this.#take(message as FromDesk));
    child.once('exit', (code, signal) => this.#ended(child, signal ?? `exit code ${code}`));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (bytes: Buffer) => (this.#output = (this.#output + bytes.toString()).slice(-4000)));
    }
    const { seed, ...access } = this.#access;
    const begun = await this.ask('begin', {
      agent: this.agent,
      folder: this.folder,
      access: JSON.stringify({ ...access, seed: Buffer.from(seed).toString('base64url') }),
      servers: access.servers,
      leaseMin: 20,
      offlineReserve: 0,
      aheadMs: 0,
      ...this.plan,
    });
    this.desk = begun.desk;
    this.findings = begun.findings;
    return this;
  }

  get isRunning(): boolean {
    return this.#child !== null;
  }

  /** Rejects when the process ends first. */
  ask<N extends QuestionName>(
    name: N,
    input: DeskQuestions[N]['input'],
  ): Promise<DeskQuestions[N]['answer']> {
    const child = this.#child;
    if (!child) return Promise.reject(new Error(`${this.agent}'s desk does not run`));
    this.#lastId += 1;
    const answer = Promise.withResolvers<unknown>();
    this.#open.set(this.#lastId, answer);
    // A desk that is killed at this moment takes no more questions.
    child.send({ id: this.#lastId, name, input }, (error) => error && answer.reject(error));
    return answer.promise as Promise<DeskQuestions[N]['answer']>;
  }

  async command<N extends QueueCommandName>(name: N, input: CommandInput<N>): Promise<CommandAnswer<N>> {
    return (await this.ask('command', { name, input })) as CommandAnswer<N>;
  }

  state(): Promise<DeskQuestions['state']['answer']> {
    return this.ask('state', null);
  }

  /** Resolves once the desk is online with nothing left to send. */
  async caughtUp(limitMs = 60_000): Promise<void> {
    const look = async () => {
      const { link, unsent, lastSeq, alarms, reports } = await this.state();
      return { link, unsent, lastSeq, alarms, reports: reports.slice(-6) };
    };
    const isCaughtUp = async () => {
      const { link, unsent } = await look();
      return link.name === 'online' && unsent.count === 0;
    };
    await until(`${this.agent}'s desk to catch up`, isCaughtUp, limitMs).catch(async (error: unknown) => {
      throw new Error(JSON.stringify(await look()), { cause: error });
    });
  }

  async link(name: string, limitMs = 30_000): Promise<void> {
    await until(
      `${this.agent}'s desk to be ${name}`,
      async () => (await this.state()).link.name === name,
      limitMs,
    );
  }

  async kill9(): Promise<void> {
    this.#child?.kill('SIGKILL');
    await this.ended();
  }

  /** Resolves when the process is gone. */
  async ended(): Promise<void> {
    if (this.#child) await once(this.#child, 'exit');
  }

  /** The most bytes a file of this process may have from now on; null: as many as it likes. */
  limitFiles(bytes: number | null): void {
    execFileSync('prlimit', ['--pid', String(this.#child?.pid), `--fsize=${bytes ?? 'unlimited'}:unlimited`]);
  }

  async remove(): Promise<void> {
    await this.kill9();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #take({ id, answer, thrown }: FromDesk): void {
    const open = this.#open.get(id);
    this.#open.delete(id);
    if (thrown === undefined) open?.resolve(answer);
    else open?.reject(new Error(`${this.agent}'s desk: ${thrown}`));
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child === child) this.#child = null;
    const error = new Error(`${this.agent}'s desk ended (${how}). ${this.#output}`);
    for (const open of this.#open.values()) open.reject(error);
    this.#open.clear();
  }
}
