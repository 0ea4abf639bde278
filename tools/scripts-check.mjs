/**
 * `npm run scripts:check [-- FILE or FOLDER …]`: reads script files (docs/scripts.md) and says every mistake with its
 * line and column, and how to mend it. Without files: the library of the app. Ends with 1 when there is a mistake.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { command, say, Stop } from './lib/say.mjs';

const LIBRARY = inRoot('assets', 'scripts');

await command(() => onProjectNode(import.meta.url, check));

async function check() {
  // Here and not above: they are TypeScript, which only the project's own Node reads as it stands.
  const { isScriptPath, readLibrary } = await import('../main/scripts/library.ts');
  const { inOrder } = await import('../main/scripts/remark.ts');
  const { styleOf } = await import('../main/scripts/style.ts');
  const asked = process.argv.slice(2);
  const textsIn = (/** @type {string} */ path) => textsBelow(path, isScriptPath);
  const library = await textsIn(LIBRARY);
  const files = asked.length === 0 ? library : (await Promise.all(asked.map(textsIn))).flat();
  if (files.length === 0)
    throw new Stop(`There is no script in ${asked.join(', ')}. Scripts are files that end in .md.`);
  const beside = readLibrary(library).flatMap(({ script }) => script ?? []);
  const today = new Date().toISOString().slice(0, 10);
  let mistakes = 0;
  let advices = 0;
  for (const { path, script, remarks, texts } of readLibrary(files, beside)) {
    const all = inOrder([...remarks, ...(script ? styleOf(script, texts, today) : [])]);
    for (const { kind, line, column, what, fix } of all) {
      say(`${path}:${line}:${column} ${kind === 'mistake' ? 'error' : 'warning'}: ${what} ${fix}`);
      if (kind === 'mistake') mistakes += 1;
      else advices += 1;
    }
  }
  say(`${counted(files.length, 'script')}: ${counted(mistakes, 'error')}, ${counted(advices, 'warning')}`);
  return mistakes === 0 ? 0 : 1;
}

/**
 * @param {string} path a script, or a folder of scripts
 * @param {(path: string) => boolean} isScript
 * @returns {Promise<{ path: string, text: string }[]>}
 */
async function textsBelow(path, isScript) {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Stop(`${path} is not there.`);
  const paths = found.isDirectory()
    ? (await readdir(path, { recursive: true }))
        .filter(isScript)
        .toSorted()
        .map((name) => join(path, name))
    : [path];
  return Promise.all(paths.map(async (one) => ({ path: shown(one), text: await readFile(one, 'utf8') })));
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
