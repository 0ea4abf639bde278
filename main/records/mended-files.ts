import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { removeFile, syncFolder } from './small-files.ts';
import { filesOf } from './sqlcipher.ts';

/**
 * How a mended database takes the place of a damaged one, so that a power cut leaves one or the other:
 *
 *   records.db damaged ─▶ .mending is filled ─▶ it is whole: .mended ─▶ the damaged one is set aside ─▶ records.db
 *
 * Whoever opens the records first ends what was begun, from `.mended` on.
 */

const DAMAGED = '.damaged';
/** The disk did not take all of the new one. */
export const UNFINISHED = appError('records-failed', { what: 'mending' });

/** Where a new database is filled. */
export function mendingPath(path: string): string {
  return `${path}.mending`;
}

/** Throws away what a mending that was stopped has left. */
export function dropMending(path: string): void {
  for (const file of filesOf(mendingPath(path))) removeFile(file);
}

/**
 * The new database is closed and whole.
 * @returns `records-failed`, and nothing is changed, when a part of it is in its log file still
 */
export function takeMended(path: string): Result<void, AppError> {
  const left = statSync(`${mendingPath(path)}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (left > 0) return failed(UNFINISHED);
  renameSync(mendingPath(path), mendedPath(path));
  syncFolder(dirname(path));
  endMending(path);
  return ok();
}

/** Changes nothing where nothing was mended. */
export function endMending(path: string): void {
  if (!existsSync(mendedPath(path))) return;
  // Its twin was set aside before; only the last is kept.
  if (existsSync(path)) for (const file of setAsideFiles(path)) removeFile(file);
  for (const file of filesOf(path)) {
    if (existsSync(file)) renameSync(file, `${path}${DAMAGED}${file.slice(path.length)}`);
  }
  renameSync(mendedPath(path), path);
  syncFolder(dirname(path));
}

function mendedPath(path: string): string {
  return `${path}.mended`;
}

function setAsideFiles(path: string): string[] {
  const folder = dirname(path);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${basename(path)}${DAMAGED}`));
  return names.map((name) => join(folder, name));
}
