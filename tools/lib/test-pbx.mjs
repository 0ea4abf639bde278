import { pathToFileURL } from 'node:url';
import { inRoot } from './paths.mjs';
import { say, step, Stop } from './say.mjs';

/** Makes sure that the PBX of the tests (tests/pbx/install.mjs) is there, or stops with what stands in the way. */
export async function ensureTestPbx() {
  const { ensureAsterisk } = await import(pathToFileURL(inRoot('tests', 'pbx', 'install.mjs')).href);
  try {
    await step('Looking for the test PBX (fetched once; about 30 MB)', (note) =>
      ensureAsterisk({
        onProgress: (/** @type {string} */ line) => {
          say(line);
          note(line);
        },
      }),
    );
  } catch (error) {
    throw new Stop(`The test PBX could not be set up. ${error instanceof Error ? error.message : error}`);
  }
}
