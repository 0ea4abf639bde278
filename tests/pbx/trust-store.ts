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
  env: NodeJS.ProcessEnv;
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
  const { XDG_DATA_HOME: _data, XDG_CONFIG_HOME: _config, ...inherited } = process.env;
  return {
    home,
    env: { ...inherited, HOME: home },
    remove: () => rm(home, { recursive: true, force: true }),
  };
}
