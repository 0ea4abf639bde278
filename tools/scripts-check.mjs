/**
 * `npm run scripts:check [-- FILE or FOLDER …]`: reads script files (docs/scripts.md) and says every mistake with its
 * line and column, and how to mend it. Without files: the library of the app. Ends with 1 when there is a mistake.
 */
import { textsBelow, tellRemarks } from './lib/checked-files.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { command, Stop } from './lib/say.mjs';

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
  const read = readLibrary(files, beside).map(({ path, script, remarks, texts }) => ({
    path,
    remarks: inOrder([...remarks, ...(script ? styleOf(script, texts, today) : [])]),
  }));
  return tellRemarks('script', read);
}
