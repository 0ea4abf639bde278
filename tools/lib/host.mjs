/** Chooses what the app runs on, sets that up, and starts it. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { ensureElectronRuntime } from './electron-runtime.mjs';
import { ensureElectronLibraries } from './electron-libraries.mjs';
import { chromium, findChromium, fonts, virtualDisplay } from './needs.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { whenNpmIsGone } from './run.mjs';
import { say, Stop } from './say.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { openVirtualDisplay } from './virtual-display.mjs';

/** @typedef {import('./start-options.mjs').StartOptions} StartOptions */
/**
 * @typedef {object} Host
 * @property {'electron' | 'chromium'} name
 * @property {string} file
 * @property {string[]} args
 * @property {Record<string, string>} env
 * @property {string} [withoutElectron] why it is not Electron, where that was wanted
 */
/**
 * @typedef {object} Running
 * @property {Promise<number>} ended resolves with the exit code of the app
 * @property {() => void} stop asks the app to quit; asked again after a second, ends it at once
 */

const HOST_PROGRAM = inRoot('tests', 'host', 'run.ts');
const QUIT_LIMIT_MS = 8000;
const SAME_WISH_MS = 1000;

/**
 * @param {StartOptions['host']} wanted
 * @param {boolean} headless
 * @returns {Promise<Host>}
 */
export async function prepareHost(wanted, headless) {
  let withoutElectron;
  if (wanted !== 'chromium') {
    const runtime = await ensureElectronRuntime({ tryAnyway: wanted === 'electron' });
    if (runtime.path !== undefined) {
      await ensureElectronLibraries(runtime.path);
      if (headless && process.platform === 'linux') await ensureSystemPackages([virtualDisplay]);
      return { name: 'electron', file: runtime.path, args: [ROOT, ...rootSwitches()], env: {} };
    }
    if (wanted === 'electron') throw new Stop(`Electron’s runtime could not be fetched: ${runtime.reason}`);
    withoutElectron = `Electron’s runtime is not to be had here (${runtime.reason})`;
    say(`${withoutElectron}; running on ${hostInWords('chromium')}`);
  }
  if (!existsSync(HOST_PROGRAM)) throw new Stop('tests/host/run.ts is missing');
  await ensureSystemPackages([chromium, fonts]);
  const browser = findChromium();
  if (!browser) throw new Stop(whereIsChromium());
  const env = { HEARTHLINE_CHROMIUM: browser };
  const host = {
    name: /** @type {const} */ ('chromium'),
    file: process.execPath,
    args: [HOST_PROGRAM, ROOT],
    env,
  };
  return withoutElectron === undefined ? host : { ...host, withoutElectron };
}

function whereIsChromium() {
  const { HEARTHLINE_CHROMIUM: given } = process.env;
  if (given) return `HEARTHLINE_CHROMIUM names ${given}, which is not there`;
  return 'Chromium is installed but not found; name it in HEARTHLINE_CHROMIUM';
}

/** @param {Host['name']} name */
export function hostInWords(name) {
  return name === 'electron' ? 'Electron' : 'Chromium through tests/host';
}

function rootSwitches() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return [];
  say('Running as root: Electron’s sandbox does not work for root and is off (--no-sandbox)');
  return ['--no-sandbox'];
}

/** Whether windows can be shown here. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * The app's command line, the same for both hosts.
 * @param {StartOptions} options
 */
export function appArguments(options) {
  const args = [...options.switches];
  if (options.headless) args.push('--headless');
  if (options.cdpPort !== undefined) args.push(`--remote-debugging-port=${options.cdpPort}`);
  if (options.userData) args.push(`--user-data-dir=${options.userData}`);
  if (options.profile) args.push(`--profile=${options.profile}`);
  if (options.practice) args.push('--practice');
  if (options.milestones) args.push('--milestones');
  return args;
}

/**
 * Starts the app. Its lines come one by one, from standard output and standard error.
 * @param {Host} host
 * @param {StartOptions} options
 * @param {(line: string, stream: 'out' | 'err') => void} onLine
 * @returns {Promise<Running>}
 */
export async function launch(host, options, onLine) {
  // Electron refuses a folder that is not there.
  if (options.userData) mkdirSync(options.userData, { recursive: true });
  const onElectron = host.name === 'electron';
  // Chromium's own --headless would take Electron's windows away; a virtual display keeps them.
  const withDisplay = onElectron && options.headless && process.platform === 'linux';
  const display = withDisplay ? await openVirtualDisplay() : undefined;
  const args = appArguments(onElectron ? { ...options, headless: false } : options);
  const child = spawn(host.file, [...host.args, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...host.env, ...(display && { DISPLAY: display.name }) },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that Ctrl-C reaches it once, from us, and not a second time from the terminal.
    detached: process.platform !== 'win32',
  });
  createInterface({ input: child.stdout }).on('line', (line) => onLine(line, 'out'));
  createInterface({ input: child.stderr }).on('line', (line) => onLine(line, 'err'));
  const ended = new Promise((/** @type {(code: number) => void} */ resolve, reject) => {
    child.on('error', (error) => reject(new Stop(`${host.file} could not be started: ${error.message}`)));
    child.on('close', (code) => resolve(code ?? 1));
  }).finally(() => display?.close());
  const stopWatching = whenNpmIsGone(() => stop());
  void ended.finally(stopWatching).catch(() => {});
  let askedAt = 0;
  const stop = () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    if (askedAt > 0) {
      // One Ctrl-C can arrive twice: from the terminal, and from the process that started this one.
      if (Date.now() - askedAt > SAME_WISH_MS) child.kill('SIGKILL');
      return;
    }
    askedAt = Date.now();
    child.kill('SIGTERM');
    const limit = setTimeout(() => child.kill('SIGKILL'), QUIT_LIMIT_MS);
    child.once('close', () => clearTimeout(limit));
  };
  return { ended, stop };
}
