import { randomBytes } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder, readIfThere, writeWhole } from './small-files.ts';

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

const SECRET = /^[0-9a-f]{64}$/;

/**
 * The secret of this computer, made the first time. One that the system cannot read any more (another computer, an
 * emptied keyring) is put aside as `<file>.unreadable-<n>`, for IT to bring back with the keyring that it belongs to.
 * Where the system keeps none it lies in `<file>.plain`, so that the real one is still there once the keyring is back.
 * @throws Error when the disk fails
 */
export function readDeviceSecret(file: string, system: SecretKeeper): DeviceSecret {
  const { isKept } = system;
  const path = isKept ? file : `${file}.plain`;
  const text = readIfThere(path)?.trim();
  const known = text === undefined ? null : secretFrom(text, system);
  if (known) return { bytes: known, isKept };
  if (text !== undefined) putAside(path);
  const bytes = new Uint8Array(randomBytes(32));
  const secret = Buffer.from(bytes).toString('hex');
  makeFolder(dirname(path));
  writeWhole(path, isKept ? system.encrypt(secret).toString('base64') : secret);
  return { bytes, isKept };
}

function secretFrom(text: string, system: SecretKeeper): Uint8Array | null {
  const secret = system.isKept ? decrypted(text, system) : text;
  return secret !== null && SECRET.test(secret) ? new Uint8Array(Buffer.from(secret, 'hex')) : null;
}

function decrypted(text: string, system: SecretKeeper): string | null {
  try {
    return system.decrypt(Buffer.from(text, 'base64'));
  } catch {
    // What the system's keyring says differs everywhere and means one thing: it is not ours any more.
    return null;
  }
}

function putAside(path: string): void {
  let count = 1;
  while (existsSync(`${path}.unreadable-${count}`)) count += 1;
  renameSync(path, `${path}.unreadable-${count}`);
}
