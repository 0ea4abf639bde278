import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { keyOf } from './library.ts';
import type { BrokenScript, OwnScripts } from './own-scripts.ts';
import { packScript, type PackedScript } from './packed.ts';
import { readScript } from './read-script.ts';

/** More than any team writes; a folder with more was named by mistake. */
const MOST_FILES = 5000;
/** Several times the longest script in UTF-8. Whatever is larger is not even read. */
const MAX_BYTES = 400_000;

/**
 * Reads a team's own scripts from folders, each file for itself: a broken one is named, and hides no other. Of two with
 * the same id and language the one of the later folder counts. A folder that is not there holds nothing.
 */
export async function readScriptFolders(folders: readonly string[]): Promise<OwnScripts> {
  const scripts = new Map<string, PackedScript>();
  const broken: BrokenScript[] = [];
  for (const folder of folders) {
    for (const { path, name, text } of await textsIn(folder)) {
      const { script, remarks } = readScript(name, text);
      if (script) scripts.set(keyOf(script), packScript(script));
      else broken.push({ path, ...firstMistake(remarks) });
    }
  }
  return { scripts: [...scripts.values()], broken };
}

interface Text {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

async function textsIn(folder: string): Promise<Text[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const texts: Text[] = [];
  for (const path of names.filter(isScriptName).toSorted().slice(0, MOST_FILES)) {
    const text = await readSmall(join(folder, path));
    if (text !== null) texts.push({ path, name: path.split(/[/\\]/).at(-1) ?? path, text });
  }
  return texts;
}

function isScriptName(path: string): boolean {
  return path.endsWith('.md') && !/(?:^|[/\\])README\.md$/i.test(path);
}

/** Null for what is no file, is gone meanwhile, or is too large to be a script. */
async function readSmall(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size <= MAX_BYTES ? await readFile(path, 'utf8') : null;
  } catch {
    return null;
  }
}

function firstMistake(remarks: ReturnType<typeof readScript>['remarks']): Omit<BrokenScript, 'path'> {
  const first = remarks.find(({ kind }) => kind === 'mistake');
  return { line: first?.line ?? 1, column: first?.column ?? 1 };
}
