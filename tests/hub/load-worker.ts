/** A process with some of the load's desks; started by load.ts, ends with it. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Claim, LoadAgent } from './load-agent.ts';
import type { LoadAnswer, LoadOrder, LoadResult } from './load-messages.ts';

const agents = new Map<string, LoadAgent>();
/** Desks that sign in at the same moment: the hub has to bear them all. */
const OPEN_AT_ONCE = 25;

process.on('disconnect', () => process.exit());
process.on('message', (order: LoadOrder) => {
  void obey(order)
    .catch((error: unknown): LoadAnswer => ({
      kind: 'failed',
      why: String(error instanceof Error ? error.stack : error),
    }))
    .then((answer) => process.send?.(answer));
});

async function obey(order: LoadOrder): Promise<LoadAnswer> {
  const nothing: LoadAnswer = { kind: 'done', result: { tookMs: [], lost: 0, unknown: 0 } };
  switch (order.kind) {
    case 'open':
      await openAll(order.agents.map((access) => new LoadAgent(access)));
      return nothing;
    case 'realistic':
      return summed(
        await Promise.all(
          order.claims.map(({ agent, atMs }) => callOne(agentOf(agent), atMs, order.pauseMs)),
        ),
      );
    case 'stampede':
      return summed(
        await Promise.all([...agents.values()].map((agent) => claimAndPutBack(agent, order.callbackId))),
      );
    case 'flat-out': {
      const untilMs = performance.now() + order.forMs;
      return summed((await Promise.all([...agents.values()].map((agent) => flatOut(agent, untilMs)))).flat());
    }
    case 'catch-up':
      await Promise.all([...agents.values()].map((agent) => agent.hasSeen(order.seq)));
      return nothing;
    case 'report':
      return { kind: 'report', report: report() };
    case 'close':
      await Promise.all([...agents.values()].map((agent) => agent.close()));
      return nothing;
  }
}

async function openAll(waiting: LoadAgent[]): Promise<void> {
  const one = async (): Promise<void> => {
    for (let agent = waiting.pop(); agent; agent = waiting.pop()) {
      await agent.open();
      agents.set(agent.name, agent);
    }
  };
  await Promise.all(Array.from({ length: OPEN_AT_ONCE }, one));
}

/** A desk takes the next callback, looks at it, calls, talks, and says how it went. */
async function callOne(agent: LoadAgent, atMs: number, pauseMs: number): Promise<Claim> {
  const pause = () => delay(Math.random() * pauseMs);
  await delay(atMs);
  for (;;) {
    const claim = await claimOneOf(agent, 20);
    if (claim === null) throw new Error('no callback is left to claim');
    // Somebody was quicker: the next one, as an agent would.
    if (claim.result.kind === 'lost') continue;
    if (claim.result.kind !== 'mine') return claim.result;
    await pause();
    const dialled = await agent.say(claim.callbackId, { type: 'dial-started' });
    // No answer: a desk would ask the log and not dial; the claim stands all the same.
    if (dialled.kind !== 'stored') return claim.result;
    await agent.hasSeen(dialled.seq);
    await pause();
    const nowMs = Date.now();
    const next = { kind: 'done' } as const;
    await agent.say(claim.callbackId, { type: 'outcome', outcome: 'spoke', next, spokeMs: nowMs });
    return claim.result;
  }
}

async function claimOneOf(
  agent: LoadAgent,
  first: number,
): Promise<{ callbackId: string; result: Claim } | null> {
  const free = agent.free(first);
  const callback = free[Math.floor(Math.random() * free.length)];
  if (!callback) return null;
  return { callbackId: callback.id, result: await agent.claim(callback.id) };
}

async function claimAndPutBack(agent: LoadAgent, callbackId: string): Promise<Claim> {
  const claim = await agent.claim(callbackId);
  if (claim.kind === 'mine') await agent.say(callbackId, { type: 'released' });
  return claim;
}

async function flatOut(agent: LoadAgent, untilMs: number): Promise<Claim[]> {
  const claims: Claim[] = [];
  while (performance.now() < untilMs) {
    const claim = await claimOneOf(agent, 400);
    if (claim === null) {
      // All are held this very moment: the next message of the log frees one.
      await Promise.race([agent.hasSeen(agent.seen + 1), delay(untilMs - performance.now())]);
      continue;
    }
    claims.push(claim.result);
    if (claim.result.kind === 'mine') await agent.say(claim.callbackId, { type: 'released' });
  }
  return claims;
}

function summed(claims: readonly Claim[]): LoadAnswer {
  const result: LoadResult = {
    tookMs: claims.flatMap((claim) => (claim.kind === 'mine' ? [claim.tookMs] : [])),
    lost: claims.filter(({ kind }) => kind === 'lost').length,
    unknown: claims.filter(({ kind }) => kind === 'unknown').length,
  };
  return { kind: 'done', result };
}

function report() {
  const all = [...agents.values()];
  return {
    reopened: all.reduce((sum, { reopened }) => sum + reopened, 0),
    acknowledged: all.flatMap(({ acknowledged }) => acknowledged),
    dialled: all.flatMap(({ name, dialled }) => dialled.map((one) => ({ agent: name, ...one }))),
  };
}

function agentOf(name: string): LoadAgent {
  const agent = agents.get(name);
  if (!agent) throw new Error(`${name} is in another process`);
  return agent;
}
