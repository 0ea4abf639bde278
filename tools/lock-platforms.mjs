/**
 * Completes package-lock.json after `npm install`: npm leaves out the builds for other systems that it could not see
 * when it wrote the file, and `npm ci` then refuses it (npm 11) or goes without them there (npm 10).
 * Each left-out build is added by its exact version and the systems that its name says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';
import { command, say, Stop } from './lib/say.mjs';

/** @typedef {{ version?: string, optionalDependencies?: Record<string, string>, [key: string]: unknown }} Entry */

const SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'x64'];

await command(async () => {
  const file = inRoot('package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = addMissing(lock.packages);
  // The root stands first, the rest in npm's order.
  const { '': root, ...rest } = lock.packages;
  lock.packages = { '': root, ...Object.fromEntries(Object.entries(rest).toSorted(byPath)) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  say(`${added.length} builds for other systems added to package-lock.json`);
});

/**
 * @param {[string, unknown]} a
 * @param {[string, unknown]} b
 */
function byPath([a], [b]) {
  return a.localeCompare(b, 'en');
}

/** @param {Record<string, Entry>} packages */
function addMissing(packages) {
  const added = [];
  for (const parent of Object.values(packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      const isThere = Object.keys(packages).some((one) => one.endsWith(path));
      if (isThere) continue;
      if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
        throw new Stop(`${name}: ${version} is no exact version`);
      packages[path] = {
        version,
        ...systemsOf(name),
        dev: parent['dev'],
        license: parent['license'],
        optional: true,
      };
      added.push(name);
    }
  }
  return added;
}

/** @param {string} name */
function systemsOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((one) => words.includes(one));
  const cpu = PROCESSORS.filter((one) => words.includes(one));
  if (os.length !== 1 || cpu.length !== 1)
    throw new Stop(`The name ${name} does not say for which system it is`);
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  return { cpu, os, ...(libc && os[0] === 'linux' && { libc }) };
}
