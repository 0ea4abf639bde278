import type { NatsConnection } from '@nats-io/nats-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JsApi } from '../../main/hub/js-api.ts';
import { until } from '../pbx/until.ts';
import { flipBit } from './flip-bit.ts';
import { open } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub({ agents: ['ana'], nodes: 3 });
});
afterAll(() => hub.stop());

/** A node that does not lead the stream cannot read what was written there last; it serves on all the same. */
async function damageOne(stream: string): Promise<void> {
  const leader = await hub.leaderOf(stream);
  const victim = hub.nodes.find(({ name }) => name !== leader)?.name ?? '';
  await hub.stopNodes(victim);
  flipBit(hub.streamDir(victim, stream), (bytes) => bytes - 40);
  await hub.restart(victim);
  // On a busy machine the others may have been silent for so long that it was chosen.
  while ((await hub.leaderOf(stream)) === victim) {
    await hub.stopNodes(victim);
    await hub.leaderOf(stream);
    await hub.restart(victim);
  }
}

/** Any of the three may be the one that feeds a desk: of so many desks nearly always some are fed by the damaged one. */
const DESKS = Array.from({ length: 12 }, (_, index) => index);

async function readSignals(): Promise<void> {
  const session = await open(natsHub(hub.access('ana')));
  let read = 0;
  let hasNoMore = false;
  const followed = await session.signals?.follow(
    0,
    (messages) => {
      read += messages.length;
      hasNoMore ||= messages.length === 0;
    },
    (fault) => expect.unreachable(fault.code),
  );
  expect(followed).toEqual({ ok: true, value: 2 });
  await until('the signals, or that no more will come', () => read === 2 || hasNoMore);
  await session.close();
}

describe('a node that cannot read something any more', () => {
  it('keeps nobody out when it is the roster: what the team is, the leader says', async () => {
    await damageOne('TEAM');
    const sessions = await Promise.all(DESKS.map(() => open(natsHub(hub.access('ana')))));
    await Promise.all(sessions.map((session) => session.close()));
  });

  it('lets nobody wait for ever for what it counts', async () => {
    const session = await open(natsHub(hub.access('ana')));
    for (const id of ['first', 'second'])
      expect(await session.signals?.send(id, new Uint8Array(200))).toEqual({ kind: 'stored' });
    await session.close();
    await damageOne('SIGNALS');
    await Promise.all(DESKS.map(readSignals));
  });
});

describe('a node that the others are gone from', () => {
  it('is not believed once it leads nothing any more', async () => {
    const leader = await hub.leaderOf('CB');
    const at = hub.nodes.findIndex(({ name }) => name === leader);
    await hub.kill9(...hub.nodes.map(({ name }) => name).filter((name) => name !== leader));
    const bare = await hub.connectAs('ana', hub.servers.slice(at, at + 1));
    // For so long it takes itself for the leader; then it answers all the same.
    await until('an answer of nobody who leads', () => isLeaderless(bare), 60_000);
    const asked = await (await JsApi.of(bare)).streamInfo('CB');
    expect(asked).toMatchObject({ ok: false, error: { code: 'hub-no-answer' } });
    await bare.close();
  });
});

async function isLeaderless(connection: NatsConnection): Promise<boolean> {
  const answer = await connection.request('JS.DATA.API.STREAM.INFO.CB').catch(() => null);
  const said = answer?.json<{ state?: object; cluster?: { leader?: string } }>();
  return said?.state !== undefined && !said.cluster?.leader;
}
