/** Programs that npm cannot bring: from Debian's packages where we may install them, else said by name. */
import { existsSync, readFileSync } from 'node:fs';
import { capture } from './run.mjs';
import { say, step, Stop } from './say.mjs';
import { lastLines } from './packages.mjs';

const APT_LIMIT_MS = 20 * 60_000;
const LOCK_LIMIT_SEC = 300;

/**
 * @typedef {object} Need
 * @property {string} what for people: what it is and what it is for
 * @property {string[]} debian its Debian packages
 * @property {() => boolean | Promise<boolean>} [present] true when it is here by another way than its package
 * @property {Partial<Record<'dnf' | 'brew' | 'winget', string>>} [elsewhere] what other systems call it
 */

/**
 * Installs what is missing (Debian or a system made from it, as root), or stops and says how to.
 * @param {Need[]} needs
 */
export async function ensureSystemPackages(needs) {
  const missing = await missingOf(needs);
  if (missing.length === 0) return;
  const names = [...new Set(missing.flatMap(({ packages }) => packages))];
  if (!isDebian() || process.getuid?.() !== 0) throw new Stop(instructions(missing));
  await step(`Installing ${names.length} Debian packages with apt-get: ${names.join(' ')}`, async (note) => {
    await apt(['update'], note, true);
    await apt(['install', '-y', '--no-install-recommends', ...names], note, false);
  });
}

/** @param {Need[]} needs */
async function missingOf(needs) {
  // Asked about no package, dpkg-query lists all.
  if (needs.length === 0) return [];
  const installed = isDebian() ? await installedPackages(needs.flatMap(({ debian }) => debian)) : new Set();
  const missing = [];
  for (const need of needs) {
    const packages = need.debian.filter((name) => !installed.has(name));
    if (packages.length === 0 || (await need.present?.())) continue;
    missing.push({ need, packages });
  }
  return missing;
}

/** @param {string[]} names */
async function installedPackages(names) {
  const format = '${db:Status-Status} ${Package}\\n';
  // dpkg-query's exit code says only that one of them is unknown; the lines say which are there.
  const { output } = await capture('dpkg-query', ['-W', '-f', format, ...names]);
  const lines = output.split('\n').filter((line) => line.startsWith('installed '));
  return new Set(lines.map((line) => line.split(' ')[1]));
}

/**
 * @param {string[]} args
 * @param {(line: string) => void} note
 * @param {boolean} mayFail an old package list may still serve; `install` then says what it lacks
 */
async function apt(args, note, mayFail) {
  // RUNLEVEL=1: the telephone servers that come with their packages must not start; the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  // A machine that has just started is often still installing its own updates.
  const patience = ['-o', `DPkg::Lock::Timeout=${LOCK_LIMIT_SEC}`];
  const outcome = await capture('apt-get', ['-q', ...patience, ...args], {
    env,
    onLine: note,
    timeoutMs: APT_LIMIT_MS,
  });
  if (outcome.code === 0) return;
  const failure = `apt-get ${args[0]} failed:\n${lastLines(outcome.output, 12)}`;
  if (!mayFail) throw new Stop(failure);
  say(failure);
}

/** Debian, or a system made from it. */
export function isDebian() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/dpkg-query')) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*debian/m.test(release);
}

/** @param {{ need: Need, packages: string[] }[]} missing */
function instructions(missing) {
  const lines = ['Something that npm cannot install is missing:'];
  for (const { need, packages } of missing) lines.push(`  ${need.what}: ${howTo(need, packages)}`);
  lines.push('Install it and run the same command again.');
  return lines.join('\n');
}

/**
 * @param {Need} need
 * @param {string[]} packages
 */
function howTo(need, packages) {
  if (isDebian()) return `sudo apt-get install --no-install-recommends ${packages.join(' ')}`;
  const { dnf, brew, winget } = need.elsewhere ?? {};
  if (process.platform === 'darwin') return brew ? `brew install ${brew}` : 'there is none for macOS';
  if (process.platform === 'win32') return winget ? `winget install ${winget}` : 'there is none for Windows';
  const ways = [`apt-get install ${packages.join(' ')}`, ...(dnf ? [`dnf install ${dnf}`] : [])];
  return ways.join('   or   ');
}
