import { readFileSync, writeFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Heard, Signal, SignalLink } from '#shared/team/signal.ts';
import { systemClock } from '../../main/clock.ts';
import { MAX_SIGNAL_BYTES } from '../../main/hub/layout.ts';
import { TeamSignals } from '../../main/signals/signal-desk.ts';
import { SIGNAL_KIND } from '../../main/signals/signal-kind.ts';
import { removeAndTell, tellAll } from '../../tools/hub/change-team.ts';
import { checkHub } from '../../tools/hub/check.ts';
import { CONFIG_FILE } from '../../tools/hub/config.ts';
import { askNode } from '../../tools/hub/node-health.ts';
import { rightsOf } from '../../tools/hub/rights.ts';
import { nodeDir } from '../../tools/hub/team.ts';
import { until } from '../pbx/until.ts';
import { filesWith } from '../desk/files-with.ts';
import { open, publication, stored } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

const AGENTS = ['ana', 'ben', 'dan', 'lead-mia'];
const KEEP_MS = 60_000;
const flagOf = (id: string): Signal => ({
  type: 'red-flag',
  id,
  card: { id: 'medical-emergency', language: 'en' },
  sinceMs: Date.now() - 3_000,
});
const handOver: Signal = {
  type: 'hand-over',
  id: 'h-1',
  to: '1002',
  from: '1001',
  script: { id: 'results-late', language: 'en' },
  version: 1,
  place: { phase: 'act', picked: { act: [1] }, chip: null, visited: ['open', 'act'], chipsUsed: [] },
  number: '12025550142',
};

let hub: TestHub;
const cleanUps: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  hub = await startTestHub({ agents: AGENTS });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});
afterAll(() => hub.stop());

/** One desk's signals; `join` opens a session, as the queue does. */
function desk(agent: string, of = hub) {
  const way = natsHub(of.access(agent));
  const heard: Heard[] = [];
  const links: SignalLink[] = [];
  const signals = new TeamSignals({
    agent,
    seal: way.sealOf(SIGNAL_KIND, MAX_SIGNAL_BYTES),
    clock: systemClock,
    random: Math.random,
    nameOf: (name) => way.roster?.members.find((one) => one.name === name)?.displayName ?? name,
    onHeard: (one) => heard.push(one),
    onLink: (link) => links.push(link),
  });
  cleanUps.push(() => signals.stop());
  const join = async () => {
    const session = await open(way);
    cleanUps.push(() => session.close());
    signals.attach(session);
    return session;
  };
  const ids = () => heard.map(({ signal }) => signal.id);
  return { agent, way, heard, links, signals, join, ids };
}
const isHere = ({ signals }: ReturnType<typeof desk>) =>
  until('the way to be there', () => signals.link === 'here');

describe('Signals over the real hub', () => {
  it('come to every desk at once, from whom they are, and are unreadable on its disk', async () => {
    const [ana, ben, mia] = [desk('ana'), desk('ben'), desk('lead-mia')];
    for (const one of [ana, ben, mia]) await one.join();
    for (const one of [ana, ben, mia]) await isHere(one);
    const raised = flagOf('flag-1');
    const beganMs = performance.now();
    expect(await ana.signals.post(raised, KEEP_MS)).toBe('told');
    await until('both have heard', () => mia.heard.length === 1 && ben.heard.length === 1);
    console.log(`heard after ${Math.round(performance.now() - beganMs)} ms`);
    expect(mia.heard[0]).toMatchObject({ author: 'ana', name: 'ana', signal: { id: 'flag-1' } });
    const [one] = mia.heard;
    if (one?.signal.type !== 'red-flag' || raised.type !== 'red-flag') throw new Error('a red flag');
    // By the hub's clock on its way; this machine has but one.
    expect(Math.abs(one.signal.sinceMs - raised.sinceMs)).toBeLessThan(1_000);
    expect(await ana.signals.post(handOver, KEEP_MS)).toBe('told');
    await until('the script comes', () => ben.ids().includes('h-1'));
    expect(ben.heard.at(-1)?.signal).toEqual(handOver);
    for (const word of ['12025550142', 'results-late', 'medical-emergency'])
      expect(filesWith(hub.dir, word)).toEqual([]);
  });

  it('reach a desk that reconnects, and one that was offline sends when it is back', async () => {
    const [ana, mia] = [desk('ana'), desk('lead-mia')];
    await ana.join();
    await isHere(ana);
    await ana.signals.post(flagOf('flag-2'), KEEP_MS);
    await mia.join();
    await until('the flag of before', () => mia.ids().includes('flag-2'));
    await hub.kill9();
    await until('away', () => ana.signals.link === 'away');
    const waiting = ana.signals.post(flagOf('flag-3'), KEEP_MS);
    await hub.restart();
    await Promise.all([ana.join(), mia.join()]);
    expect(await waiting).toBe('told');
    await until('the flag that waited', () => mia.ids().includes('flag-3'));
  });

  it('of somebody who was put out come to nobody, and nobody speaks in another’s name', async () => {
    const [ana, dan] = [desk('ana'), desk('dan')];
    const session = await dan.join();
    await ana.join();
    await isHere(ana);
    const connection = await hub.connectAs('ana');
    cleanUps.push(() => connection.close());
    await expect(connection.request('signal.ben', '{}', { timeout: 2_000 })).rejects.toThrow(
      /permissions violation/i,
    );
    expect(await removeAndTell(hub.dir, 'dan')).toEqual({ kind: 'told' });
    await session.closed;
    const posted = dan.signals.post(flagOf('flag-4'), 1_000);
    expect(await dan.way.open()).toEqual({ ok: false, error: { code: 'hub-refused' } });
    expect(await posted).toBe('late');
    expect(ana.ids()).not.toContain('flag-4');
  });

  it('do not come by an intake: it neither speaks nor listens there', () => {
    const rights = rightsOf({ name: 'intake-ivr', role: 'intake' });
    expect(rights.publish.filter((subject) => /signal|SIGNALS/i.test(subject))).toEqual([]);
  });
});

describe('A hub that was made before there were signals', () => {
  it('serves the queue also while its servers do not know of the right to them yet', async () => {
    const own = await startTestHub({ agents: ['ana'] });
    cleanUps.push(() => own.stop());
    const [node] = own.nodes;
    if (!node) throw new Error('a node');
    const file = pathOf(nodeDir(own.folder, node), CONFIG_FILE);
    const before = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !/service.*(?:signal\.|SIGNALS)/.test(line))
      .join('\n')
      .replaceAll(/, "(?:signal\.[a-z]+|[A-Z.]+\.SIGNALS(?:\.[>*])?)"/g, '');
    expect(before).not.toMatch(/signal\.|SIGNALS/);
    writeFileSync(file, before);
    expect(await askNode(own.folder, node, (about) => about.reload())).toBeNull();
    const ana = desk('ana', own);
    const session = await ana.join();
    await until('off', () => ana.signals.link === 'off');
    await stored(session, publication('callback-1', 0));
    expect(await Promise.race([session.closed, Promise.resolve('open')])).toBe('open');
    expect(await tellAll(own.dir)).toEqual({ kind: 'told' });
    const again = desk('ana', own);
    await again.join();
    await isHere(again);
  });

  it('serves the queue, says that signals are off, and gets them with “tell”', async () => {
    const own = await startTestHub({ agents: ['ana', 'lead-mia'] });
    cleanUps.push(() => own.stop());
    const admin = await own.adminSession();
    cleanUps.push(() => admin.close());
    await admin.manager.streams.delete('SIGNALS');
    const ana = desk('ana', own);
    const session = await ana.join();
    await until('off', () => ana.signals.link === 'off');
    await stored(session, publication('callback-1', 0));
    const { findings } = await checkHub(own.dir);
    expect(findings).toMatchObject([
      { what: expect.stringContaining('SIGNALS'), todo: expect.stringContaining('hub -- tell') },
    ]);
    expect(await tellAll(own.dir)).toEqual({ kind: 'told' });
    expect((await checkHub(own.dir)).findings).toEqual([]);
    const mia = desk('lead-mia', own);
    await mia.join();
    await isHere(mia);
    expect(await mia.signals.post(flagOf('flag-5'), KEEP_MS)).toBe('told');
  });
});
