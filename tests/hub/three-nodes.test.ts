import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../pbx/until.ts';
import { checkHere } from './hub-command.ts';
import { startTestHub, type TestHub } from './nats.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub({ nodes: 3, agents: ['anna'] });
});
afterAll(() => hub?.stop());

async function publish(count: number, prefix: string): Promise<void> {
  // While a new leader is chosen there is no answer; the same callback is asked for again then.
  for (let at = 0; at < count; at += 1) {
    await until(
      'an answer',
      async () => {
        const alive = await hub.connectAs('anna').catch(() => null);
        const answer = await alive
          ?.request(`cb.${prefix}-${at}-id.anna`, 'x', { timeout: 2000 })
          .catch(() => null);
        await alive?.close();
        return answer?.string().includes('"seq"') === true;
      },
      60_000,
    );
  }
}

/** Last position and count of the log on each node. */
async function ends(): Promise<string[]> {
  const all = await Promise.all(hub.nodes.map(({ name }) => hub.health(name)));
  return all.map(({ streams }) => {
    const state = streams.find(({ name }) => name === 'CB')?.state;
    return `${state?.last_seq} ${state?.messages}`;
  });
}

const untilEven = () =>
  until('the replicas to be even', async () => new Set(await ends()).size === 1, 60_000);

/** The callbacks are even first; the streams that nobody wrote to follow when their own leaders have been chosen. */
const untilWell = async () => {
  await untilEven();
  let report: Awaited<ReturnType<typeof checkHere>> | undefined;
  await until(
    'check to find nothing',
    async () => (report = await checkHere(hub.dir)).code === 0,
    60_000,
  ).catch((error: unknown) => {
    throw new Error(report?.out ?? 'check did not answer', { cause: error });
  });
};

describe('a hub of three nodes', () => {
  it('is well, with every replica at the same end', async () => {
    await publish(5, 'begin');
    await untilWell();
  });

  it('goes on without any one of them, its leader too, and says which is missing', async () => {
    const leader = await hub.leaderOf('CB');
    await hub.kill9(leader);
    await publish(5, 'without');
    const report = await checkHere(hub.dir);
    expect(report).toMatchObject({ code: 1, out: expect.stringContaining(`${leader}: The hub at wss://`) });
    await hub.restart(leader);
    await untilWell();
  });

  it('fills a node anew whose disk was lost', async () => {
    const before = await ends();
    await hub.stopNodes('hub2');
    rmSync(hub.storeDir('hub2'), { recursive: true });
    await hub.restart('hub2');
    await untilWell();
    expect(await ends()).toEqual(before);
  });

  it('is restarted node by node, as for an upgrade, without ever being away', async () => {
    for (const { name } of hub.nodes) {
      await hub.stopNodes(name);
      await publish(1, `during-${name}`);
      await hub.restart(name);
      await untilEven();
    }
    await untilWell();
  });

  it('writes nothing while two are away, and everything once one of them is back', async () => {
    await hub.kill9('hub1', 'hub3');
    const before = (await hub.health('hub2')).streams.find(({ name }) => name === 'CB')?.state.last_seq;
    const anna = await hub.connectAs('anna', hub.servers.slice(1, 2));
    // No answer, or one that says why: both mean that nothing is promised.
    const answer = await anna.request('cb.alone-at-all.anna', 'x', { timeout: 2000 }).catch(() => null);
    expect(answer?.string() ?? '').not.toContain('"seq"');
    await anna.close();
    expect((await hub.health('hub2')).streams.find(({ name }) => name === 'CB')?.state.last_seq).toBe(before);
    await hub.restart('hub3');
    await publish(1, 'together');
    await hub.restart('hub1');
    await untilWell();
  });
});
