import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foldGroup } from '#shared/callback/fold.ts';
import { hubCommand } from './hub-command.ts';
import { readLog } from './log-reader.ts';
import { startTestHub, type TestHub } from './nats.ts';

const reportSchema = z.object({
  added: z.number(),
  known: z.number(),
  spooled: z.number(),
  refused: z.number(),
  mistakes: z.array(z.object({ line: z.number(), mistakes: z.array(z.object({ field: z.string() })) })),
  offline: z.string().nullable(),
});

let hub: TestHub;
let isPaused = false;

beforeAll(async () => {
  hub = await startTestHub({ agents: ['anna'] });
});
afterEach(() => {
  if (isPaused) hub.resume();
  isPaused = false;
});
afterAll(() => hub?.stop());

async function enqueue(input: string, ...args: string[]) {
  const said = await hubCommand(['enqueue', '--json', '--dir', hub.dir, ...args], { cwd: hub.dir, input });
  return { code: said.code, err: said.err, ...reportSchema.parse(JSON.parse(said.out)) };
}

const intakeFile = (name: string) => join(hub.dir, 'intakes', `${name}.hearthline-intake`);
const waiting = (name: string) =>
  existsSync(`${intakeFile(name)}.spool`)
    ? readdirSync(`${intakeFile(name)}.spool`).filter((one) => one.endsWith('.json'))
    : [];

async function callbacks() {
  return foldGroup(await readLog(hub, 'anna'));
}

const line = (fields: object) => `${JSON.stringify(fields)}\n`;

describe('enqueue', () => {
  it('takes the good lines, names the bad ones, and adds nothing when it is repeated', async () => {
    const lines = [
      line({
        ref: 'a-1',
        number: '+1 202 555 0142',
        reason: 'Test results',
        name: 'Ada Invented',
        priority: 'high',
      }),
      line({ ref: 'a-2', number: '(202) 555-0143', reason: 'Test results', language: 'es', source: 'web' }),
      'not JSON\n',
      '\n',
      line({ ref: 'a-3', number: 'nobody', reason: '' }),
      line({ ref: 'a-4', number: '+12025550144', reason: 'Rescheduling', colour: 'red' }),
      line({
        number: '+12025550145',
        reason: 'Rescheduling',
        requested: '2026-03-10T14:30Z',
        timezone: 'America/Chicago',
      }),
    ].join('');
    const first = await enqueue(lines);
    expect(first).toMatchObject({ code: 65, added: 3, known: 0, spooled: 0, offline: null });
    expect(first.mistakes.map((one) => one.line)).toEqual([3, 5, 6]);
    expect(first.err).toContain('line 5: number: expected a telephone number');
    expect(await enqueue(lines)).toMatchObject({ code: 65, added: 0, known: 3, spooled: 0 });

    const found = await callbacks();
    expect(
      found.map(({ number, reason, priority, source }) => ({ number, reason, priority, source })),
    ).toEqual([
      { number: '+12025550142', reason: 'Test results', priority: 'high', source: 'script' },
      { number: '+12025550143', reason: 'Test results', priority: 'normal', source: 'web' },
      { number: '+12025550145', reason: 'Rescheduling', priority: 'normal', source: 'script' },
    ]);
    expect(found[2]).toMatchObject({ requestedMs: Date.UTC(2026, 2, 10, 14, 30), zone: 'America/Chicago' });
    expect(waiting('intake-enqueue')).toEqual([]);
  });

  it('takes one from the command line, and again as another when it has no name of its own', async () => {
    const before = (await readLog(hub, 'anna')).length;
    const one = ['--number', '+12025550146', '--reason', 'Prescription'];
    expect(await enqueue('', ...one)).toMatchObject({ code: 0, added: 1 });
    expect(await enqueue('', ...one)).toMatchObject({ code: 0, added: 1 });
    expect(await enqueue('', ...one, '--ref', 'x')).toMatchObject({ added: 1 });
    expect(await enqueue('', ...one, '--ref', 'x')).toMatchObject({ added: 0, known: 1 });
    expect((await readLog(hub, 'anna')).length).toBe(before + 3);
    // The same number and reason: one callback that was asked for three times.
    const open = (await callbacks()).filter(
      ({ reason, status }) => reason === 'Prescription' && status === 'open',
    );
    expect(open).toMatchObject([{ requests: 3 }]);
  });

  it('keeps what the hub cannot take, sealed, and sends it once when the hub is back', async () => {
    const before = (await readLog(hub, 'anna')).length;
    await hub.stopNodes();
    const said = await enqueue(line({ ref: 'b-1', number: '+12025550147', reason: 'Wilhelmina’s needle' }));
    expect(said).toMatchObject({
      code: 75,
      added: 0,
      spooled: 1,
      offline: expect.stringContaining('cannot be reached'),
    });
    const [file] = waiting('intake-enqueue');
    const text = readFileSync(join(`${intakeFile('intake-enqueue')}.spool`, file ?? ''), 'utf8');
    const inside = Buffer.from(z.object({ data: z.string() }).parse(JSON.parse(text)).data, 'base64url');
    for (const needle of ['2025550147', 'Wilhelmina']) {
      expect(text).not.toContain(needle);
      expect(inside.includes(needle)).toBe(false);
    }
    await hub.restart();
    expect(await enqueue('', '--flush')).toMatchObject({ code: 0, added: 1, spooled: 0 });
    expect(await enqueue('', '--flush')).toMatchObject({ code: 0, added: 0, known: 0 });
    expect((await readLog(hub, 'anna')).length).toBe(before + 1);
  });

  it('goes on with the team’s newest key after somebody has left', async () => {
    const removed = await hubCommand(['add-agent', 'temp', '--dir', hub.dir], { cwd: hub.dir });
    expect(removed, removed.err).toMatchObject({ code: 0 });
    expect(await hubCommand(['remove-agent', 'temp', '--dir', hub.dir], { cwd: hub.dir })).toMatchObject({
      code: 0,
    });
    expect(await enqueue(line({ ref: 'c-1', number: '+12025550148', reason: 'New key' }))).toMatchObject({
      added: 1,
    });
    const { sealFor } = z
      .object({ sealFor: z.object({ keyId: z.string() }) })
      .parse(JSON.parse(readFileSync(intakeFile('intake-enqueue'), 'utf8')));
    expect(sealFor.keyId).toBe('0002');
    expect((await callbacks()).some(({ reason }) => reason === 'New key')).toBe(true);
  });
});

/** What Asterisk does with an AGI script, without Asterisk. */
async function agi(args: readonly string[], uniqueId: string) {
  const tool = join(import.meta.dirname, '..', '..', 'tools', 'hub', 'agi.mjs');
  const child = spawn(process.execPath, [tool, ...args]);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (text.includes('\n')) child.stdin.write('200 result=1\n');
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  child.stdin.write(
    `agi_request: agi.mjs\nagi_channel: PJSIP/1\nagi_uniqueid: ${uniqueId}\nagi_callerid: x\n\n`,
  );
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, out, err };
}

describe('the AGI script', () => {
  const args = (number: string) => [number, 'Called the line', 'en', intakeFile('intake-phone')];

  it('stores a caller once, however often they press', async () => {
    expect(await agi(args('12025550150'), '1790000000.1')).toEqual({
      code: 0,
      out: 'SET VARIABLE HEARTHLINE_CALLBACK stored\n',
      err: '',
    });
    expect(await agi(args('12025550150'), '1790000000.1')).toMatchObject({
      out: expect.stringContaining('stored'),
    });
    const found = (await callbacks()).filter(({ source }) => source === 'phone');
    expect(found).toMatchObject([{ number: '+12025550150', requests: 1, language: 'en', status: 'open' }]);
  });

  it('says so when the caller has no number, without a word about them', async () => {
    const said = await agi(args('anonymous'), '1790000000.2');
    expect(said).toMatchObject({ code: 1, out: 'SET VARIABLE HEARTHLINE_CALLBACK failed\n' });
    expect(said.err).not.toContain('anonymous');
  });

  it('keeps the caller’s wait short while the hub is silent, and the request on the disk', async () => {
    hub.pause();
    isPaused = true;
    const startedMs = performance.now();
    const said = await agi(args('12025550151'), '1790000000.3');
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect(said).toMatchObject({ code: 0, out: 'SET VARIABLE HEARTHLINE_CALLBACK spooled\n' });
    expect(said.err).not.toContain('2025550151');
    hub.resume();
    isPaused = false;
    expect(waiting('intake-phone')).toHaveLength(1);
    const file = intakeFile('intake-phone');
    expect(await enqueue('', '--flush', '--intake', file)).toMatchObject({ code: 0, spooled: 0 });
    expect(waiting('intake-phone')).toEqual([]);
    const found = (await callbacks()).filter(({ number }) => number === '+12025550151');
    expect(found).toMatchObject([{ requests: 1 }]);
  });
});
