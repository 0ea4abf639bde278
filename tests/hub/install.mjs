/**
 * The nats-server of the tests, and the one that `npm run hub -- start` falls back to: Debian unstable's package,
 * unpacked into a private folder. Nothing is installed on the machine and nothing needs root. An older one, from
 * Debian stable, is there to be refused.
 *
 *   node tests/hub/install.mjs            make sure that they are there, print where
 *   node tests/hub/install.mjs --relock   lock the newest versions in nats-server.lock.json
 */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { arch, homedir, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchPackages, newest, openSuite } from '../pbx/install-apt.mjs';

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));
const LOCK_FILE = join(HERE, 'nats-server.lock.json');
const PACKAGE = 'nats-server';
const PROGRAM = 'usr/sbin/nats-server';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };

/** @typedef {'current' | 'old'} Which */
/** @typedef {{ suite: string, version: string, sha256: Record<string, string> }} Locked */

/**
 * Makes sure that the locked nats-server stands in the cache.
 * @param {{ which?: Which, onProgress?: (line: string) => void }} [options]
 * @returns {Promise<{ program: string, version: string }>} where it is, and Debian's version of it
 */
export async function ensureNatsServer({ which = 'current', onProgress = () => {} } = {}) {
  const { program, locked, architecture } = place(which);
  const { version } = locked;
  if (existsSync(program)) return { program, version };
  if (platform() !== 'linux' || !architecture) {
    throw new Error(
      'The nats-server of the tests is Debian’s, for 64-bit PC and ARM Linux. Elsewhere install nats-server 2.12 or newer yourself.',
    );
  }
  await mkdir(dirname(program), { recursive: true });
  // Made beside its place and renamed into it, so that two first runs at once do not meet half a program.
  const draft = `${program}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    onProgress('Hub: reading the package index');
    const suite = await openSuite(join(draft, 'apt'), locked.suite, architecture);
    const found = await choose(suite, locked, architecture, onProgress);
    onProgress(`Hub: fetching nats-server ${found.version}`);
    await unpack(suite, found, join(draft, 'tree'));
    await copyFile(join(draft, 'tree', PROGRAM), join(draft, 'program'));
    await rename(join(draft, 'program'), program);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { program, version };
}

/** The locked nats-server where an earlier run has put it; undefined where none has. */
export function cachedNatsServer() {
  const { program } = place('current');
  return existsSync(program) ? program : undefined;
}

/** @param {Which} which */
function place(which) {
  const lockText = readFileSync(LOCK_FILE, 'utf8');
  /** @type {Locked} */
  const locked = JSON.parse(lockText)[which];
  const architecture = ARCHITECTURES[/** @type {keyof typeof ARCHITECTURES} */ (arch())];
  const key = createHash('sha256').update(JSON.stringify(locked)).update(arch()).digest('hex').slice(0, 16);
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'hearthline');
  return { locked, architecture, program: join(cache, `nats-server-${key}`) };
}

async function choose(suite, locked, architecture, onProgress) {
  const same = (suite.index.get(PACKAGE) ?? []).find(
    ({ version, sha256 }) => version === locked.version && sha256 === locked.sha256[architecture],
  );
  if (same) return same;
  const found = await newest(suite, PACKAGE);
  onProgress(
    `Hub: the archive no longer has nats-server ${locked.version}; using ${found.version} (see tests/hub/install.mjs --relock)`,
  );
  return found;
}

async function unpack(suite, found, tree) {
  const [path] = await fetchPackages(suite, [found]);
  await mkdir(tree, { recursive: true });
  await run('dpkg-deb', ['-x', path, tree]);
}

/** Writes the lock file anew from the newest versions. */
async function relock(onProgress) {
  const dir = await mkdtemp(join(tmpdir(), 'hearthline-relock-'));
  try {
    const current = await lockOf(dir, 'sid', onProgress);
    const old = await lockOf(dir, 'trixie', onProgress);
    await writeFile(LOCK_FILE, `${JSON.stringify({ current, old }, null, 2)}\n`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function lockOf(dir, suiteName, onProgress) {
  /** @type {Locked} */
  const locked = { suite: suiteName, version: '', sha256: {} };
  for (const architecture of Object.values(ARCHITECTURES)) {
    const suite = await openSuite(join(dir, suiteName, architecture), suiteName, architecture);
    const { version, sha256 } = await newest(suite, PACKAGE);
    locked.version ||= version;
    // Debian builds them apart: for a day one may be newer. Then it is taken as it comes.
    if (version === locked.version) locked.sha256[architecture] = sha256;
  }
  onProgress(`Hub: locked nats-server ${locked.version} of ${suiteName}`);
  return locked;
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  if (process.argv.includes('--relock')) await relock(console.error);
  for (const which of /** @type {const} */ (['current', 'old']))
    console.log((await ensureNatsServer({ which, onProgress: console.error })).program);
}
