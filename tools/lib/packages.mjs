/** The npm packages: installed when they are not those of package-lock.json. Runs on a bare Node 20. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { inRoot } from './paths.mjs';
import { capture } from './run.mjs';
import { say, step, Stop } from './say.mjs';

const STAMP = inRoot('node_modules', '.hearthline-stamp');
const INSTALLED = inRoot('node_modules', '.package-lock.json');
const INSTALL_LIMIT_MS = 20 * 60_000;
/** Where somebody's settings or NODE_ENV=production leave some out: all of them take part in running from the source. */
const ALL_KINDS = ['--include=dev', '--include=optional'];
const PING_LIMIT_MS = 15_000;
const NO_NETWORK = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT)\b/;

/** @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean }} LockEntry */

/** Installs the locked packages when they are missing or stale. Quick when they are there: one hash, one file read. */
export async function ensurePackages() {
  const wanted = fingerprint();
  if (existsSync(INSTALLED) && readStamp() === wanted) return;
  if (!installedMatchesLock()) await install();
  writeFileSync(STAMP, wanted);
}

function fingerprint() {
  const { allowScripts = {} } = readJson(inRoot('package.json'));
  return createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .update(JSON.stringify(allowScripts))
    .digest('hex');
}

function readStamp() {
  return existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
}

/** Somebody may have run `npm ci` themselves: then what npm says it installed is what the lock wants. */
function installedMatchesLock() {
  if (!existsSync(INSTALLED)) return false;
  /** @type {Record<string, LockEntry>} */
  const wanted = readJson(inRoot('package-lock.json')).packages;
  /** @type {Record<string, LockEntry>} */
  const installed = readJson(INSTALLED).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    // Optional packages of other systems are in the lock and not on the disk.
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

async function install() {
  await sayWhenOffline();
  // npm ci deletes node_modules first, which Windows forbids while the Node in there is the one that runs us.
  const runsFromInside = process.execPath.startsWith(inRoot('node_modules') + sep);
  const verb = process.platform === 'win32' && runsFromInside ? 'install' : 'ci';
  const outcome = await step('Installing the locked npm packages (once; about a minute)', (note) =>
    npm([verb, ...ALL_KINDS, '--no-audit', '--no-fund', '--loglevel=error'], {
      timeoutMs: INSTALL_LIMIT_MS,
      onLine: note,
    }),
  );
  if (outcome.code === 0) return;
  const what = outcome.timedOut
    ? 'took more than 20 minutes and was ended'
    : `failed (exit code ${outcome.code})`;
  throw new Stop(`npm ${verb} ${what}:\n${lastLines(outcome.output, 30)}`);
}

/** Without a network npm goes on trying for minutes before it says so. */
async function sayWhenOffline() {
  const { output, timedOut } = await npm(['ping', '--fetch-retries=0'], { timeoutMs: PING_LIMIT_MS });
  if (!timedOut && !NO_NETWORK.test(output)) return;
  say('npm cannot reach its registry. Connect this machine to a network, or set npm’s proxy or registry.');
  say('What npm has kept from earlier installs may still be enough, so this goes on.');
}

/**
 * Runs the npm that started us, or else the one on the path.
 * @param {string[]} args
 * @param {{ timeoutMs?: number, onLine?: (line: string) => void, cwd?: string }} options
 */
export function npm(args, options) {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  const all = { cwd: inRoot(), ...options };
  // The Node that runs npm must not be the one inside node_modules: npm ci deletes that.
  if (script && node && existsSync(script) && !node.startsWith(inRoot('node_modules') + sep)) {
    return capture(node, [script, ...args], all);
  }
  return capture(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    ...all,
    shell: process.platform === 'win32',
  });
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/**
 * Runs an approved install script that npm did not run (npm 12 blocks those it was not told of, and
 * `ignore-scripts` in somebody's npm settings blocks all).
 * @param {string} name
 * @param {string} script file inside the package
 */
export async function runInstallScript(name, script) {
  say(`npm did not run the install script of the package "${name}"; running it now`);
  const cwd = join(inRoot('node_modules'), name);
  const outcome = await capture(process.execPath, [script], { cwd, timeoutMs: INSTALL_LIMIT_MS });
  return outcome;
}
