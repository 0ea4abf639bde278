import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { HubSession } from '../../main/hub/hub.ts';
import type { NatsHub } from '../../main/hub/nats-hub.ts';
import { until } from '../pbx/until.ts';
import { open, publication, Reader, stored } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';
import { TcpRelay } from './session-relay.ts';

/** From the last byte to the word "offline". */
const NOTICED_WITHIN_MS = 8_000;

let hub: TestHub;
let relay: TcpRelay;
const sessions: HubSession[] = [];

beforeAll(async () => {
  hub = await startTestHub({ agents: ['ana', 'ben'] });
});
afterEach(async () => {
  await Promise.all(sessions.splice(0).map((session) => session.close()));
  await relay?.stop();
});
afterAll(() => hub.stop());

async function relayed(): Promise<NatsHub> {
  relay = await TcpRelay.to(hub.servers[0] ?? '');
  return natsHub(hub.access('ana'), { servers: [relay.url] });
}

async function opened(way: NatsHub): Promise<HubSession> {
  const session = await open(way);
  sessions.push(session);
  return session;
}

async function nextSeq(session: HubSession): Promise<number> {
  const bounds = await session.askBounds();
  if (!bounds.ok) throw new Error(bounds.error.code);
  return bounds.value.lastSeq + 1;
}

describe('a link that dies without a word', () => {
  it.each([
    { follows: true, what: 'reading along' },
    { follows: false, what: 'only connected' },
  ])(
    'is seen within 8 s by a desk that is $what, and everything it waits for is settled',
    async ({ follows }) => {
      const session = await opened(await relayed());
      if (follows) {
        const reader = new Reader(session, await nextSeq(session));
        await stored(session, publication(`callback-hole-${String(follows)}`, 0));
        await reader.until(1);
      }
      relay.isSwallowing = true;
      const beganMs = performance.now();
      const pending = session.publish(publication('callback-lost', 0));
      expect(await session.closed).toEqual({ code: 'hub-no-answer' });
      const noticedMs = performance.now() - beganMs;
      console.log(`black hole seen after ${Math.round(noticedMs)} ms`);
      expect(noticedMs).toBeLessThan(NOTICED_WITHIN_MS);
      expect(await pending).toEqual({ kind: 'unknown' });
      expect(await session.read(1)).toMatchObject({ ok: false });
    },
  );

  it('lets nobody in meanwhile, says so in time, and lets in again when it is back', async () => {
    const way = await relayed();
    relay.isSwallowing = true;
    const beganMs = performance.now();
    expect(await way.open()).toEqual({
      ok: false,
      error: { code: 'hub-unreachable', details: { host: 'localhost', why: 'silent' } },
    });
    expect(performance.now() - beganMs).toBeLessThan(NOTICED_WITHIN_MS);
    relay.isSwallowing = false;
    await opened(way);
  });

  it('is closed in no time when the desk gives up by itself', async () => {
    const session = await opened(await relayed());
    relay.isSwallowing = true;
    const pending = session.publish(publication('callback-lost', 0));
    const beganMs = performance.now();
    await session.close();
    expect(await pending).toEqual({ kind: 'unknown' });
    expect(performance.now() - beganMs).toBeLessThan(500);
  });

  it('is the hub’s own silence, too: a frozen server is seen within 8 s', async () => {
    const session = await opened(natsHub(hub.access('ana')));
    hub.pause();
    try {
      const beganMs = performance.now();
      expect(await session.closed).toEqual({ code: 'hub-no-answer' });
      expect(performance.now() - beganMs).toBeLessThan(NOTICED_WITHIN_MS);
    } finally {
      hub.resume();
    }
  });
});

describe('a quiet hour', () => {
  it('ends no session: past the time of a request for messages, the next one comes as ever', async () => {
    const session = await opened(natsHub(hub.access('ana')));
    const reader = new Reader(session, await nextSeq(session));
    let reason: unknown = 'open';
    void session.closed.then((error) => (reason = error));
    // Longer than a request for messages lasts (10 s); the time itself is what is tried here.
    await delay(12_500);
    expect(reason).toBe('open');
    await stored(session, publication('callback-after-quiet', 0));
    await reader.until(1);
  });
});

describe('the hub’s time', () => {
  it('is corrected by half of the way', async () => {
    const way = await relayed();
    const session = await opened(way);
    relay.delayMs = 200;
    const bounds = await session.askBounds();
    if (!bounds.ok) throw new Error(bounds.error.code);
    expect(Math.abs(bounds.value.hubMs - Date.now())).toBeLessThan(100);
  });
});

describe('a hub that is killed', () => {
  it('keeps everything it acknowledged, and a desk goes on where it was', async () => {
    const way = natsHub(hub.access('ana'));
    const acknowledged: number[] = [];
    const first = await opened(way);
    const reader = new Reader(first, await nextSeq(first));
    const publishing = (async () => {
      for (let at = 0; ; at += 1) {
        const published = await first.publish(publication(`callback-kill-${at}`, 0));
        if (published.kind !== 'stored') return published.kind;
        acknowledged.push(published.seq);
      }
    })();
    await until('some messages', () => acknowledged.length > 50);
    await hub.kill9();
    expect(await publishing).toBe('unknown');
    expect(await first.closed).toMatchObject({ code: 'hub-unreachable', details: { why: 'cut' } });
    expect(await way.open()).toMatchObject({
      error: { code: 'hub-unreachable', details: { why: 'port-closed' } },
    });
    await hub.restart();
    const second = await opened(way);
    expect(second.bounds.logId).toBe(first.bounds.logId);
    const seen = reader.messages.map(({ seq }) => seq);
    const resumed = new Reader(second, (seen.at(-1) ?? 0) + 1);
    await stored(second, publication('callback-after-kill', 0));
    await until('the rest', () => resumed.messages.at(-1)?.callbackId === 'callback-after-kill');
    const all = [...seen, ...resumed.messages.map(({ seq }) => seq)];
    expect(all).toEqual(Array.from({ length: all.length }, (_, at) => (seen[0] ?? 0) + at));
    expect(acknowledged.filter((seq) => !all.includes(seq))).toEqual([]);
  });
});
