import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openAgentFile } from '../../main/hub/agent-file.ts';
import { identityFrom } from '../../main/hub/identity.ts';
import { Admin } from '../../tools/hub/admin.ts';
import { AdminSession } from '../../tools/hub/admin-session.ts';
import { connectHub } from '../../tools/hub/connect.ts';
import { readTeam } from '../../tools/hub/team.ts';
import { until } from '../pbx/until.ts';
import { checkHere, hubCommand, type StartedHub, startHubCommand } from './hub-command.ts';
import { ensureNatsServer } from './install.mjs';

const initSchema = z.object({
  dir: z.string(),
  servers: z.array(z.string()),
  joined: z.array(
    z.object({ name: z.string(), role: z.string(), file: z.string(), code: z.string().nullable() }),
  ),
});

let cwd: string;
const running: StartedHub[] = [];

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'hearthline-hub-tool-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((hub) => hub.stop()));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

async function init(name: string, ...args: string[]) {
  const said = await hubCommand(['init', name, '--port', '0', '--json', ...args], { cwd });
  expect(said, said.err).toMatchObject({ code: 0 });
  return initSchema.parse(JSON.parse(said.out));
}

async function start(name: string, ...args: string[]): Promise<StartedHub> {
  const hub = await startHubCommand(['--dir', name, ...args], cwd);
  running.push(hub);
  return hub;
}

/** Ends the hub that was started last. */
async function stop(): Promise<void> {
  expect(await running.pop()?.stop()).toBe(0);
}

const run = (name: string, ...args: string[]) => hubCommand([...args, '--dir', name], { cwd });

function admin(dir: string): Admin {
  return Admin.open(dir, readTeam(dir).team.teamId);
}

async function signIn(fileText: string, code: string) {
  const opened = openAgentFile(fileText, code);
  if (!opened.ok) throw new Error(opened.error.code);
  const { servers, ca, agent, seed } = opened.value;
  return connectHub({ servers, authority: ca, name: agent, identity: identityFrom(seed) });
}

async function signInFrom(joined: { file: string; code: string | null } | undefined) {
  if (!joined?.code) throw new Error('no agent');
  return signIn(readFileSync(joined.file, 'utf8'), joined.code);
}

/** Publishes as the agent does, and counts what the log has. */
async function publishMany(dir: string, joined: { file: string; code: string | null }, count: number) {
  const nc = await signInFrom(joined);
  for (let at = 0; at < count; at += 1)
    await nc.request(`cb.callback${at}.anna`, `event ${at}`.padEnd(400, '.'));
  await nc.close();
  return countOf(dir);
}

async function countOf(dir: string): Promise<number> {
  const session = await AdminSession.open(readTeam(dir), admin(dir));
  const { read } = await session.readThrough('CB');
  await session.close();
  return read;
}

describe('a hub in a fresh folder', () => {
  it('is made and started by two commands, for two agents and a lead', async () => {
    const made = await init('fresh');
    expect(made.joined.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'anna agent',
      'ben agent',
      'lead-cora lead',
      'intake-enqueue intake',
      'intake-phone intake',
    ]);
    const hub = await start('fresh');
    expect(hub.urls).toEqual(made.servers);
    for (const one of made.joined.slice(0, 3)) {
      const nc = await signInFrom(one);
      expect(nc.info?.version).toMatch(/^2\./);
      await nc.close();
    }
    expect(await run('fresh', 'check')).toMatchObject({
      code: 0,
      out: expect.stringContaining('All is well.'),
    });
  });

  it('is made once: its keys are the only ones', async () => {
    const before = readFileSync(join(cwd, 'fresh', 'admin', 'hub-admin.json'), 'utf8');
    const said = await hubCommand(['init', 'fresh'], { cwd });
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining('holds a hub already') });
    expect(readFileSync(join(cwd, 'fresh', 'admin', 'hub-admin.json'), 'utf8')).toBe(before);
  });

  it('keeps its secrets where only their owner can read them, and out of any repository', () => {
    const dir = join(cwd, 'fresh');
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
    const open = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((path) => {
      const info = statSync(join(dir, path));
      return info.isFile() && (info.mode & 0o077) !== 0;
    });
    // What the server itself writes is in a folder that nobody else may enter.
    expect(open.filter((path) => !path.startsWith('server/hub1/')).toSorted()).toEqual([
      '.gitignore',
      'server/tls/ca.crt',
      'server/tls/node.crt',
      'team.hearthline-hub.json',
    ]);
    expect(statSync(join(dir, 'server')).mode & 0o077).toBe(0);
  });

  it('says every mistake on the command line', async () => {
    const mistakes = [
      [['init', 'x', '--nodes', '2'], '1, 3 or 5 nodes'],
      [['init', 'x', '--agent', 'Anna Berg'], 'is no name for the hub'],
      [['init', 'x', '--port', 'many'], '--port many'],
      [['start', '--dir', 'nowhere'], 'There is no team.hearthline-hub.json'],
      [['strat'], 'There is no "strat"'],
      [['check', '--deep'], 'Unknown option'],
      [['add-agent', '--dir', 'fresh'], 'exactly one'],
      [['add-agent', 'anna', '--dir', 'fresh'], 'in the team already'],
      [['remove-agent', 'zoe', '--dir', 'fresh'], 'Nobody in the team is called zoe'],
    ] as const;
    for (const [args, words] of mistakes) {
      const said = await hubCommand([...args], { cwd });
      expect(said, args.join(' ')).toMatchObject({ code: 1, err: expect.stringContaining(words) });
      expect(said.err, args.join(' ')).not.toMatch(/\n\s+at /);
    }
  });
});

describe('a hub that has a past', () => {
  let dir: string;
  let anna: { file: string; code: string | null };

  beforeAll(async () => {
    const made = await init('past', '--agent', 'anna');
    dir = made.dir;
    anna = made.joined[0] ?? { file: '', code: null };
  });

  it('keeps its log from one start to the next', async () => {
    await start('past');
    expect(await publishMany(dir, anna, 20)).toBe(20);
    await stop();
    await start('past');
    expect(await countOf(dir)).toBe(20);
  });

  it('refuses to start empty with another key than its store’s, and has everything with the right one', async () => {
    const keyFile = join(dir, 'server', 'hub1', 'store.key');
    const key = readFileSync(keyFile, 'utf8');
    writeFileSync(keyFile, `K${'0'.repeat(64)}\n`);
    await expect(start('past')).rejects.toThrow(/its key is not the one that it was made with/);
    rmSync(keyFile);
    await expect(start('past')).rejects.toThrow(/its key .*store\.key is not/);
    writeFileSync(keyFile, key);
    await start('past');
    expect(await countOf(dir)).toBe(20);
  });

  it('refuses to begin anew by accident, and does when it is told to', async () => {
    const store = join(dir, 'server', 'hub1', 'store');
    renameSync(store, `${store}.aside`);
    await expect(start('past')).rejects.toThrow(/store is empty/);
    rmSync(store, { recursive: true, force: true });
    await start('past', '--create');
    expect(await countOf(dir)).toBe(0);
    await stop();
    rmSync(store, { recursive: true });
    renameSync(`${store}.aside`, store);
  });

  it('runs without the admin’s keys, which nothing but a change of the team needs', async () => {
    renameSync(join(dir, 'admin'), join(cwd, 'offline'));
    await start('past');
    expect(await checkHere(join(cwd, 'past'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('keys are not here'),
    });
    expect(await run('past', 'add-agent', 'zoe')).toMatchObject({
      code: 1,
      err: expect.stringContaining('bring the folder'),
    });
    renameSync(join(cwd, 'offline'), join(dir, 'admin'));
    expect(await countOf(dir)).toBe(20);
  });

  it('is not started with a nats-server that is too old', async () => {
    const { program } = await ensureNatsServer({ which: 'old' });
    await expect(start('past', '--nats-server', program)).rejects.toThrow(
      /nats-server 2\.10\.\d+: older than 2\.12/,
    );
    await expect(start('past', '--nats-server', '/nowhere/nats-server')).rejects.toThrow(/is no nats-server/);
  });
});

describe('changing the team while the hub runs', () => {
  it('lets somebody in at once, takes somebody out at once, and leaves the others alone', async () => {
    const { dir, joined } = await init('change');
    await start('change');
    const stays = await signInFrom(joined.find(({ name }) => name === 'anna'));
    const ben = joined.find(({ name }) => name === 'ben');
    const leaves = await signInFrom(ben);

    const added = await run('change', 'add-agent', 'dora', '--display-name', 'Dora', '--lead', '--json');
    const dora = z
      .object({ name: z.literal('lead-dora'), file: z.string(), code: z.string(), told: z.literal('told') })
      .parse(JSON.parse(added.out));
    const comes = await signIn(readFileSync(dora.file, 'utf8'), dora.code);

    const keysBefore = admin(dir).roster.keys.length;
    const removedAtMs = Date.now();
    const removed = await run('change', 'remove-agent', 'ben', '--json');
    expect(removed, removed.err).toMatchObject({ code: 0 });
    const why = await leaves.closed();
    expect(Date.now() - removedAtMs).toBeLessThan(60_000);
    expect(String(why)).toMatch(/Authorization|closed|expired/i);
    if (!ben?.code) throw new Error('no ben');
    await expect(signIn(readFileSync(dora.file, 'utf8'), ben.code)).rejects.toThrow('hub-code-wrong');
    expect(existsSync(ben.file)).toBe(false);

    const { roster } = admin(dir);
    expect(roster.keys).toHaveLength(keysBefore + 1);
    expect(roster.currentKey).toBe(roster.keys.at(-1)?.id);
    expect(roster.members.find(({ name }) => name === 'ben')?.untilMs).toBeGreaterThan(0);
    // ben never gets the newest key, dora gets every one.
    const wanted = admin(dir)
      .keyMessages()
      .map(({ subject }) => subject);
    expect(wanted.filter((subject) => subject.endsWith('.ben'))).toEqual([]);
    expect(wanted.filter((subject) => subject.endsWith('.lead-dora'))).toHaveLength(roster.keys.length);

    expect(stays.isClosed()).toBe(false);
    expect(comes.isClosed()).toBe(false);
    await Promise.all([stays.close(), comes.close()]);
    expect(await checkHere(join(cwd, 'change'))).toMatchObject({ code: 0 });
  });

  it('is made up for when the hub did not run', async () => {
    const { dir } = await init('later');
    await start('later');
    await stop();
    const removed = await run('later', 'remove-agent', 'ben');
    expect(removed).toMatchObject({ code: 0, out: expect.stringContaining('when it is started next') });
    await start('later');
    expect(await checkHere(join(cwd, 'later'))).toMatchObject({ code: 0 });
    expect(readTeam(dir).team.members.map(({ name }) => name)).not.toContain('ben');
  });
});

describe('check', () => {
  it('names what is wrong and what to do', async () => {
    const { dir, joined } = await init('ill', '--agent', 'anna');
    expect(await checkHere(join(cwd, 'ill'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('cannot be reached'),
    });

    await start('ill');
    await publishMany(dir, joined[0] ?? { file: '', code: null }, 50);
    const session = await AdminSession.open(readTeam(dir), admin(dir));
    await session.manager.streams.update('CB', { max_msg_size: 8192 });
    expect(await checkHere(join(cwd, 'ill'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('CB has max_msg_size 8192, and should have 16384'),
    });
    await session.manager.streams.update('CB', { max_msg_size: 16_384 });
    await session.close();

    // Changed where the hub was not told: an older team than the admin's.
    admin(dir).add([
      { name: 'zoe', displayName: 'Zoe', signKey: 'A'.repeat(43), sealKey: admin(dir).identity.sealKey },
    ]);
    const behind = await checkHere(join(cwd, 'ill'));
    expect(behind).toMatchObject({ code: 1, out: expect.stringContaining('lets in the team of revision') });
    expect(behind.out).toContain('does not have the newest roster');
    expect(await run('ill', 'tell')).toMatchObject({ code: 0 });
    expect(await checkHere(join(cwd, 'ill'))).toMatchObject({ code: 0 });
  });

  it('finds one flipped bit in a store', async () => {
    const { dir, joined } = await init('bit', '--agent', 'anna');
    await start('bit');
    await publishMany(dir, joined[0] ?? { file: '', code: null }, 50);
    await stop();
    const blocks = join(dir, 'server', 'hub1', 'store', 'jetstream', 'DATA', 'streams', 'CB', 'msgs');
    const block = readdirSync(blocks).find((name) => name.endsWith('.blk')) ?? '';
    const bytes = readFileSync(join(blocks, block));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(join(blocks, block), bytes);
    // The server itself starts as if nothing were amiss.
    await expect(start('bit')).rejects.toThrow(/CB ends at \d+ and has ended at 50/);
    await start('bit', '--accept-shorter');
    expect(await countOf(dir)).toBeLessThan(50);
  });
});

describe('three machines', () => {
  it('start each their own node, and the admin makes the streams from elsewhere', async () => {
    const { dir } = await init('spread', '--nodes', '3', '--agent', 'anna');
    renameSync(join(dir, 'admin'), join(cwd, 'spread-admin'));
    // In the tool's words the first waits for the others; nobody needs the admin's keys to run a node.
    for (const node of ['hub1', 'hub2', 'hub3']) await start('spread', '--node', node);
    renameSync(join(cwd, 'spread-admin'), join(dir, 'admin'));
    // The nodes may still be choosing who leads.
    await until('the hub to be told', async () => (await run('spread', 'tell')).code === 0, 60_000);
    expect(readTeam(dir).team.created).toBe(true);
    const report = await until(
      'all to be well',
      async () => {
        const one = await checkHere(dir);
        return one.code === 0 && one;
      },
      60_000,
    );
    expect(report.out).toContain('All is well.');
  });
});
