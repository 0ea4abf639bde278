import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/nats-core';
import type { AgentAccess } from '../../main/hub/agent-file.ts';
import { identityFrom, newSeed, roleOf } from '../../main/hub/identity.ts';
import { Admin } from '../../tools/hub/admin.ts';
import { AdminSession } from '../../tools/hub/admin-session.ts';
import { CONFIG_FILE, LOG_FILE } from '../../tools/hub/config.ts';
import { connectHub } from '../../tools/hub/connect.ts';
import { initHub } from '../../tools/hub/init.ts';
import { authorityOf, enrol } from '../../tools/hub/members.ts';
import { askNode, type NodeHealth } from '../../tools/hub/node-health.ts';
import { bringUp, untilReady } from '../../tools/hub/ready.ts';
import type { RunningNode } from '../../tools/hub/server.ts';
import { storeKey } from '../../tools/hub/store-key.ts';
import { type HubNode, nodeDir, readTeam, serverUrls, type TeamFolder } from '../../tools/hub/team.ts';
import { type Running, startProcess } from '../pbx/processes.ts';
import { until } from '../pbx/until.ts';
import { ensureNatsServer } from './install.mjs';

export interface TestHubOptions {
  nodes?: 1 | 3;
  /** Hub names; those that begin with lead- lead, those with intake- are ways in. */
  agents?: readonly string[];
  /** `old`: a nats-server that Hearthline must refuse. */
  server?: 'current' | 'old';
}

/** A real hub on 127.0.0.1, as `npm run hub` makes it: the same configuration, TLS, accounts and streams. */
export class TestHub {
  #folder: TeamFolder;
  readonly admin: Admin;
  readonly #program: string;
  readonly #seeds: ReadonlyMap<string, Uint8Array>;
  readonly #running = new Map<string, Running>();

  private constructor(
    folder: TeamFolder,
    admin: Admin,
    program: string,
    seeds: ReadonlyMap<string, Uint8Array>,
  ) {
    this.#folder = folder;
    this.admin = admin;
    this.#program = program;
    this.#seeds = seeds;
  }

  static async create({ nodes = 1, agents = [], server = 'current' }: TestHubOptions): Promise<TestHub> {
    const { program } = await ensureNatsServer({ which: server, onProgress: console.error });
    const dir = await mkdtemp(join(tmpdir(), 'hearthline-hub-'));
    const { folder } = await initHub({
      dir,
      name: 'Test team',
      hosts: ['localhost'],
      nodes,
      port: 0,
      bind: null,
      reads: { country: 'US', timezone: 'America/New_York' },
      agents: [],
      certificate: null,
    });
    const admin = Admin.open(dir, folder.team.teamId);
    const seeds = new Map(agents.map((name) => [name, newSeed()]));
    const people = [...seeds].map(([name, seed]) => ({
      name,
      displayName: name,
      role: roleOf(name),
      identity: identityFrom(seed),
    }));
    return new TestHub(people.length > 0 ? enrol(folder, admin, people) : folder, admin, program, seeds);
  }

  get dir(): string {
    return this.#folder.dir;
  }

  /** The team file as it is now: the tool may have changed it. */
  get folder(): TeamFolder {
    return readTeam(this.dir);
  }

  get servers(): string[] {
    return serverUrls(this.#folder.team);
  }

  get nodes(): readonly HubNode[] {
    return this.#folder.team.nodes;
  }

  /** PEM of the authority behind the hub's certificate. */
  get ca(): string {
    return authorityOf(this.#folder) ?? '';
  }

  /** What an agent's opened file holds. */
  access(agent: string): AgentAccess {
    const seed = this.#seeds.get(agent);
    if (seed === undefined) throw new Error(`${agent} is not in this team.`);
    return {
      teamId: this.#folder.team.teamId,
      teamName: this.#folder.team.name,
      servers: this.servers,
      agent,
      displayName: agent,
      adminKey: this.admin.identity.signKey,
      ca: this.ca,
      seed,
    };
  }

  /** A bare connection with an agent's rights, to try what the product never would. */
  connectAs(agent: string, servers: readonly string[] = this.servers): Promise<NatsConnection> {
    const identity = identityFrom(this.access(agent).seed);
    return connectHub({ servers, authority: this.ca, name: agent, identity });
  }

  adminSession(): Promise<AdminSession> {
    return AdminSession.open(this.#folder, this.admin);
  }

  /** Starts every node and makes the streams, as `npm run hub -- start` does. */
  async start(): Promise<this> {
    const running = this.nodes.map((node) => this.#launch(node));
    for (const one of running) await untilReady(this.#folder, one);
    await bringUp(this.#folder, this.admin, running, true);
    return this;
  }

  /** Starts nodes that do not run; resolves when each answers, whatever the rest of the cluster does. */
  async restart(...names: string[]): Promise<void> {
    const running = this.#named(names).map((node) => this.#launch(node));
    for (const one of running) await untilReady(this.#folder, one);
  }

  async kill9(...names: string[]): Promise<void> {
    for (const { name } of this.#named(names)) this.#process(name).signal('SIGKILL');
    for (const { name } of this.#named(names)) await this.#process(name).exited;
  }

  /** Ends nodes properly, for instance before their files are touched. */
  async stopNodes(...names: string[]): Promise<void> {
    for (const { name } of this.#named(names)) await this.#process(name).stop();
  }

  /** SIGSTOP: the sockets stay open and nothing answers. */
  pause(...names: string[]): void {
    for (const { name } of this.#named(names)) this.#process(name).signal('SIGSTOP');
  }

  resume(...names: string[]): void {
    for (const { name } of this.#named(names)) this.#process(name).signal('SIGCONT');
  }

  pid(name: string): number {
    return this.#process(name).pid;
  }

  health(name: string): Promise<NodeHealth> {
    return askNode(this.#folder, this.#node(name), (about) => about.health());
  }

  /**
   * The running node that leads a stream, as more than half of all nodes see it: one that was just started names itself
   * for a moment. Waits for an election that is under way.
   */
  async leaderOf(stream: string): Promise<string> {
    const leaderAt = async (node: string) => {
      const health = await this.health(node).catch(() => null);
      return health?.streams.find(({ name }) => name === stream)?.cluster?.leader;
    };
    return until(
      `a leader of ${stream}`,
      async () => {
        const alive = this.nodes.map(({ name }) => name).filter((name) => this.#isRunning(name));
        const named = await Promise.all(alive.map(leaderAt));
        const votesFor = (node: string) => named.filter((leader) => leader === node).length;
        return alive.find((node) => votesFor(node) > this.nodes.length / 2);
      },
      30_000,
    );
  }

  /** Where a stream's files lie on a node. */
  streamDir(node: string, stream: string): string {
    return join(this.dir, this.#node(node).storeDir, 'jetstream', 'DATA', 'streams', stream);
  }

  storeDir(node: string): string {
    return join(this.dir, this.#node(node).storeDir);
  }

  logFile(node: string): string {
    return join(nodeDir(this.#folder, this.#node(node)), LOG_FILE);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.values()].map((one) => one.stop()));
    await rm(this.dir, { recursive: true, force: true });
  }

  /** Reads the team file again after the tool has changed it. */
  reread(): void {
    this.#folder = readTeam(this.dir);
  }

  #launch(node: HubNode): RunningNode {
    if (this.#isRunning(node.name)) throw new Error(`${node.name} runs already.`);
    const dir = nodeDir(this.#folder, node);
    const key = storeKey(this.#folder, node);
    const running = startProcess(this.#program, ['-c', join(dir, CONFIG_FILE)], {
      logPath: join(dirname(dir), `${node.name}.out`),
      cwd: this.dir,
      env: { ...process.env, JS_KEY: key },
    });
    this.#running.set(node.name, running);
    return {
      node,
      pid: running.pid,
      ended: running.exited,
      hasEnded: () => running.hasExited(),
      waitAtMost: (limitMs) => Promise.race([running.exited.then(() => undefined), delay(limitMs)]),
      stop: () => running.stop(),
      lastWords: () => running.lastWords(),
    };
  }

  #isRunning(name: string): boolean {
    return this.#running.get(name)?.hasExited() === false;
  }

  #named(names: readonly string[]): readonly HubNode[] {
    return names.length === 0 ? this.nodes : names.map((name) => this.#node(name));
  }

  #node(name: string): HubNode {
    const node = this.nodes.find((one) => one.name === name);
    if (!node) throw new Error(`There is no node ${name}.`);
    return node;
  }

  #process(name: string): Running {
    const running = this.#running.get(name);
    if (!running) throw new Error(`${name} was never started.`);
    return running;
  }
}

/** Starts a hub of one node (0.3 s) or three (a few seconds, until they have chosen their leaders). */
export async function startTestHub(options: TestHubOptions = {}): Promise<TestHub> {
  const hub = await TestHub.create(options);
  try {
    return await hub.start();
  } catch (error) {
    await hub.stop();
    throw error;
  }
}
