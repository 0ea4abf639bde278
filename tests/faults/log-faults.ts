import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { flipBit } from '../hub/flip-bit.ts';
import { until } from '../pbx/until.ts';
import type { Fault } from './fault.ts';
import { HeadlessDesk } from './headless-desk.ts';
import type { FaultTeam } from './team.ts';
import { readLog } from './verdict.ts';

const codes = async (desk: HeadlessDesk) => (await desk.state()).alarms.map(({ code }) => code);

const restored: Fault = {
  name: 'Hub restored from an old backup',
  seen: '“The hub was set back”: each desk sends what it did since; nobody dials what another desk has yet to send.',
  happen: async (team) => {
    const { hub, ana, ben } = team;
    const [node = ''] = hub.nodes.map(({ name }) => name);
    const copy = join(hub.dir, 'old-backup');
    await hub.stopNodes(node);
    cpSync(hub.storeDir(node), copy, { recursive: true });
    await hub.restart(node);
    await team.settled();
    expect(await team.work(ana, team.id(0), 'asked-for-later')).toBe(true);
    expect(await team.work(ben, team.id(1), 'spoke')).toBe(true);
    await team.claim(ana, team.id(2));
    await team.dial(ana, team.id(2));
    team.ids.push(await team.request(40, ben));
    await team.settled();
    const before = await readLog(hub);
    await hub.stopNodes(node);
    rmSync(hub.storeDir(node), { recursive: true });
    cpSync(copy, hub.storeDir(node), { recursive: true });
    await hub.restart(node);
    await team.settled();
    for (const desk of [ana, ben]) {
      await until('the alarm', async () => (await codes(desk)).includes('hub-log-shorter'), 60_000);
    }
    await team.settled();
    expect((await ana.state()).inHand?.id).toBe(team.id(2));
    expect(await team.tell(ana, team.id(2), 'no-answer', 'after the restore')).toMatchObject({ ok: true });
    await team.settled();
    // As it was before, and not as something told too late.
    const attempts = await Promise.all([0, 1, 2].map((index) => ben.ask('callback', { id: team.id(index) })));
    for (const callback of attempts) expect(callback?.attempts).toMatchObject([{ late: false }]);
    return before;
  },
};

const bitFlipped: Fault = {
  name: 'One bit flipped in the files of one of three nodes',
  plan: { nodes: 3 },
  seen: 'Nothing, when another node has the message; else that the log has a hole, until it is mended.',
  happen: async (team) => {
    const { hub, random } = team;
    await team.work(team.ana, team.id(0), 'no-answer');
    await team.settled();
    const names = hub.nodes.map(({ name }) => name);
    const victim = names[random.between(0, 2)] ?? '';
    await hub.stopNodes(victim);
    const share = random.next();
    flipBit(hub.streamDir(victim, 'CB'), (bytes) => Math.floor(share * bytes));
    await hub.restart(victim);
    await onlyFrom(team, victim);
    expect(await team.work(team.ben, team.id(1), 'spoke')).toBe(true);
  },
};

/** A new desk that knows only the damaged node ends with what the others have, or says what is missing. */
async function onlyFrom(team: FaultTeam, victim: string): Promise<void> {
  const at = team.hub.nodes.findIndex(({ name }) => name === victim);
  const server = team.hub.servers[at];
  await team.ben.kill9();
  rmSync(team.ben.folder, { recursive: true });
  const fresh = new HeadlessDesk(team.hub.access('ben'), { servers: server ? [server] : [] });
  cpSync(fresh.folder, team.ben.folder, { recursive: true });
  await fresh.remove();
  team.ben.plan = { ...team.ben.plan, servers: server ? [server] : [] };
  await team.ben.start();
  await team.ben.caughtUp();
  expect((await codes(team.ben)).filter((code) => code !== 'hub-log-hole')).toEqual([]);
}

export const LOG_FAULTS: readonly Fault[] = [restored, bitFlipped];
