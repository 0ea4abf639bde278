/**
 * A team at work on a real hub: claims as they come in a day, everybody after one callback, and as fast as it goes.
 * What the desks were promised and what they believe is compared with the log itself.
 *
 *   node tests/hub/load.ts [--long] [--nodes 1|3] [--agents 200]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { foldGroup } from '#shared/callback/fold.ts';
import type { Callback } from '#shared/callback/callback.ts';
import type { LoggedEvent } from '#shared/callback/event.ts';
import { spread, type Spread } from '../bench/spread.ts';
import { watchingDisk } from './disk-watch.ts';
import { LoadAgent } from './load-agent.ts';
import type { LoadAnswer, LoadOrder, LoadReport, LoadResult } from './load-messages.ts';
import { readLog } from './log-reader.ts';
import { startTestHub, type TestHub } from './nats.ts';

export interface LoadPlan {
  readonly nodes: 1 | 3;
  readonly agents: number;
  readonly callbacks: number;
  readonly claimsPerMinute: number;
  readonly realisticMs: number;
  /**
   * The longest that somebody looks at a callback before the call, and the longest that they talk. Nobody does the three
   * in one breath: their events would come in bursts that no team makes.
   */
  readonly pauseMs: number;
  readonly stampedes: number;
  readonly flatOutMs: number;
}

/** Kept short for `npm test`; `--long` is for figures. */
export const SHORT: Omit<LoadPlan, 'nodes'> = {
  agents: 200,
  callbacks: 120,
  claimsPerMinute: 200,
  realisticMs: 6000,
  pauseMs: 1000,
  stampedes: 5,
  flatOutMs: 2000,
};
const LONG: Omit<LoadPlan, 'nodes'> = {
  agents: 200,
  callbacks: 1200,
  claimsPerMinute: 200,
  realisticMs: 180_000,
  pauseMs: 20_000,
  stampedes: 50,
  flatOutMs: 20_000,
};

export interface LoadFigures {
  readonly nodes: number;
  readonly agents: number;
  readonly openMs: number;
  readonly realistic: Figures;
  /** Meanwhile, on the disk that the hub writes to: every acknowledgement waits for it. */
  readonly diskSync: Spread;
  readonly stampede: Figures;
  readonly flatOut: Figures & { readonly claimsPerS: number; readonly attemptsPerS: number };
  /** Events that a desk was promised and that the log does not have. */
  readonly missing: number;
  readonly acknowledged: number;
  /** Callbacks that two desks were entitled to dial at once. */
  readonly heldByTwo: number;
  readonly events: number;
  /** Links that were lost on the way and made anew. */
  readonly reopened: number;
}

interface Figures {
  /** How long the claims took that were won, in ms. */
  readonly won: Spread;
  readonly lost: number;
  readonly unknown: number;
}

const PROCESSES = 2;
/** Sits with the director and brings the requests. */
const CLERK = 'clerk';

/** Runs the whole load on a hub of its own. */
export async function runLoad(plan: LoadPlan): Promise<LoadFigures> {
  const names = Array.from({ length: plan.agents }, (_, at) => `agent-${at + 1}`);
  const hub = await startTestHub({ nodes: plan.nodes, agents: [CLERK, ...names] });
  const workers = Array.from({ length: PROCESSES }, () => new Worker());
  try {
    const clerk = new LoadAgent(hub.access(CLERK));
    await clerk.open();
    const ids = await request(clerk, plan.callbacks);
    const startedMs = performance.now();
    await Promise.all(
      workers.map((worker, at) =>
        worker.ask({ kind: 'open', agents: shareOf(names, at).map((name) => hub.access(name)) }),
      ),
    );
    const openMs = performance.now() - startedMs;
    const { done: realistic, syncMs } = await watchingDisk(() => claimAllDay(workers, names, plan));
    const stampede = await stampedes(workers, clerk, ids, plan.stampedes);
    const flatOut = await asFastAsItGoes(workers, plan.flatOutMs);
    const verdict = await compare(hub, workers, clerk);
    await clerk.close();
    const { nodes, agents } = plan;
    return { nodes, agents, openMs, realistic, diskSync: spread(syncMs), stampede, flatOut, ...verdict };
  } finally {
    for (const worker of workers) worker.end();
    await hub.stop();
  }
}

/** Requests from patients who do not exist, each with a number and reason of its own. */
async function request(clerk: LoadAgent, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, at) => `callback-${String(at).padStart(6, '0')}`);
  const waiting = [...ids];
  const one = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const said = await clerk.say(id, {
        type: 'requested',
        number: `+155501${id.slice(-2)}`,
        name: 'Somebody Invented',
        reason: `Reason ${id}`,
        priority: 'normal',
        requestedMs: Date.now(),
        source: 'agent',
      });
      if (said.kind !== 'stored') throw new Error(`a request was ${said.kind}`);
    }
  };
  await Promise.all(Array.from({ length: 10 }, one));
  return ids;
}

async function claimAllDay(
  workers: readonly Worker[],
  names: readonly string[],
  plan: LoadPlan,
): Promise<Figures> {
  const count = Math.round((plan.claimsPerMinute * plan.realisticMs) / 60_000);
  const claims = Array.from({ length: count }, () => ({
    agent: names[Math.floor(Math.random() * names.length)] ?? '',
    atMs: Math.random() * plan.realisticMs,
  }));
  const results = await Promise.all(
    workers.map((worker, at) => {
      const mine = new Set(shareOf(names, at));
      const own = claims.filter(({ agent }) => mine.has(agent));
      return worker.ask({ kind: 'realistic', claims: own, pauseMs: plan.pauseMs });
    }),
  );
  return figures(results);
}

async function stampedes(
  workers: readonly Worker[],
  clerk: LoadAgent,
  ids: readonly string[],
  count: number,
): Promise<Figures> {
  const results: LoadResult[] = [];
  const open = ids.filter((id) => clerk.callback(id)?.status === 'open').slice(-count);
  for (const callbackId of open)
    results.push(
      ...(await Promise.all(workers.map((worker) => worker.ask({ kind: 'stampede', callbackId })))),
    );
  return figures(results);
}

async function asFastAsItGoes(workers: readonly Worker[], forMs: number): Promise<LoadFigures['flatOut']> {
  const startedMs = performance.now();
  const results = await Promise.all(workers.map((worker) => worker.ask({ kind: 'flat-out', forMs })));
  const tookS = (performance.now() - startedMs) / 1000;
  const all = figures(results);
  return { ...all, claimsPerS: all.won.count / tookS, attemptsPerS: (all.won.count + all.lost) / tookS };
}

/** Promises and beliefs against the log. */
async function compare(hub: TestHub, workers: readonly Worker[], clerk: LoadAgent) {
  const log = await readLog(hub, CLERK);
  const last = log.at(-1)?.seq ?? 0;
  await clerk.hasSeen(last);
  await Promise.all(workers.map((worker) => worker.ask({ kind: 'catch-up', seq: last })));
  const reports = await Promise.all(workers.map((worker) => worker.report()));
  await Promise.all(workers.map((worker) => worker.ask({ kind: 'close' })));
  const acknowledged = [...clerk.acknowledged, ...reports.flatMap((one) => one.acknowledged)];
  const bySeq = new Map(log.map((one) => [one.seq, one]));
  const missing = acknowledged.filter(({ seq, callbackId, eventId }) => {
    const stored = bySeq.get(seq);
    return stored?.callbackId !== callbackId || stored.event.id !== eventId;
  });
  return {
    missing: missing.length,
    acknowledged: acknowledged.length,
    heldByTwo: heldByTwo(log, reports),
    events: log.length,
    reopened: reports.reduce((sum, one) => sum + one.reopened, clerk.reopened),
  };
}

/**
 * Every claim that a desk took for its own, and would dial on, has to be one that the log gave it: there was no hold
 * before it, and it made one. (A claim whose answer never came may stand in the log without anybody believing in it:
 * nobody dials on that.)
 */
function heldByTwo(log: readonly LoggedEvent[], reports: readonly LoadReport[]): number {
  const believed = reports.flatMap(({ dialled }) => dialled);
  const given = claimsGiven(log);
  const twice = believed.length - new Set(believed.map(({ claimSeq }) => claimSeq)).size;
  return twice + believed.filter(({ agent, claimSeq }) => given.get(claimSeq) !== agent).length;
}

/** Positions of the claims that made a hold where there was none, and whose it was. */
function claimsGiven(log: readonly LoggedEvent[]): Map<number, string> {
  const given = new Map<number, string>();
  for (const events of Map.groupBy(log, ({ callbackId }) => callbackId).values()) {
    let before: Callback | undefined;
    for (const [at, { seq, event, author }] of events.entries()) {
      const [after] = foldGroup(events.slice(0, at + 1));
      const isGiven = event.type === 'claimed' && before?.hold === null && after?.hold?.agent === author;
      if (isGiven) given.set(seq, author);
      before = after;
    }
  }
  return given;
}

function figures(results: readonly LoadResult[]): Figures {
  return {
    won: spread(results.flatMap((one) => one.tookMs)),
    lost: results.reduce((sum, { lost }) => sum + lost, 0),
    unknown: results.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

const shareOf = (names: readonly string[], at: number) =>
  names.filter((_, index) => index % PROCESSES === at);

/** A process of desks. */
class Worker {
  readonly #child: ChildProcess = fork(join(import.meta.dirname, 'load-worker.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });

  async ask(order: LoadOrder): Promise<LoadResult> {
    const answer = await this.#answer(order);
    if (answer.kind !== 'done') throw new Error(answer.kind === 'failed' ? answer.why : answer.kind);
    return answer.result;
  }

  async report(): Promise<LoadReport> {
    const answer = await this.#answer({ kind: 'report' });
    if (answer.kind !== 'report') throw new Error(answer.kind === 'failed' ? answer.why : answer.kind);
    return answer.report;
  }

  end(): void {
    this.#child.kill();
  }

  #answer(order: LoadOrder): Promise<LoadAnswer> {
    return new Promise((resolve, reject) => {
      const gone = (code: number | null) => reject(new Error(`a process of the load ended with ${code}`));
      this.#child.once('exit', gone);
      this.#child.once('message', (answer: LoadAnswer) => {
        this.#child.off('exit', gone);
        resolve(answer);
      });
      this.#child.send(order);
    });
  }
}

/** The figures in a few lines. */
export function inLines(one: LoadFigures): string[] {
  const times = ({ p50, p99, max }: Spread) =>
    `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, slowest ${max.toFixed(0)} ms`;
  const ms = ({ won, lost, unknown }: Figures) =>
    `${won.count} claims, ${times(won)}, ${lost} lost races, ${unknown} unanswered`;
  return [
    `hub load: ${one.nodes} node${one.nodes > 1 ? 's' : ''}, ${one.agents} agents (all signed in after ${(one.openMs / 1000).toFixed(1)} s)`,
    `  200 claims a minute: ${ms(one.realistic)}`,
    `  the disk meanwhile:  a write and its sync, ${times(one.diskSync)}`,
    `  all after one:       ${ms(one.stampede)}`,
    `  as fast as it goes:  ${one.flatOut.claimsPerS.toFixed(0)} claims/s of ${one.flatOut.attemptsPerS.toFixed(0)} attempts/s; ${ms(one.flatOut)}`,
    `  log: ${one.events} events; ${one.acknowledged} acknowledged, ${one.missing} of them missing; ${one.heldByTwo} held by two; ${one.reopened} links made anew`,
  ];
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({
    options: { long: { type: 'boolean' }, nodes: { type: 'string' }, agents: { type: 'string' } },
  });
  const plan = values.long ? LONG : SHORT;
  const sizes = values.nodes === undefined ? ([1, 3] as const) : ([values.nodes === '3' ? 3 : 1] as const);
  for (const nodes of sizes) {
    const figuresOf = await runLoad({ ...plan, nodes, agents: Number(values.agents ?? plan.agents) });
    for (const line of inLines(figuresOf)) console.log(line);
  }
}
