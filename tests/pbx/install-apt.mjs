/**
 * A private corner of apt: the package index of another Debian release, read with directories of our own,
 * so that nothing on the machine changes and nothing needs root. The mirror, the proxy settings and the keys
 * are the machine's own; apt checks the index's signature, the index gives every package's SHA-256.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const APT_HELPER = '/usr/lib/apt/apt-helper';
const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** @typedef {{ name: string, version: string, sha256: string, filename: string }} Indexed */

/** The archive that this machine installs Debian itself from. */
async function debianMirror() {
  const release = await readFile('/etc/os-release', 'utf8');
  if (!/^ID="?debian"?$/m.test(release)) {
    throw new Error(
      'It is fetched from the mirror that a Debian installs itself from, and this system is no Debian: ' +
        'run this in one (a container will do).',
    );
  }
  const codename = /^VERSION_CODENAME=(.+)$/m.exec(release)?.[1];
  for (const source of await aptSources()) {
    if (source.suite === codename && source.components.includes('main')) return source;
  }
  throw new Error(
    `No apt source for Debian ${codename ?? '(unknown release)'} main was found in /etc/apt: ` +
      'the test PBX is fetched from the mirror that this machine installs Debian from.',
  );
}

async function aptSources() {
  const folder = '/etc/apt/sources.list.d';
  const names = await readdir(folder).catch(() => []);
  const paths = [
    '/etc/apt/sources.list',
    ...[...names].sort((a, b) => a.localeCompare(b)).map((name) => join(folder, name)),
  ];
  const found = [];
  for (const path of paths) {
    const text = await readFile(path, 'utf8').catch(() => '');
    found.push(...(path.endsWith('.sources') ? deb822Sources(text) : oneLineSources(text)));
  }
  return found;
}

/** The deb822 format: stanzas of "Field: value" lines (sources.list(5)). */
export function deb822Sources(text) {
  const found = [];
  for (const stanza of text.split(/\n\s*\n/)) {
    const field = (name) => {
      const match = new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(stanza);
      return match ? match[1].trim().split(/\s+/) : [];
    };
    if (!field('Types').includes('deb') || field('Enabled')[0]?.toLowerCase() === 'no') continue;
    const signedBy = field('Signed-By')[0];
    for (const uri of field('URIs')) {
      for (const suite of field('Suites'))
        found.push({ uri, suite, components: field('Components'), signedBy });
    }
  }
  return found;
}

/** The one-line format: "deb [options] uri suite component..." (sources.list(5)). */
export function oneLineSources(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const match = /^\s*deb\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line);
    if (!match) continue;
    const [, options = '', uri, suite, rest] = match;
    const signedBy = /signed-by=(\S+)/i.exec(options)?.[1];
    found.push({ uri, suite, components: rest.split('#')[0].trim().split(/\s+/), signedBy });
  }
  return found;
}

/** Opens the index of one Debian suite in folders below `dir`. */
export async function openSuite(dir, suite, architecture) {
  const mirror = await debianMirror();
  await Promise.all(
    ['lists/partial', 'archives/partial', 'etc'].map((name) => mkdir(join(dir, name), { recursive: true })),
  );
  await writeFile(join(dir, 'status'), '');
  const key = mirror.signedBy ?? DEBIAN_KEYRING;
  await writeFile(join(dir, 'etc/sources.list'), `deb [signed-by=${key}] ${mirror.uri} ${suite} main\n`);
  const options = {
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': '',
    'Acquire::Languages': 'none',
    // Otherwise a mirror that cannot be reached is a warning only.
    'APT::Update::Error-Mode': 'any',
    // A mirror that lags keeps an index past its stated life; its signature still counts.
    'Acquire::Check-Valid-Until': 'false',
    'Dir::State': dir,
    'Dir::State::status': join(dir, 'status'),
    'Dir::State::lists': join(dir, 'lists'),
    'Dir::Cache': dir,
    'Dir::Cache::archives': join(dir, 'archives'),
    'Dir::Etc::sourcelist': join(dir, 'etc/sources.list'),
    'Dir::Etc::sourceparts': '-',
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  await apt('apt-get', [...flags, '-qq', 'update']);
  const lists = await readdir(join(dir, 'lists'));
  const list = lists.find((name) => name.includes(`_${suite}_main_binary-${architecture}_Packages`));
  if (!list) throw new Error(`The mirror gave no ${architecture} index for Debian ${suite}.`);
  const index = parseIndex(await apt(APT_HELPER, ['cat-file', join(dir, 'lists', list)]));
  return { dir, flags, index, mirror: mirror.uri };
}

/** @returns {Map<string, Indexed[]>} every version the index holds, by package name */
function parseIndex(text) {
  const index = new Map();
  const fields = ['Package', 'Version', 'SHA256', 'Filename'].map(
    (name) => new RegExp(`^${name}: (.+)$`, 'm'),
  );
  for (const stanza of text.split('\n\n')) {
    const [name, version, sha256, filename] = fields.map((field) => field.exec(stanza)?.[1]);
    if (!name || !version || !sha256 || !filename) continue;
    index.set(name, [...(index.get(name) ?? []), { name, version, sha256, filename }]);
  }
  return index;
}

/** The newest version of a package in the index, by Debian's own ordering. */
export async function newest(suite, name) {
  let best;
  for (const candidate of suite.index.get(name) ?? []) {
    if (!best || (await isNewer(candidate.version, best.version))) best = candidate;
  }
  if (!best)
    throw new Error(
      `Debian no longer has a package called ${name}: run "node tests/pbx/install.mjs --relock".`,
    );
  return best;
}

async function isNewer(a, b) {
  return run('dpkg', ['--compare-versions', a, 'gt', b]).then(
    () => true,
    () => false,
  );
}

/** Names of everything that `roots` depend on, as apt resolves it on an empty machine. */
export async function dependencyClosure(suite, roots) {
  const uris = await apt('apt-get', [
    ...suite.flags,
    '-qq',
    '--no-install-recommends',
    '--print-uris',
    'install',
    ...roots,
  ]);
  return [...uris.matchAll(/^'[^']+' ([^_]+)_/gm)].map((match) => match[1]);
}

/** Fetches packages into the suite's archive folder. @returns {Promise<string[]>} their paths, SHA-256 checked */
export async function fetchPackages(suite, packages) {
  const wanted = packages.map((found) => ({
    ...found,
    path: join(suite.dir, 'archives', `${found.name}.deb`),
  }));
  const base = suite.mirror.replace(/\/$/, '');
  await apt(APT_HELPER, [
    ...suite.flags,
    'download-file',
    ...wanted.flatMap(({ filename, path, sha256 }) => [`${base}/${filename}`, path, `SHA256:${sha256}`]),
  ]);
  for (const { name, path, sha256 } of wanted) {
    const actual = await sha256Of(path);
    if (actual !== sha256) throw new Error(`${name}: SHA-256 is ${actual}, expected ${sha256}.`);
  }
  return wanted.map(({ path }) => path);
}

async function sha256Of(path) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function apt(command, args) {
  try {
    const { stdout } = await run(command, args, { maxBuffer: 1 << 28, env: { ...process.env, LC_ALL: 'C' } });
    return stdout;
  } catch (error) {
    if (error.code === 'ENOENT')
      throw new Error(`${command} is missing: this needs Debian or a system made from it.`, { cause: error });
    throw new Error(`${command} failed: ${String(error.stderr || error.message).trim()}`, { cause: error });
  }
}
