import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { ProfileInput } from '../../shared/profile/profile.ts';
import { whoIsHeard } from './listening.ts';
import { type Phone, startPatient } from './patient.ts';
import { type Pbx, startPbx } from './pbx.ts';

const PATIENT_NUMBER = '12025550142';

/** Runs a PBX and one patient until somebody types "quit" or presses Ctrl+C. */
export async function runByHand(profileFile: string | undefined): Promise<void> {
  const pbx = await startPbx();
  const patient = await startPatient({ pbx, number: PATIENT_NUMBER });
  const file = resolve(profileFile ?? join(pbx.runDir, 'test-pbx.hearthline.json'));
  writeFileSync(file, `${JSON.stringify(profileOf(pbx), null, 2)}\n`);
  console.log(`
Asterisk runs (process ${pbx.pid()}, files in ${pbx.runDir}).

  profile    ${file}
  servers    ${pbx.wsUrl}
             ${pbx.wssUrl} (trust ${pbx.caFile})
  domain     ${pbx.domain}, realm asterisk; SIP over UDP and TCP at port ${pbx.sipPort}
  agents     1001 to 1004, password pw1001 to pw1004; 1003 leads
  dial       600 echo, 604 digits, 606 early media, 607 busy, *45 join the queue, *46 leave it,
             1002 a colleague, +${PATIENT_NUMBER} the patient

Start Hearthline with:   npm start -- --profile ${file}

The patient hums at 2400 Hz. Type: call 1001 | call 700 | answer | hang up | hear | quit`);
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: 'patient> ' });
  input.on('SIGINT', () => input.close());
  input.prompt();
  for await (const line of input) {
    if (line.trim() === 'quit') break;
    console.log(await act(patient, line.trim()));
    input.prompt();
  }
  console.log('Stopping.');
  await patient.stop();
  await pbx.stop();
}

function profileOf(pbx: Pbx): ProfileInput {
  const colleagues = ['1001', '1002', '1003', '1004'].map((extension) => ({
    name: `Desk ${extension}`,
    extension,
  }));
  return {
    version: 1,
    name: 'Test PBX',
    sip: {
      domain: pbx.domain,
      realm: pbx.account('1001').realm,
      servers: [{ url: pbx.wsUrl, trustAutoAnswer: true }],
    },
    numbers: { country: 'US' },
    featureCodes: { echo: '600', voicemail: '*97' },
    colleagues,
  };
}

/** Does one typed command; resolves with what to print. */
async function act(patient: Phone, command: string): Promise<string> {
  const [, extension] = /^call (\S+)$/.exec(command) ?? [];
  try {
    if (extension) await patient.call(extension);
    else if (command === 'answer') await patient.answerIncoming(1000);
    else if (command === 'hang up') await patient.hangUp();
    else if (command === 'hear')
      return `hears ${whoIsHeard(await patient.heard()) || 'none of the known tones'}`;
    else if (command !== '') return 'Type: call EXTENSION, answer, hang up, hear, quit';
    return JSON.stringify(patient.state);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
