/** What the commands share that read files people write, and name every mistake in them. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { say, Stop } from './say.mjs';

/** @typedef {import('../../main/scripts/remark.ts').Remark} Remark */

/**
 * @param {string} path a file, or a folder of them
 * @param {(path: string) => boolean} isWanted of the files in a folder
 * @returns {Promise<{ path: string, text: string }[]>}
 */
export async function textsBelow(path, isWanted) {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Stop(`${path} is not there.`);
  const paths = found.isDirectory()
    ? (await readdir(path, { recursive: true }))
        .filter(isWanted)
        .toSorted()
        .map((name) => join(path, name))
    : [path];
  return Promise.all(paths.map(async (one) => ({ path: shown(one), text: await readFile(one, 'utf8') })));
}

/**
 * Says every remark with its place, and how many there were.
 * @param {string} what one of the files, `script`
 * @param {readonly { path: string, remarks: readonly Remark[] }[]} files
 * @returns {number} the exit code: 1 when there is a mistake
 */
export function tellRemarks(what, files) {
  let mistakes = 0;
  let advices = 0;
  for (const { path, remarks } of files) {
    for (const { kind, line, column, what: wrong, fix } of remarks) {
      say(`${path}:${line}:${column} ${kind === 'mistake' ? 'error' : 'warning'}: ${wrong} ${fix}`);
      if (kind === 'mistake') mistakes += 1;
      else advices += 1;
    }
  }
  say(`${counted(files.length, what)}: ${counted(mistakes, 'error')}, ${counted(advices, 'warning')}`);
  return mistakes === 0 ? 0 : 1;
}

/**
 * As one would type it from here.
 * @param {string} path
 */
function shown(path) {
  const fromHere = relative('', path);
  return fromHere.startsWith('..') ? path : fromHere;
}

/**
 * @param {number} count
 * @param {string} what
 */
function counted(count, what) {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
