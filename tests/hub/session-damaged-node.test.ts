import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../pbx/until.ts';
import { open } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub({ agents: ['ana'], nodes: 3 });
});
afterAll(() => hub.stop());

/** Flips a bit in what a stopped node wrote last. */
function damageEnd(folder: string): void {
  const block = join(folder, readdirSync(folder).find((name) => name.endsWith('.blk')) ?? '');
  const bytes = readFileSync(block);
  const at = bytes.length - 40;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(block, bytes);
}

/** A node that does not lead the stream cannot read what was written there last; it serves on all the same. */
async function damageOne(stream: string): Promise<void> {
  const leader = await hub.leaderOf(stream);
  const victim = hub.nodes.find(({ name }) => name !== leader)?.name ?? '';
  await hub.stopNodes(victim);
  damageEnd(join(hub.streamDir(victim, stream), 'msgs'));
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
