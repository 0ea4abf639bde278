import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { makePrivateFolder, readPrivate, writePrivate } from './private-files.ts';

/** What the operating system offers for keeping secrets (Electron's safeStorage, given by main). */
export interface SecretKeeper {
  /** False where it would only disguise them (`basic_text`, no keyring). */
  readonly isAvailable: () => boolean;
  readonly encrypt: (text: string) => Uint8Array;
  /** Throws when it was encrypted by another account or computer. */
  readonly decrypt: (data: Uint8Array) => string;
}

export interface DeviceSecret {
  /** 32 bytes. */
  readonly bytes: Uint8Array;
  /** The operating system guards them. */
  readonly isKept: boolean;
}

const SECRET_BYTES = 32;
const GUARDED = 'device.sealed';
/** Where nothing guards it: readable by this account alone, and no secret to whoever has its files. */
const PLAIN = 'device.plain';

/**
 * This computer's half of every key, made when there is none.
 *
 * One that the keyring no longer opens is replaced: the records sealed with it stay shut whatever is done, and are found
 * to be so (`sealed`). One that was made without a keyring is used on, and moved into the keyring once there is one.
 */
export function deviceSecret(folder: string, keeper: SecretKeeper): DeviceSecret {
  makePrivateFolder(folder);
  const isKept = keeper.isAvailable();
  const bytes = (isKept ? guarded(folder, keeper) : null) ?? plain(folder) ?? randomBytes(SECRET_BYTES);
  const path = join(folder, isKept ? GUARDED : PLAIN);
  if (isKept) {
    if (guarded(folder, keeper) === null) writePrivate(path, keeper.encrypt(bytes.toString('base64')));
  } else if (plain(folder) === null) {
    writePrivate(path, bytes);
  }
  return { bytes, isKept };
}

function guarded(folder: string, keeper: SecretKeeper): Buffer | null {
  const data = readPrivate(join(folder, GUARDED));
  if (!data) return null;
  try {
    return whole(Buffer.from(keeper.decrypt(data), 'base64'));
  } catch {
    // Another account's keyring, or one that was emptied; safeStorage says no more.
    return null;
  }
}

function plain(folder: string): Buffer | null {
  const data = readPrivate(join(folder, PLAIN));
  return data && whole(data);
}

function whole(bytes: Buffer): Buffer | null {
  return bytes.length === SECRET_BYTES ? bytes : null;
}
