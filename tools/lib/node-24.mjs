/** The project's own Node, from the npm package `node`: the newest tools want 22.12, a fresh Debian has less. */
import { existsSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages, lastLines, runInstallScript } from './packages.mjs';
import { inRoot } from './paths.mjs';
import { attach, capture } from './run.mjs';
import { Stop } from './say.mjs';

const WANTED_MAJOR = 24;
const NODE = inRoot('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * Runs `body` under the project's Node: at once when this is it, else by starting the same command again under it.
 * The npm packages are installed first.
 * @param {string} commandUrl `import.meta.url` of the command
 * @param {() => Promise<number | void>} body resolves with the exit code
 * @returns {Promise<number | void>}
 */
export async function onProjectNode(commandUrl, body) {
  await ensurePackages();
  if (major(process.versions.node) === WANTED_MAJOR) return body();
  await ensureNode();
  const args = [fileURLToPath(commandUrl), ...process.argv.slice(2)];
  // Programs that look for `node` on the path must find the same one.
  const PATH = `${dirname(NODE)}${delimiter}${process.env['PATH'] ?? ''}`;
  return attach(NODE, args, { env: { ...process.env, PATH } });
}

async function ensureNode() {
  if (await works()) return;
  const outcome = await runInstallScript('node', 'installArchSpecificPackage.js');
  if (outcome.code === 0 && (await works())) return;
  throw new Stop(
    [
      `The npm package "node" has no Node ${WANTED_MAJOR} in it. Its install script fetches it and said:`,
      lastLines(outcome.output, 10),
      `What to do: install Node ${WANTED_MAJOR} yourself and start this command with it,`,
      'or allow the script (npm config set ignore-scripts false; npm install-scripts approve node) and run',
      'npm rebuild node',
    ].join('\n'),
  );
}

async function works() {
  if (!existsSync(NODE)) return false;
  const { code, output } = await capture(NODE, ['--version'], { timeoutMs: 20_000 });
  return code === 0 && major(output.replace(/^v/, '')) === WANTED_MAJOR;
}

/** @param {string} version */
function major(version) {
  return Number(version.split('.')[0]);
}
