/**
 * `npm run practice:check [-- FILE or FOLDER …]`: reads the people of the practice line (assets/practice/README.md) and
 * says every mistake with its line and column, and how to mend it. Without files: those of the app. Ends with 1 when
 * there is a mistake.
 */
import { readdir } from 'node:fs/promises';
import { textsBelow, tellRemarks } from './lib/checked-files.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { command, Stop } from './lib/say.mjs';

const CAST = inRoot('assets', 'practice');
const VOICES = inRoot('assets', 'practice', 'voices');
const SCRIPTS = inRoot('assets', 'scripts');

await command(() => onProjectNode(import.meta.url, check));

async function check() {
  // Here and not above: they are TypeScript, which only the project's own Node reads as it stands.
  const { readPeople } = await import('../main/practice/read-people.ts');
  const { isScriptPath, readLibrary } = await import('../main/scripts/library.ts');
  const { inOrder } = await import('../main/scripts/remark.ts');
  const { styleOfPerson } = await import('./practice/style.ts');
  const asked = process.argv.slice(2);
  const files = (await Promise.all((asked.length === 0 ? [CAST] : asked).map(peopleIn))).flat();
  if (files.length === 0)
    throw new Stop(`There is nobody in ${asked.join(', ')}. People are files that end in .json.`);
  const library = readLibrary(await textsBelow(SCRIPTS, isScriptPath));
  const scripts = new Set(library.flatMap(({ script }) => (script?.kind === 'script' ? [script.id] : [])));
  const voices = new Set(await recordings());
  const read = readPeople(files).map(({ path, person, remarks, places }) => ({
    path,
    remarks: inOrder([
      ...remarks,
      ...(person && places ? styleOfPerson(person, places, { scripts, voices }) : []),
    ]),
  }));
  return tellRemarks('file', read);
}

/** @param {string} path */
function peopleIn(path) {
  return textsBelow(path, (name) => name.endsWith('.json'));
}

/** @returns {Promise<string[]>} paths below the folder of recordings */
async function recordings() {
  const entries = await readdir(VOICES, { recursive: true }).catch(() => []);
  return entries.map((path) => path.replaceAll('\\', '/'));
}
