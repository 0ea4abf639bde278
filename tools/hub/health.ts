import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Identity, identityFrom, newSeed } from '../../main/hub/identity.ts';
import { Stop } from '../lib/say.mjs';
import { writeWhole } from './files.ts';

/**
 * Who may ask the servers how they are. Its secret stands with the servers, who could tell it all anyway, so that
 * `start` and `check` need no admin.
 */
const HEALTH_FILE = join('server', 'health.key');

export function makeHealthIdentity(dir: string): Identity {
  const seed = newSeed();
  writeWhole(join(dir, HEALTH_FILE), `${seed.toString('base64url')}\n`, 0o600);
  return identityFrom(seed);
}

export function readHealthIdentity(dir: string): Identity {
  const path = join(dir, HEALTH_FILE);
  try {
    return identityFrom(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url'));
  } catch (error) {
    throw new Stop(`${path} cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
}
