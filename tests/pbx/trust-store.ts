import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A private home folder whose certificate database trusts the given authorities. */
export interface TrustStore {
  home: string;
  /** The environment to start Chromium or Electron with. */
  env: Record<string, string>;
  remove(): Promise<void>;
}

/**
 * Makes a home folder in which Chromium on Linux trusts `authorityFiles` (PEM). Chromium reads the user's NSS
 * database, ~/.pki/nssdb, beside its own list of authorities.
 */
export async function trustStore(authorityFiles: readonly string[]): Promise<TrustStore> {
  const home = await mkdtemp(join(tmpdir(), 'hearthline-home-'));
  const database = join(home, '.pki/nssdb');
  await mkdir(database, { recursive: true });
  await run('certutil', ['-N', '-d', `sql:${database}`, '--empty-password']);
  for (const [at, file] of authorityFiles.entries()) {
    await run('certutil', [
      '-A',
      '-d',
      `sql:${database}`,
      '-n',
      `test-authority-${at}`,
      '-t',
      'C,,',
      '-i',
      file,
    ]);
  }
  return {
    home,
    env: environmentWithHome(home),
    remove: () => rm(home, { recursive: true, force: true }),
  };
}

/** Ours, but for the variables that would lead around the new home folder. */
function environmentWithHome(home: string): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && name !== 'XDG_DATA_HOME' && name !== 'XDG_CONFIG_HOME') env[name] = value;
  }
  return { ...env, HOME: home };
}
