/** Electron's runtime: the package `electron` fetches it at its first use, which is here and not in the app. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, NOTES } from './paths.mjs';
import { capture } from './run.mjs';
import { step } from './say.mjs';

const PACKAGE = inRoot('node_modules', 'electron');
const FAILURE_NOTE = join(NOTES, 'electron-runtime.json');
/** A failed try is not repeated for a day, so that the second start is as fast as it can be. */
const FAILURE_LASTS_MS = 24 * 3600_000;
/** Nothing has arrived by then: there is no way out, or it leads nowhere. */
const FIRST_BYTE_LIMIT_MS = 5000;
const SILENCE_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 250;

/** @typedef {{ path: string } | { path: undefined, reason: string }} Runtime */

/** The runtime on the disk, if it is that of the installed package. @returns {string | undefined} */
export function installedRuntime() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const dist = override ?? join(PACKAGE, 'dist');
  const nameFile = join(PACKAGE, 'path.txt');
  const name = existsSync(nameFile) ? readFileSync(nameFile, 'utf8') : 'electron';
  const path = join(dist, name);
  if (!existsSync(path)) return undefined;
  if (override) return path;
  const versionFile = join(dist, 'version');
  const have = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : '';
  return have === packageVersion() ? path : undefined;
}

/**
 * Finds the runtime, or fetches it.
 * @param {{ tryAnyway?: boolean }} [options] `tryAnyway`: also when a try failed within the last day
 * @returns {Promise<Runtime>}
 */
export async function ensureElectronRuntime({ tryAnyway = false } = {}) {
  const path = installedRuntime();
  if (path) return { path };
  const earlier = tryAnyway ? undefined : recentFailure();
  if (earlier) return { path: undefined, reason: earlier };
  const reason = await step(
    `Fetching Electron ${packageVersion()}’s runtime (once; about 120 MB)`,
    fetchRuntime,
  );
  const fetched = installedRuntime();
  if (fetched) return { path: fetched };
  mkdirSync(NOTES, { recursive: true });
  writeFileSync(FAILURE_NOTE, JSON.stringify({ version: packageVersion(), at: Date.now(), reason }));
  return { path: undefined, reason };
}

function packageVersion() {
  return JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')).version;
}

function recentFailure() {
  if (!existsSync(FAILURE_NOTE)) return undefined;
  const { version, at, reason } = JSON.parse(readFileSync(FAILURE_NOTE, 'utf8'));
  const ageMs = Date.now() - at;
  return version === packageVersion() && ageMs >= 0 && ageMs < FAILURE_LASTS_MS ? String(reason) : undefined;
}

/**
 * Runs the package's own installer, and ends it when nothing arrives.
 * @param {(detail: string) => void} note
 * @returns {Promise<string>} why it failed; empty when it did not
 */
async function fetchRuntime(note) {
  // Its own temporary folder: the growing file in it is the only sign of life that the installer gives.
  const temporary = mkdtempSync(join(tmpdir(), 'hearthline-electron-'));
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const stop = new AbortController();
  let bytes = 0;
  let lastGrowthAt = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(temporary);
    if (now > bytes) lastGrowthAt = Date.now();
    bytes = Math.max(bytes, now);
    note(`${(bytes / 1e6).toFixed(0)} MB`);
    if (Date.now() - lastGrowthAt > (bytes === 0 ? FIRST_BYTE_LIMIT_MS : SILENCE_LIMIT_MS)) stop.abort();
  }, LOOK_EVERY_MS);
  try {
    const outcome = await capture(process.execPath, [join(PACKAGE, 'install.js')], {
      env,
      signal: stop.signal,
    });
    if (outcome.code === 0) return '';
    if (stop.signal.aborted)
      return bytes === 0 ? 'its download site does not answer' : 'its download stopped midway';
    const [first = ''] = outcome.output.trim().split('\n');
    return first.includes('fetch failed') ? 'its download site cannot be reached' : first;
  } finally {
    clearInterval(watch);
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {string} folder */
function sizeOf(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.reduce((sum, entry) => {
    const info = statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false });
    return sum + (info?.size ?? 0);
  }, 0);
}
