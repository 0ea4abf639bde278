import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HubSession } from '../../main/hub/hub.ts';
import { until } from '../pbx/until.ts';
import { open, publication, Reader } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

/** Until a cluster has chosen a new leader and takes events again. */
const BACK_WITHIN_MS = 45_000;

let hub: TestHub;
const sessions: HubSession[] = [];

beforeAll(async () => {
  hub = await startTestHub({ agents: ['ana'], nodes: 3 });
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
});
afterAll(() => hub.stop());

async function opened(servers: readonly string[]): Promise<HubSession> {
  const session = await open(natsHub(hub.access('ana'), { servers }));
  sessions.push(session);
  return session;
}

describe('a cluster whose leader is killed', () => {
  it('goes on with what it acknowledged, and a desk finds a node that is there', async () => {
    const leader = await hub.leaderOf('CB');
    const at = hub.nodes.findIndex(({ name }) => name === leader);
    // The leader's own server first: its death is the end of this desk's session.
    const servers = [...hub.servers.slice(at), ...hub.servers.slice(0, at)];
    const acknowledged: number[] = [];
    const publish = async (session: HubSession, id: string) => {
      const published = await session.publish(publication(id, 0));
      if (published.kind === 'stored') acknowledged.push(published.seq);
      return published.kind;
    };
    const first = await opened(servers);
    for (let count = 0; count < 20; count += 1)
      expect(await publish(first, `callback-a-${count}`)).toBe('stored');
    await hub.kill9(leader);
    expect(await first.closed).toMatchObject({ code: 'hub-unreachable', details: { why: 'cut' } });
    const beganMs = performance.now();
    let tries = 0;
    // As the desk's own loop does it: a session that does not take the event is tried again.
    const second = await until(
      'a hub that takes events again',
      async () => {
        const result = await natsHub(hub.access('ana'), { servers }).open();
        if (!result.ok) return undefined;
        sessions.push(result.value);
        tries += 1;
        return (await publish(result.value, `callback-b-${tries}`)) === 'stored' ? result.value : undefined;
      },
      BACK_WITHIN_MS,
    );
    console.log(`taken again ${Math.round(performance.now() - beganMs)} ms after the leader was killed`);
    expect(second.bounds.logId).toBe(first.bounds.logId);
    const reader = new Reader(second, 1);
    await until('all of it', () => (reader.messages.at(-1)?.seq ?? 0) >= Math.max(...acknowledged));
    const seen = reader.messages.map(({ seq }) => seq);
    expect(acknowledged.filter((seq) => !seen.includes(seq))).toEqual([]);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, index) => index + 1));
    await hub.restart(leader);
  });
});
