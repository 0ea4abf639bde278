import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CrisisMode } from '#shared/team/crisis.ts';
import { BULLETIN_KIND } from '../../main/bulletins/bulletin-kind.ts';
import { keptCrisis } from '../../main/bulletins/kept-crisis.ts';
import { TeamCrisis } from '../../main/bulletins/team-crisis.ts';
import { systemClock } from '../../main/clock.ts';
import { BULLETINS, MAX_EVENT_BYTES } from '../../main/hub/layout.ts';
import { openRecordStore } from '../../main/records/open-store.ts';
import { tellAll } from '../../tools/hub/change-team.ts';
import { checkHub } from '../../tools/hub/check.ts';
import { CONFIG_FILE } from '../../tools/hub/config.ts';
import { askNode } from '../../tools/hub/node-health.ts';
import { nodeDir } from '../../tools/hub/team.ts';
import { filesWith } from '../desk/files-with.ts';
import { until } from '../pbx/until.ts';
import { open, publication, stored } from './hub-contract.ts';
import { startTestHub, type TestHub } from './nats.ts';
import { natsHub } from './session-hub.ts';

/** From a lead's press until another desk knows. */
const KNOWN_WITHIN_MS = 1_000;
const AGENTS = ['ana', 'ben', 'lead-mia', 'lead-cora'];

let hub: TestHub;
const cleanUps: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  hub = await startTestHub({ agents: AGENTS });
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});
afterAll(() => hub.stop());

/** The records of one agent, which outlast a desk. */
function records() {
  const opened = openRecordStore({ path: ':memory:', key: null });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  cleanUps.push(() => store.close());
  return keptCrisis(store.facts, 'a-team');
}

/** One desk's crisis mode; `join` opens a session, as the queue does. */
function desk(agent: string, { of = hub, kept = records() } = {}) {
  const way = natsHub(of.access(agent));
  const seal = way.sealOf(BULLETIN_KIND, MAX_EVENT_BYTES);
  const modes: (CrisisMode | null)[] = [];
  const crisis = new TeamCrisis({
    agent,
    seal,
    clock: systemClock,
    random: Math.random,
    nameOf: (name) => way.roster?.members.find((one) => one.name === name)?.displayName ?? name,
    kept,
    onState: ({ mode }) => modes.push(mode),
  });
  cleanUps.push(() => crisis.stop());
  const join = async () => {
    const session = await open(way);
    cleanUps.push(() => session.close());
    crisis.attach(session);
    await until('an answer about crisis mode', () => crisis.state.link !== 'away');
    return session;
  };
  return { crisis, seal, kept, modes, join, isOn: () => crisis.state.mode !== null };
}

describe('Crisis mode over the real hub', () => {
  it('is known at every desk in under a second, with its name and time, and is unreadable on the disk', async () => {
    const [ana, mia, cora] = [desk('ana'), desk('lead-mia'), desk('lead-cora')];
    for (const one of [ana, mia, cora]) await one.join();
    for (const on of [true, false]) {
      const beganMs = performance.now();
      expect(await mia.crisis.set(on)).toEqual({ ok: true });
      await until('all know', () => [ana, mia, cora].every(({ isOn }) => isOn() === on));
      const ms = performance.now() - beganMs;
      console.log(`${on ? 'on' : 'off'}: known at every desk after ${Math.round(ms)} ms`);
      expect(ms).toBeLessThan(KNOWN_WITHIN_MS);
    }
    const begun = ana.modes.find((mode) => mode !== null);
    expect(begun?.by).toBe('lead-mia');
    expect(Math.abs((begun?.sinceMs ?? 0) - Date.now())).toBeLessThan(10_000);
    expect(filesWith(hub.dir, 'crisis')).toEqual([]);
  });

  it('goes by the last lead’s word, at a desk that comes later, and while the hub is away', async () => {
    const [mia, cora] = [desk('lead-mia'), desk('lead-cora')];
    for (const one of [mia, cora]) await one.join();
    await mia.crisis.set(true);
    await cora.crisis.set(false);
    await mia.crisis.set(true);
    const ana = desk('ana');
    const session = await ana.join();
    await until('on at the desk that came later', ana.isOn);
    expect(ana.modes.filter((mode) => mode !== null)).toHaveLength(1);
    await hub.kill9();
    await session.closed;
    expect(ana.crisis.state).toMatchObject({ mode: { by: 'lead-mia' }, link: 'away' });
    await until('the lead’s desk knows too', () => mia.crisis.state.link === 'away');
    // After a restart of the app, without a hub.
    const again = desk('ana', { kept: ana.kept });
    expect(again.isOn()).toBe(true);
    expect(await mia.crisis.set(false)).toMatchObject({ error: { code: 'crisis-untold' } });
    expect(mia.isOn()).toBe(true);
    await hub.restart();
    for (const one of [again, cora]) await one.join();
    await cora.crisis.set(false);
    await until('off again', () => !again.isOn());
  });

  it('is not begun by an agent: their desk does not ask, and the hub refuses', async () => {
    const ana = desk('ana');
    await ana.join();
    expect(await ana.crisis.set(true)).toMatchObject({ error: { code: 'not-allowed' } });
    const connection = await hub.connectAs('ana');
    cleanUps.push(() => connection.close());
    for (const author of ['ana', 'lead-mia'])
      await expect(
        connection.request(BULLETINS.subjectOf(author), wordOf(ana, author), { timeout: 2_000 }),
      ).rejects.toThrow(/permissions violation/i);
  });
});

const wordOf = ({ seal }: ReturnType<typeof desk>, author: string): Uint8Array => {
  const word = { kind: 'crisis', on: true, id: randomUUID() } as const;
  const sealed = seal.seal(word, BULLETINS.subjectOf(author));
  if (!sealed.ok) throw new Error(sealed.error.code);
  return sealed.value;
};

/** The only node's configuration, changed by hand and read anew. */
async function reconfigure({ nodes, folder }: TestHub, change: (text: string) => string): Promise<void> {
  const [node] = nodes;
  if (!node) throw new Error('a node');
  const file = path.join(nodeDir(folder, node), CONFIG_FILE);
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(await askNode(folder, node, (about) => about.reload())).toBeNull();
}

describe('A hub that lets anybody write bulletins', () => {
  it('begins no crisis mode by the word of an agent, in their own name or a lead’s', async () => {
    const own = await startTestHub({ agents: ['ana', 'ben', 'lead-mia'] });
    cleanUps.push(() => own.stop());
    await reconfigure(own, (text) => text.replaceAll('"audit.ana.>"', '"audit.ana.>", "bulletin.*"'));
    const [ana, ben, mia] = ['ana', 'ben', 'lead-mia'].map((agent) => desk(agent, { of: own }));
    if (!ana || !ben || !mia) throw new Error('three desks');
    for (const one of [ana, ben, mia]) await one.join();
    const connection = await own.connectAs('ana');
    cleanUps.push(() => connection.close());
    for (const author of ['ana', 'lead-mia']) {
      const subject = BULLETINS.subjectOf(author);
      const answer = await connection.request(subject, wordOf(ana, author), { timeout: 2_000 });
      expect(answer.json()).toMatchObject({ stream: 'BULLETIN' });
    }
    await mia.crisis.set(true);
    await until('the lead’s word', ben.isOn);
    // In their order: were one of those before a word, it would have been here first.
    expect(ben.modes.filter((mode) => mode !== null)).toMatchObject([{ by: 'lead-mia' }]);
    await mia.crisis.set(false);
    await until('off', () => !ben.isOn());
  });
});

describe('A hub whose servers were set up before desks followed bulletins', () => {
  it('serves the queue, says that crisis mode is off, and carries it after “tell”', async () => {
    const own = await startTestHub({ agents: ['lead-mia'] });
    cleanUps.push(() => own.stop());
    await reconfigure(own, (text) => {
      const before = text
        .split('\n')
        .filter((line) => !/service.*CONSUMER.*BULLETIN/.test(line))
        .join('\n')
        .replaceAll(/, "[A-Z.]+CONSUMER\.[A-Z.]+\.BULLETIN(?:\.[>*])?"/g, '');
      expect(before).not.toMatch(/CONSUMER\.[A-Z.]+\.BULLETIN/);
      return before;
    });
    const mia = desk('lead-mia', { of: own });
    const session = await mia.join();
    expect(mia.crisis.state.link).toBe('off');
    expect(await mia.crisis.set(true)).toMatchObject({ error: { code: 'crisis-off' } });
    await stored(session, publication('callback-1', 0));
    expect(await tellAll(own.dir)).toEqual({ kind: 'told' });
    expect((await checkHub(own.dir)).findings).toEqual([]);
    const again = desk('lead-mia', { of: own });
    await again.join();
    expect(await again.crisis.set(true)).toEqual({ ok: true });
    await until('on', again.isOn);
  });
});
