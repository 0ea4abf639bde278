import { closeSync, fstatSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Fault } from './fault.ts';
import type { HeadlessDesk } from './headless-desk.ts';
import type { FaultTeam } from './team.ts';

const TWO_HOURS_MS = 2 * 3_600_000;
const refused = (code: string) => ({ ok: false, error: { code } });
const codes = async (desk: HeadlessDesk) => (await desk.state()).alarms.map(({ code }) => code);

/** Claims, calls, tells and notes, until it is done or the desk is killed. */
async function wholeCall(team: FaultTeam, desk: HeadlessDesk, id: string): Promise<void> {
  await team.claim(desk, id);
  await team.dial(desk, id);
  await team.tell(desk, id, 'asked-for-later', `told about ${id}`);
  await team.note(desk, id, `one more about ${id}`);
  await desk.caughtUp();
}

const killedAtEveryStep: Fault = {
  name: 'App killed (kill -9) before and after every write of claim, call, outcome and note',
  plan: { callbacks: 1 },
  seen: 'What was in hand is in hand. A call that was begun says so, and is not dialled again without asking.',
  happen: async (team) => {
    const counted = await team.request(50);
    await team.settled();
    await team.ana.ask('killAt', { step: null });
    await wholeCall(team, team.ana, counted);
    const steps = await team.ana.ask('steps', null);
    expect(steps).toBeGreaterThan(15);
    for (let step = 1; step <= steps; step += 1) await killedAt(team, step);
  },
};

async function killedAt(team: FaultTeam, step: number): Promise<void> {
  const { ana } = team;
  const id = await team.request(step);
  await team.settled();
  await ana.ask('killAt', { step });
  const dialled = team.remembered.dials.length;
  const ended = ana.ended();
  await wholeCall(team, ana, id).catch(() => undefined);
  if (ana.isRunning) await ana.kill9();
  await ended;
  const rang = team.remembered.dials.length > dialled;
  await ana.start();
  await ana.caughtUp();
  const found = await ana.ask('callback', { id });
  const isUntold = found?.hold !== null && found?.hold.dialStartedMs !== null;
  const label = `killed at step ${step}`;
  if (rang) expect(isUntold || (found?.attempts.length ?? 0) > 0, label).toBe(true);
  if (isUntold) {
    expect((await ana.state()).inHand?.id, label).toBe(id);
    expect(await team.dial(ana, id), label).toEqual(refused('callback-maybe-called'));
    expect(await team.tell(ana, id, 'asked-for-later'), label).toMatchObject({ ok: true });
  }
}

const clockWrong: Fault = {
  name: 'Clock of a desk wrong by two hours',
  seen: 'Nothing, online. A clock that is set while offline: no dialling until the hub has told the time.',
  happen: async (team) => {
    const { ana, ben, random } = team;
    await ana.kill9();
    ana.plan = { ...ana.plan, aheadMs: random.next() < 0.5 ? TWO_HOURS_MS : -TWO_HOURS_MS };
    await ana.start();
    await ana.caughtUp();
    expect(await team.work(ana, team.id(0), 'no-answer')).toBe(true);
    expect(await team.claim(ana, team.id(1))).toMatchObject({ ok: true });
    expect(await team.claim(ben, team.id(1))).toEqual(refused('callback-taken'));
    await team.settled();
    await team.hub.kill9();
    await ana.link('offline');
    await ana.ask('setClock', { aheadMs: 0 });
    expect(await team.dial(ana, team.id(1))).toEqual(refused('clock-unknown'));
    await team.hub.restart();
    await ana.link('online', 60_000);
    expect(await team.dial(ana, team.id(1))).toMatchObject({ ok: true });
    await team.tell(ana, team.id(1), 'spoke');
  },
};

const diskFull: Fault = {
  name: 'Disk of a desk full',
  seen: '“The disk is full”: nothing is dialled and nothing is said to be kept that is not.',
  happen: async (team) => {
    const { ana, random } = team;
    expect(await team.claim(ana, team.id(0))).toMatchObject({ ok: true });
    expect(await team.dial(ana, team.id(0))).toMatchObject({ ok: true });
    expect(await team.tell(ana, team.id(0), 'no-answer', 'before')).toMatchObject({ ok: true });
    expect(await team.claim(ana, team.id(1))).toMatchObject({ ok: true });
    await team.settled();
    // Not one byte more than its files have; a write that is no longer than what was there may still pass.
    ana.limitFiles(random.between(0, 4096));
    const dialled = await team.dial(ana, team.id(1));
    expect(dialled).toMatchObject({ ok: false });
    const kept = await team.note(ana, team.id(1), 'on a full disk');
    expect(kept).toMatchObject({ ok: false });
    expect((await codes(ana)).some((code) => code.startsWith('records-'))).toBe(true);
    expect(await team.work(team.ben, team.id(2), 'no-answer')).toBe(true);
    await delay(1000);
    ana.limitFiles(null);
    await ana.caughtUp();
    expect(await team.dial(ana, team.id(1))).toMatchObject({ ok: true });
    expect(await team.tell(ana, team.id(1), 'spoke', 'after')).toMatchObject({ ok: true });
    expect(await codes(ana)).toEqual([]);
  },
};

const storeDamaged: Fault = {
  name: 'Store of a desk damaged',
  seen: 'A word about it when signing in. The queue is read again from the hub; what was unsent is sent.',
  happen: async (team) => {
    const { ana, random } = team;
    await team.claim(ana, team.id(0));
    await team.dial(ana, team.id(0));
    await team.settled();
    await team.hub.kill9();
    await ana.link('offline');
    expect(await team.tell(ana, team.id(0), 'spoke', 'unsent when it broke')).toMatchObject({ ok: true });
    await ana.ask('close', { how: 'stop' });
    await ana.kill9();
    damage(join(ana.folder, 'records.db'), random.next());
    await team.hub.restart();
    await ana.start();
  },
};

/** Bytes turn to nothing somewhere in the file, past its first page. */
function damage(path: string, where: number): void {
  const file = openSync(path, 'r+');
  try {
    const pages = Math.floor(fstatSync(file).size / 4096);
    const page = 1 + Math.floor(where * (pages - 1));
    writeSync(file, Buffer.alloc(512, 0xa5), 0, 512, page * 4096 + 100);
  } finally {
    closeSync(file);
  }
}

export const DESK_FAULTS: readonly Fault[] = [killedAtEveryStep, clockWrong, diskFull, storeDamaged];
