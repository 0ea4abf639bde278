import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { appError, type AppError } from '#shared/result.ts';

/** Small files that must be there whole or not at all, whatever happens to the power. Nobody else may read them. */

/** The text of a file; null when there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Once this has returned, the file holds the text, also after a power cut; before, it holds what it held. */
export function writeWhole(path: string, text: string): void {
  const half = `${path}.new`;
  try {
    writeOnDisk(half, text);
    renameSync(half, path);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

function writeOnDisk(path: string, text: string): void {
  const handle = openSync(path, 'w', 0o600);
  try {
    // All of it: a nearly full disk may take a part at a time and say so only of the next.
    writeFileSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Overwrites what a file holds before it is removed, as far as the disk lets anybody do that. */
export function eraseFile(path: string): void {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) return;
  const handle = openSync(path, 'r+');
  try {
    writeFileSync(handle, randomBytes(bytes));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  removeFile(path);
}

/** Renames it to `<name>-<n>`, so that nothing is lost that somebody may want. */
export function putAside(path: string, name: string): void {
  let count = 1;
  while (existsSync(`${name}-${count}`)) count += 1;
  renameSync(path, `${name}-${count}`);
  syncFolder(dirname(path));
}

export function removeFile(path: string): void {
  rmSync(path, { force: true });
  syncFolder(dirname(path));
}

/** And all above it that are not there: once this has returned they stay, also after a power cut. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const shortest = resolve(first).length;
  for (let made = resolve(path); made.length >= shortest; made = dirname(made)) syncFolder(dirname(made));
}

/** A renamed or removed file stays so after a power cut only once its folder has been written too. */
export function syncFolder(path: string): void {
  // Windows lets nobody open a folder for this, and writes its table of names in order by itself.
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a failing disk means to us; null when it is a bug of ours. */
export function diskError(error: unknown): AppError | null {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return appError('records-full');
  return /^E[A-Z0-9]+$/.test(code) ? appError('records-failed', { what: code }) : null;
}

function systemCode(error: unknown): string {
  const isOfSystem = error instanceof Error && 'syscall' in error && 'code' in error;
  return isOfSystem && typeof error.code === 'string' ? error.code : '';
}
