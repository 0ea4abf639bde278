import { createHash, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { diskError, makeFolder, putAside, readIfThere } from './small-files.ts';
import { readEither, writeBoth, type TwoPaths } from './two-copies.ts';

/** What the operating system keeps for this app (main/system/os-secrets.ts). */
export interface SecretKeeper {
  readonly isKept: boolean;
  encrypt(text: string): Buffer;
  /** @throws Error when it was encrypted on another computer or for another person */
  decrypt(encrypted: Buffer): string;
}

/** This computer's half of every key (docs/privacy.md). */
export interface DeviceSecret {
  /** 32 bytes. */
  readonly bytes: Uint8Array;
  /** False where the system keeps no secrets: it then protects nothing. */
  readonly isKept: boolean;
}

/** With its check; the first ones had none. */
const SECRET = /^(?<secret>[0-9a-f]{64})(?<check>[0-9a-f]{16})?$/;

/**
 * The secret of this computer, made the first time, in two files. One that the system cannot read any more (another
 * computer, an emptied keyring) is put aside as `<file>.unreadable-<n>`, for IT to bring back with the keyring that it
 * belongs to. Where the system keeps none it lies in `<file>.plain`, so that the real one is still there once the keyring
 * is back.
 * @throws Error when the disk fails
 */
export function readDeviceSecret(file: string, system: SecretKeeper): DeviceSecret {
  const { isKept } = system;
  const path = isKept ? file : `${file}.plain`;
  const paths = { path, copy: `${path}-copy` };
  const known = readEither(paths, (text) => secretIn(text.trim(), system));
  if (known.state === 'read') {
    const { secret, isChecked } = known.value;
    if (!isChecked) addCheck(paths, secret, system);
    return { bytes: new Uint8Array(Buffer.from(secret, 'hex')), isKept };
  }
  if (known.state === 'damaged') putBothAside(paths);
  const bytes = new Uint8Array(randomBytes(32));
  makeFolder(dirname(path));
  write(paths, Buffer.from(bytes).toString('hex'), system);
  return { bytes, isKept };
}

function write(paths: TwoPaths, secret: string, system: SecretKeeper): void {
  const text = `${secret}${checkOf(secret)}`;
  writeBoth(paths, system.isKept ? system.encrypt(text).toString('base64') : text);
}

/** A disk that does not take the check now is asked again the next time. */
function addCheck(paths: TwoPaths, secret: string, system: SecretKeeper): void {
  try {
    write(paths, secret, system);
  } catch (error) {
    if (!diskError(error)) throw error;
  }
}

/** Null when it cannot be read, or is not what was written: not every system's encryption would tell. */
function secretIn(text: string, system: SecretKeeper): { secret: string; isChecked: boolean } | null {
  const clear = system.isKept ? decrypted(text, system) : text;
  const { secret, check } = SECRET.exec(clear ?? '')?.groups ?? {};
  if (secret === undefined || (check !== undefined && check !== checkOf(secret))) return null;
  return { secret, isChecked: check !== undefined };
}

function checkOf(secret: string): string {
  return createHash('sha256').update(`hearthline-device-secret-1 ${secret}`).digest('hex').slice(0, 16);
}

/** Both, where they differ: only one of them may be as it was written. */
function putBothAside({ path, copy }: TwoPaths): void {
  const [text, copied] = [readIfThere(path), readIfThere(copy)];
  if (copied !== null && copied !== text) putAside(copy, `${path}.unreadable`);
  if (text !== null) putAside(path, `${path}.unreadable`);
}

function decrypted(text: string, system: SecretKeeper): string | null {
  try {
    return system.decrypt(Buffer.from(text, 'base64'));
  } catch {
    // What the system's keyring says differs everywhere and means one thing: it is not ours any more.
    return null;
  }
}
