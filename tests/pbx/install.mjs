/**
 * The test PBX and the patients' phones: Asterisk 22 and baresip from Debian's unstable suite, unpacked into a
 * private folder and started through their own dynamic loader. Nothing is installed on the machine and nothing
 * needs root.
 *
 *   node tests/pbx/install.mjs            make sure it is there, print where
 *   node tests/pbx/install.mjs --relock   lock the newest versions in asterisk.lock.json
 */
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { arch, homedir, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { dependencyClosure, fetchPackages, newest, openSuite } from './install-apt.mjs';

const run = promisify(execFile);
const HERE = dirname(fileURLToPath(import.meta.url));
const LOCK_FILE = join(HERE, 'asterisk.lock.json');
const MODULES_FILE = join(HERE, 'asterisk.modules.json');
const LIBRARIES = 'usr/lib/x86_64-linux-gnu';
const MODULES = { asterisk: join(LIBRARIES, 'asterisk/modules'), baresip: 'usr/lib/baresip/modules' };
const LOADER = 'usr/lib64/ld-linux-x86-64.so.2';
const PROGRAMS = ['usr/sbin/asterisk', 'usr/bin/baresip'];
/** Wanted for what they hold; every other package is there because a library in it is needed. */
const ROOTS = ['asterisk', 'asterisk-modules', 'asterisk-core-sounds-en-gsm', 'baresip-core'];

/**
 * Makes sure that the locked Asterisk and baresip stand unpacked in the cache.
 * @param {{ onProgress?: (line: string) => void }} [options]
 * @returns {Promise<{ root: string }>} the folder of its tree
 */
export async function ensureAsterisk({ onProgress = () => {} } = {}) {
  const lockText = readFileSync(LOCK_FILE);
  const key = createHash('sha256')
    .update(lockText)
    .update(readFileSync(MODULES_FILE))
    .digest('hex')
    .slice(0, 16);
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'hearthline');
  const root = join(cache, `asterisk-${key}`);
  if (existsSync(root)) return { root };
  if (platform() !== 'linux' || arch() !== 'x64') {
    throw new Error('The test PBX runs on 64-bit PC Linux only (Debian or a system made from it).');
  }
  await mkdir(cache, { recursive: true });
  // Built beside its place and renamed into it, so that two first runs at once do not meet half a tree.
  const draft = `${root}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await buildTree(draft, JSON.parse(lockText.toString('utf8')), onProgress);
    await rename(join(draft, 'tree'), root).catch((/** @type {unknown} */ error) => {
      if (!existsSync(root)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return { root };
}

async function buildTree(draft, lock, onProgress) {
  onProgress('Test PBX: reading the package index');
  const suite = await openSuite(join(draft, 'apt'), lock.suite, lock.architecture);
  let chosen = await choosePackages(suite, lock, onProgress);
  const tree = join(draft, 'tree');
  await unpack(suite, chosen, tree, onProgress);
  const missing = await missingLibraries(tree);
  if (missing.length === 0) return;
  onProgress(`Test PBX: newer packages need other libraries (${missing.join(', ')}); resolving them again`);
  chosen = await resolvePackages(suite, join(draft, 'closure'), onProgress);
  await rm(tree, { recursive: true, force: true });
  await unpack(suite, chosen, tree, onProgress);
  const stillMissing = await missingLibraries(tree);
  if (stillMissing.length > 0) throw new Error(`The test PBX still lacks ${stillMissing.join(', ')}.`);
}

/** Each locked package, or its newest version where the locked one has left the archive. */
async function choosePackages(suite, lock, onProgress) {
  const chosen = [];
  const moved = [];
  for (const locked of lock.packages) {
    const versions = suite.index.get(locked.name) ?? [];
    const same = versions.find(
      ({ version, sha256 }) => version === locked.version && sha256 === locked.sha256,
    );
    const found = same ?? (await newest(suite, locked.name).catch(() => undefined));
    if (found) chosen.push(found);
    if (!same) moved.push(locked.name);
  }
  if (moved.length > 0) {
    onProgress(
      `Test PBX: the archive no longer has the locked ${moved.join(', ')}; using what it has now (see --relock)`,
    );
  }
  return chosen;
}

async function unpack(suite, packages, tree, onProgress) {
  onProgress(`Test PBX: fetching ${packages.length} packages`);
  const paths = await fetchPackages(suite, packages);
  onProgress('Test PBX: unpacking');
  await mkdir(tree, { recursive: true });
  for (const path of paths) await run('dpkg-deb', ['-x', path, tree]);
  await prune(tree);
  await writeFile(
    join(tree, 'versions.json'),
    JSON.stringify(Object.fromEntries(packages.map(({ name, version }) => [name, version])), null, 2),
  );
}

/** Keeps the programs, their loader and libraries, the listed modules, the sounds and the XML documentation. */
async function prune(tree) {
  // Asterisk 22 refuses to load a module whose XML documentation is not there, so share/asterisk stays whole.
  await keepOnly(join(tree), ['usr']);
  await keepOnly(join(tree, 'usr'), ['bin', 'sbin', 'lib', 'lib64', 'share']);
  await keepOnly(join(tree, 'usr/sbin'), ['asterisk']);
  await keepOnly(join(tree, 'usr/bin'), ['baresip']);
  await keepOnly(join(tree, 'usr/share'), ['asterisk']);
  await keepOnly(join(tree, 'usr/lib'), ['x86_64-linux-gnu', 'baresip']);
  await keepOnly(join(tree, LIBRARIES), (await readdir(join(tree, LIBRARIES))).filter(isWantedLibrary));
  for (const [program, dir] of Object.entries(MODULES))
    await keepOnly(join(tree, dir), wantedModules()[program]);
  // The Debian package makes this link when it is configured, which unpacking does not do.
  const english = join(tree, 'usr/share/asterisk/sounds/en');
  await unlink(english).catch(() => {});
  await symlink('en_US_f_Allison', english);
}

function isWantedLibrary(name) {
  return name === 'asterisk' || /\.so(\.|$)/.test(name);
}

async function keepOnly(dir, names) {
  const keep = new Set(names);
  const all = await readdir(dir);
  await Promise.all(
    all
      .filter((name) => !keep.has(name))
      .map((name) => rm(join(dir, name), { recursive: true, force: true })),
  );
}

/** File names of the modules each program may load. */
function wantedModules() {
  const { asterisk, baresip } = JSON.parse(readFileSync(MODULES_FILE, 'utf8'));
  const files = (names) => names.map((name) => `${name}.so`);
  return { asterisk: files(Object.values(asterisk).flat()), baresip: files(baresip) };
}

/** Libraries that a program or one of its modules needs and the tree does not have. */
async function missingLibraries(tree) {
  const needed = await librariesOf(tree, [join(tree, LIBRARIES)]);
  return [...needed].filter(([, path]) => path === undefined).map(([name]) => name);
}

/** Every shared library the programs and their modules load: name to path, `undefined` where none is found. */
async function librariesOf(tree, searchPath) {
  const modules = Object.entries(wantedModules()).flatMap(([program, names]) =>
    names.map((name) => join(tree, MODULES[program], name)),
  );
  const absent = modules.filter((path) => !existsSync(path));
  if (absent.length > 0)
    throw new Error(
      `Debian's packages no longer have ${absent.map((path) => path.split('/').pop()).join(', ')}.`,
    );
  const libraries = new Map();
  for (const file of [...PROGRAMS.map((path) => join(tree, path)), ...modules]) {
    const args = ['--library-path', searchPath.join(':'), '--list', file];
    const { stdout } = await run(join(tree, LOADER), args);
    for (const [, name, target] of stdout.matchAll(/^\s*(\S+) => (.+?)(?: \(0x[0-9a-f]+\))?$/gm)) {
      // The loader falls back on the machine's own folders; a library from there would be the wrong one.
      libraries.set(name, target.startsWith(tree) ? target : undefined);
    }
  }
  return libraries;
}

/** The smallest set of packages, at their newest, that holds everything the wanted modules load. */
async function resolvePackages(suite, dir, onProgress) {
  const names = await dependencyClosure(suite, ROOTS);
  onProgress(`Test PBX: resolving: fetching ${names.length} packages to see which are needed`);
  const closure = [];
  for (const name of names) closure.push(await newest(suite, name));
  const paths = await fetchPackages(suite, closure);
  const tree = join(dir, 'tree');
  const ownerOf = new Map();
  await mkdir(tree, { recursive: true });
  for (const [at, path] of paths.entries()) {
    const { stdout } = await run('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -tf -', 'sh', path], {
      maxBuffer: 1 << 26,
    });
    for (const entry of stdout.split('\n')) ownerOf.set(join('/', entry), closure[at].name);
    await run('dpkg-deb', ['-x', path, tree]);
  }
  const libraries = await librariesOf(tree, [join(tree, LIBRARIES)]);
  const owners = [...libraries].map(([name, path]) => {
    const owner = path && ownerOf.get(path.slice(tree.length));
    if (!owner) throw new Error(`No package among the dependencies holds ${name}.`);
    return owner;
  });
  const loader = ownerOf.get(join('/', LOADER));
  const wanted = new Set([...ROOTS, ...owners, ...(loader ? [loader] : [])]);
  return closure.filter(({ name }) => wanted.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Writes the lock file anew from the newest versions. */
export async function relock({ suiteName = 'sid', architecture = 'amd64', onProgress = () => {} } = {}) {
  const dir = join(process.env['TMPDIR'] || '/tmp', `hearthline-relock-${randomBytes(4).toString('hex')}`);
  try {
    const suite = await openSuite(join(dir, 'apt'), suiteName, architecture);
    const chosen = await resolvePackages(suite, join(dir, 'closure'), onProgress);
    const packages = chosen.map(({ name, version, sha256 }) => ({ name, version, sha256 }));
    await writeFile(LOCK_FILE, `${JSON.stringify({ suite: suiteName, architecture, packages }, null, 2)}\n`);
    onProgress(`Test PBX: locked ${packages.length} packages`);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

if (process.argv[1] && fileURLToPath(import.meta.url) === process.argv[1]) {
  const onProgress = console.error;
  if (process.argv.includes('--relock')) await relock({ onProgress });
  const { root } = await ensureAsterisk({ onProgress });
  console.log(root);
}
