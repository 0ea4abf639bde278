import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, isScriptPath, keyOf } from './library.ts';
import type { BrokenScript, OwnScripts } from './own-scripts.ts';
import { packSmall, type PackedScript } from './packed.ts';
import { readScript } from './read-script.ts';

/** Several times the longest script in UTF-8. Whatever is larger is not even read. */
const MAX_BYTES = 400_000;

/**
 * Reads a team's own scripts from folders, each file for itself: a broken one is named, and hides no other. Of two with
 * the same id and language the one of the later folder counts.
 */
export async function readScriptFolders(folders: readonly string[]): Promise<OwnScripts> {
  const scripts = new Map<string, PackedScript>();
  const broken: BrokenScript[] = [];
  const missing: string[] = [];
  for (const folder of folders) {
    const paths = await pathsIn(folder);
    if (!paths) missing.push(folder);
    for (const path of paths ?? []) {
      const read = await readOne(folder, path);
      if ('line' in read) broken.push(read);
      else scripts.set(keyOf(read), read);
    }
  }
  return { scripts: [...scripts.values()], broken, missing };
}

/** Null for a folder that is not there, or cannot be read. */
async function pathsIn(folder: string): Promise<readonly string[] | null> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => null);
  if (!entries) return null;
  const files = entries.filter((entry) => !entry.isDirectory() && isScriptPath(entry.name));
  return files
    .map(({ parentPath, name }) => join(parentPath, name).slice(join(folder, '/').length))
    .toSorted();
}

async function readOne(folder: string, path: string): Promise<PackedScript | BrokenScript> {
  const text = await textOf(join(folder, path));
  const { script, remarks } = text === null ? UNREADABLE : readScript(fileNameOf(path), text);
  if (script) return { ...packSmall(script), path: join(folder, path) };
  const first = remarks.find(({ kind }) => kind === 'mistake');
  return { path, line: first?.line ?? 1, column: first?.column ?? 1 };
}

const UNREADABLE = { script: null, remarks: [] } as const;

/** Null for what may not be read, or is too large to be a script. */
async function textOf(path: string): Promise<string | null> {
  try {
    return (await stat(path)).size <= MAX_BYTES ? await readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}
