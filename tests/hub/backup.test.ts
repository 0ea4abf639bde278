import { cpSync, renameSync, rmSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Admin } from '../../tools/hub/admin.ts';
import { AdminSession } from '../../tools/hub/admin-session.ts';
import { enqueue } from '../../tools/hub/enqueue.ts';
import { LOG_ID } from '../../main/hub/stream-check.ts';
import { readTeam } from '../../tools/hub/team.ts';
import { checkHere, hubCommand, type StartedHub, startHubCommand } from './hub-command.ts';

let cwd: string;
let dir: string;
let hub: StartedHub | null = null;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'hearthline-hub-backup-'));
  const made = await hubCommand(['init', 'hub', '--port', '0', '--json', '--agent', 'anna'], { cwd });
  dir = z.object({ dir: z.string() }).parse(JSON.parse(made.out)).dir;
});
afterEach(async () => {
  await hub?.stop();
  hub = null;
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

async function start(...args: string[]): Promise<void> {
  hub = await startHubCommand(['--dir', dir, ...args], cwd);
}

async function stop(): Promise<void> {
  expect(await hub?.stop()).toBe(0);
  hub = null;
}

const run = (...args: string[]) => hubCommand([...args, '--dir', dir], { cwd });

async function add(count: number, prefix: string): Promise<void> {
  const lines = Array.from({ length: count }, (_, at) =>
    JSON.stringify({ ref: `${prefix}-${at}`, number: '+12025550160', reason: `${prefix} ${at}` }),
  );
  const report = await enqueue(
    join(dir, 'intakes', 'intake-enqueue.hearthline-intake'),
    Readable.from(lines),
  );
  expect(report).toMatchObject({ added: count, spooled: 0, offline: null });
}

/** Position, subject, time and payload of every message of the log. */
async function log(): Promise<string[]> {
  const { team } = readTeam(dir);
  const session = await AdminSession.open(readTeam(dir), Admin.open(dir, team.teamId));
  const { state, config } = await session.manager.streams.info('CB');
  // Which log it is: another than before would not do.
  const found: string[] = [config.metadata?.[LOG_ID] ?? 'none'];
  expect(found[0]).toMatch(/^[0-9a-f-]{36}$/);
  for (let seq = 1; seq <= state.last_seq; seq += 1) {
    const one = await session.manager.streams.getMessage('CB', { seq });
    found.push(
      `${seq} ${one?.subject} ${one?.time.toISOString()} ${Buffer.from(one?.data ?? []).toString('base64')}`,
    );
  }
  await session.close();
  return found;
}

const store = () => join(dir, 'server', 'hub1', 'store');
const key = () => join(dir, 'server', 'hub1', 'store.key');

describe('a hub that lost its disk', () => {
  it('is whole again from a backup that was taken while it ran', async () => {
    await start();
    await add(40, 'before');
    const backup = join(cwd, 'backup-1');
    expect(await run('backup', backup)).toMatchObject({
      code: 0,
      out: expect.stringContaining('CB up to 40'),
    });
    expect(statSync(backup).mode & 0o077).toBe(0);
    expect(await run('backup', backup)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
    const before = await log();
    expect(await run('restore', backup)).toMatchObject({
      code: 1,
      err: expect.stringContaining('The hub has streams'),
    });
    await stop();

    rmSync(store(), { recursive: true });
    rmSync(key());
    await start('--empty');
    expect(await run('restore', backup)).toMatchObject({ code: 0 });
    expect(await log()).toEqual(before);
    await stop();
    await start();
    expect(await checkHere(dir)).toMatchObject({ code: 0, out: expect.stringContaining('All is well.') });
    await add(1, 'after');
    expect(await log()).toHaveLength(42);
  });

  it('says what is missing when the backup is old, and goes on only when told to', async () => {
    await start();
    await add(5, 'lost');
    await stop();
    rmSync(store(), { recursive: true });
    rmSync(key());
    await start('--empty');
    expect(await run('restore', join(cwd, 'backup-1'))).toMatchObject({ code: 0 });
    expect(await checkHere(dir)).toMatchObject({
      code: 1,
      out: expect.stringContaining('CB ends at 40 and has ended at 46'),
    });
    await stop();
    await expect(start()).rejects.toThrow(/CB ends at 40 and has ended at 46/);
    await start('--accept-shorter');
    expect(await checkHere(dir)).toMatchObject({ code: 0 });
  });

  it('is whole again from a copy of its store and key, taken while it stood still', async () => {
    await start();
    const before = await log();
    await stop();
    cpSync(store(), join(cwd, 'store'), { recursive: true });
    cpSync(key(), join(cwd, 'store.key'));
    rmSync(store(), { recursive: true });
    rmSync(key());
    renameSync(join(cwd, 'store'), store());
    renameSync(join(cwd, 'store.key'), key());
    await start();
    expect(await log()).toEqual(before);
    expect(await checkHere(dir)).toMatchObject({ code: 0 });
  });
});
