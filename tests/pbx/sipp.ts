import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PARTY_HZ } from './parties.ts';
import type { Pbx } from './pbx.ts';
import { freePort } from './ports.ts';
import { startProcess } from './processes.ts';
import { fillIn } from './render-config.ts';
import { toneULaw } from './u-law.ts';

const SCENARIO = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'sipp-patient.xml'), 'utf8');

export interface SippOptions {
  pbx: Pbx;
  /** What they dial. */
  to?: string;
  calls: number;
  callsPerSecond?: number;
  /** Each hangs up so long after the PBX has answered. */
  holdMs?: number;
  toneHz?: number;
}

/** Many patients at once who speak and do not listen: load for a queue. */
export interface SippPatients {
  /** Resolves when the last has hung up; rejects when a call went otherwise than planned. */
  finished: Promise<void>;
  /** Ends the program; calls that are up are left to the PBX's RTP timeout. */
  stop(): Promise<void>;
}

/** Starts `calls` calls by SIPp, from the numbers 1 555 0100 to 1 555 0199 in turn. */
export async function startSippPatients(options: SippOptions): Promise<SippPatients> {
  const { pbx, to = '700', calls, callsPerSecond = 5, holdMs = 5000, toneHz = PARTY_HZ.patient } = options;
  const dir = await mkdtemp(join(tmpdir(), 'hearthline-sipp-'));
  const scenario = join(dir, 'scenario.xml');
  const numbers = join(dir, 'numbers.csv');
  const voice = join(dir, 'voice.ul');
  await writeFile(voice, toneULaw(toneHz, 10));
  await writeFile(scenario, fillIn(SCENARIO, { VOICE_FILE: voice, HOLD_MS: holdMs }, 'sipp-patient.xml'));
  const rows = Array.from({ length: 100 }, (_, at) => `155501${String(at).padStart(2, '0')}`);
  await writeFile(numbers, `SEQUENTIAL\n${rows.join('\n')}\n`);
  const what = ['-sf', scenario, '-inf', numbers, '-s', to, '-m', String(calls), '-l', String(calls)];
  const where = ['-i', '127.0.0.1', '-mi', '127.0.0.1', '-p', String(await freePort())];
  const how = ['-r', String(callsPerSecond), '-nostdin', '-trace_err', '-error_file', join(dir, 'errors')];
  const args = [`127.0.0.1:${pbx.sipPort}`, ...what, ...where, ...how];
  const running = startProcess('sipp', args, { logPath: join(dir, 'log'), cwd: dir });
  const finished = running.exited.then((ending) => {
    if (ending !== 'exit code 0') throw new Error(`sipp: ${ending}\n${running.lastWords()}`);
  });
  // A test that stops them early does not await `finished`.
  finished.catch(() => undefined);
  return {
    finished,
    stop: async () => {
      await running.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
