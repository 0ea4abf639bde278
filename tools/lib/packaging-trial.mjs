/**
 * Packs the built app with a stand-in for Electron's runtime (a file with the fuses of one and nothing else), so that
 * what ends up in the archive and in the fuses is seen on machines that cannot fetch the real one.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownFuses, readPackagingConfig } from './packaging.mjs';
import { inRoot } from './paths.mjs';
import { capture } from './run.mjs';
import { lastLines } from './packages.mjs';
import { Stop } from './say.mjs';

/** What @electron/fuses looks for in a runtime; the wire of fuses follows it: a version, a length, one character each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const LIMIT_MS = 3 * 60_000;
const ALLOWED = /^\/(package\.json|LICENSE|out|out\/app(\/.*)?|node_modules)$/;
/** The packages that are packed beside the build, and the builds of them for this system alone. */
const ALLOWED_PACKAGES =
  /^\/node_modules\/(@signalapp|@signalapp\/sqlcipher|@signalapp\/sqlcipher\/(package\.json|LICENSE|dist|dist\/index\.mjs|prebuilds|prebuilds\/linux-.*)|node-gyp-build|node-gyp-build\/(package\.json|LICENSE|index\.js|node-gyp-build\.js))$/;
/** Opens a database the way the records do. */
const OPEN_ONE = `
  import Database from '@signalapp/sqlcipher';
  const { value } = new Database(':memory:').prepare('SELECT 42 AS value').get();
  if (value !== 42) throw new Error('it counts wrong');
`;

/** The order of the fuses on the wire (electron/build/fuses/fuses.json5). */
const WIRE = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
];

/** @returns {Promise<{ files: number }>} rejects with a Stop that says what is wrong in the package */
export async function packOnTrial() {
  const folder = mkdtempSync(join(tmpdir(), 'hearthline-package-'));
  try {
    const dist = join(folder, 'runtime');
    makeRuntime(dist);
    await pack(dist, join(folder, 'out'));
    const app = join(folder, 'out', 'linux-unpacked');
    await checkFuses(readFileSync(join(app, 'hearthline')));
    const archive = join(app, 'resources', 'app.asar');
    const files = checkArchive(archive);
    await checkNative(archive, join(folder, 'extracted'));
    return { files };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} dist */
function makeRuntime(dist) {
  mkdirSync(join(dist, 'resources'), { recursive: true });
  mkdirSync(join(dist, 'locales'));
  const { devDependencies } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  writeFileSync(join(dist, 'version'), devDependencies.electron);
  writeFileSync(join(dist, 'LICENSE'), '');
  writeFileSync(join(dist, 'locales', 'en-US.pak'), '');
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, WIRE.length]),
    Buffer.from('?'.repeat(WIRE.length)),
  ]);
  writeFileSync(join(dist, 'electron'), Buffer.concat([Buffer.alloc(64), wire, Buffer.alloc(64)]));
}

/**
 * @param {string} dist
 * @param {string} output
 */
async function pack(dist, output) {
  const builder = inRoot('node_modules', 'electron-builder', 'cli.js');
  const args = ['--dir', '--linux', '--x64', `-c.electronDist=${dist}`, `-c.directories.output=${output}`];
  const outcome = await capture(process.execPath, [builder, ...args], { cwd: inRoot(), timeoutMs: LIMIT_MS });
  if (outcome.code !== 0) throw new Stop(`electron-builder failed:\n${lastLines(outcome.output, 20)}`);
}

/** @param {Buffer} runtime */
async function checkFuses(runtime) {
  const { electronFuses } = await readPackagingConfig();
  const start = runtime.indexOf(SENTINEL) + SENTINEL.length + 2;
  const flipped = runtime.subarray(start, start + WIRE.length).toString();
  const wanted = WIRE.map((name) => (electronFuses[name] ? '1' : '0')).join('');
  if (flipped !== wanted || WIRE.length !== knownFuses().length) {
    throw new Stop(`The fuses of the packaged app are ${flipped}, not ${wanted} (${WIRE.join(', ')})`);
  }
}

/** electron-builder's own, not ours, so it is looked up from there. */
function asar() {
  return createRequire(createRequire(import.meta.url).resolve('electron-builder/package.json'))(
    '@electron/asar',
  );
}

/**
 * Machine code lies beside the archive, and what was packed of its package is enough to load it.
 * @param {string} archive
 * @param {string} folder where it is unpacked to, far from our own node_modules
 */
async function checkNative(archive, folder) {
  const beside = join(`${archive}.unpacked`, 'node_modules', '@signalapp', 'sqlcipher', 'prebuilds');
  if (!existsSync(beside))
    throw new Stop('The machine code of SQLCipher is inside the archive, where no system loads it');
  asar().extractAll(archive, folder);
  const outcome = await capture(process.execPath, ['--input-type=module', '-e', OPEN_ONE], {
    cwd: folder,
    timeoutMs: LIMIT_MS,
  });
  if (outcome.code !== 0)
    throw new Stop(`The packed SQLCipher does not open:\n${lastLines(outcome.output, 20)}`);
}

/** @param {string} path */
function isOurs(path) {
  return ALLOWED.test(path) || ALLOWED_PACKAGES.test(path);
}

/** @param {string} archive @returns {number} how many files are in it */
function checkArchive(archive) {
  /** @type {string[]} */
  const paths = asar().listPackage(archive);
  const foreign = paths.filter((path) => !isOurs(path) || path.endsWith('.map'));
  if (foreign.length > 0)
    throw new Stop(`The package holds what it should not: ${foreign.slice(0, 10).join(', ')}`);
  const main = `/${JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).main}`;
  for (const needed of [main, '/package.json', '/LICENSE']) {
    if (!paths.includes(needed)) throw new Stop(`The package lacks ${needed}`);
  }
  return paths.length;
}
