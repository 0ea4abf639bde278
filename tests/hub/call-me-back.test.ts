import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { foldGroup } from '#shared/callback/fold.ts';
import { type Phone, startPatient } from '../pbx/patient.ts';
import { type Pbx, startPbx } from '../pbx/pbx.ts';
import { until } from '../pbx/until.ts';
import { hubCommand } from './hub-command.ts';
import { readLog } from './log-reader.ts';
import { startTestHub, type TestHub } from './nats.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const NUMBER = '12025550155';
const intakeFile = () => join(hub.dir, 'intakes', 'intake-phone.hearthline-intake');

let hub: TestHub;
let pbx: Pbx;
let patient: Phone;

beforeAll(async () => {
  [hub, pbx] = await Promise.all([startTestHub({ agents: ['anna'] }), startPbx()]);
  await useGuidesDialplan();
  patient = await startPatient({ pbx, number: NUMBER, name: 'Wilhelmina Needlework' });
});
afterAll(async () => {
  await patient?.stop();
  await Promise.all([pbx?.stop(), hub?.stop()]);
});

/** The dialplan as docs/hub.md has it, with this machine's paths; what the caller hears is written down. */
async function useGuidesDialplan(): Promise<void> {
  const guide = readFileSync(join(ROOT, 'docs', 'hub.md'), 'utf8');
  const [, dialplan = ''] = /```ini\n(\[[^`]*agi\.mjs[^`]*)```/.exec(guide) ?? [];
  const heard = (prompt: string) => `Set(DB(heard/\${CALLERID(num)})=${prompt})`;
  const ours = dialplan
    .replace('[callback-menu]', '[patients](+)')
    .replace('exten => s,', 'exten => 640,')
    .replace('/opt/hearthline/tools/hub/agi.mjs', join(ROOT, 'tools', 'hub', 'agi.mjs'))
    .replace('/etc/hearthline/intake-phone.hearthline-intake', intakeFile())
    .replace('custom/press-1-to-be-called-back', 'beep')
    .replaceAll(/Playback\(custom\/([a-z-]+)\)/g, (_whole, prompt: string) => heard(prompt));
  expect(ours).toContain('exten => 640,1');
  appendFileSync(join(pbx.runDir, 'etc', 'extensions.conf'), `\n${ours}\n`);
  await pbx.cli('dialplan reload');
  await until('the dialplan', async () => (await pbx.cli('dialplan show 640@patients')).includes('agi.mjs'));
}

async function callAndPress(): Promise<void> {
  await pbx.cli(`database del heard ${NUMBER}`);
  await patient.call('640');
  await patient.waitFor('established');
  await patient.pressKeys('1');
  await patient.waitFor('ended', 30_000);
}

const heard = () => pbx.cli(`database get heard ${NUMBER}`);

/** What cron does: sends what waits on the telephone server's disk. */
async function flush(): Promise<number> {
  const args = ['enqueue', '--flush', '--json', '--dir', hub.dir, '--intake', intakeFile()];
  const said = await hubCommand(args, { cwd: hub.dir });
  expect(said, said.err).toMatchObject({ code: 0 });
  return z.object({ added: z.number() }).parse(JSON.parse(said.out)).added;
}

describe('a patient who presses 1 on a real telephone server', () => {
  it('stands in the callback queue with their number, by the dialplan of the guide', async () => {
    await callAndPress();
    expect(await heard(), pbx.log()).toContain('we-will-call-you-back');
    expect(foldGroup(await readLog(hub, 'anna'))).toMatchObject([
      {
        number: `+${NUMBER}`,
        reason: 'Asked to be called back',
        language: 'en',
        source: 'phone',
        status: 'open',
        requests: 1,
      },
    ]);
  });

  it('is kept on the telephone server’s disk while the hub is away, and hears the same', async () => {
    await hub.stopNodes();
    await callAndPress();
    expect(await heard(), pbx.log()).toContain('we-will-call-you-back');
    await hub.restart();
    expect(await flush()).toBe(1);
    // The same patient for the same reason: still one callback.
    const found = foldGroup(await readLog(hub, 'anna')).filter(({ status }) => status === 'open');
    expect(found).toMatchObject([{ number: `+${NUMBER}`, requests: 2 }]);
  });

  it('may hang up as soon as they have pressed', async () => {
    hub.pause();
    await patient.call('640');
    await patient.waitFor('established');
    await patient.pressKeys('1');
    const isAsking = async () => (await pbx.channels()).some(({ application }) => application === 'AGI');
    await until('the script to run', isAsking);
    await patient.hangUp();
    await pbx.waitForNoChannels(20_000);
    hub.resume();
    // By the script itself, or by what it left on the disk.
    await until(
      'the third request',
      async () => {
        await flush();
        const open = foldGroup(await readLog(hub, 'anna')).find(({ status }) => status === 'open');
        return open?.requests === 3;
      },
      30_000,
    );
  });

  it('leaves no trace of who they are in the server’s console from the script', () => {
    const lines = pbx
      .log(100_000)
      .split('\n')
      .filter((line) => line.includes('Hearthline:'));
    expect(lines.join('\n')).not.toMatch(/2025550155|Needlework/);
  });
});
