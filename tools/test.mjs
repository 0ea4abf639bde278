/**
 * `npm test`: sets everything up and runs every test. `npm test -- unit`, `npm test -- tests/pbx/hold.test.ts` and
 * `npm test -- -t "a name"` run a part. The last line is the count; the exit code is 0 only when nothing failed.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { hostInWords, prepareHost } from './lib/host.mjs';
import { findChromium } from './lib/needs.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { attach, whenAskedToEnd } from './lib/run.mjs';
import { command, say, seconds, Stop } from './lib/say.mjs';
import { hostFromEnvironment } from './lib/start-options.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { closingLine, skipOf, sum } from './lib/tally.mjs';
import { choose } from './lib/test-parts.mjs';
import { ensureTestPbx } from './lib/test-pbx.mjs';

/** @typedef {import('./lib/tally.mjs').Tally} Tally */
/** @typedef {import('./lib/test-parts.mjs').Part} Part */
/** @typedef {import('./lib/host.mjs').Host} Host */
/** @typedef {ReturnType<typeof choose>} Choice */
/** @typedef {{ hosts: Host['name'][], withoutElectron?: string }} Hosts what the whole app runs on */
/** @typedef {{ name: string, host?: Host['name'], filters: string[], temporary: string }} Run */

const RESULTS = inRoot('out', 'test');

await command(() => onProjectNode(import.meta.url, test));

async function test() {
  const startedAt = Date.now();
  const choice = choose(process.argv.slice(2));
  const hosts = await setUp(choice.parts);
  mkdirSync(RESULTS, { recursive: true });
  // Programs that are killed leave things in the folder for temporary files. In this one they end with the run.
  const temporary = mkdtempSync(join(tmpdir(), 'hearthline-test-'));
  const tallies = [];
  const end = new AbortController();
  const stopListening = whenAskedToEnd(() => end.abort());
  try {
    for (const part of choice.parts) {
      const { name } = part;
      for (const host of part.onEachHost ? hosts.hosts : [undefined]) {
        if (end.signal.aborted) throw new Stop('Ended before all of it had run');
        tallies.push(await run({ name, ...(host && { host }), filters: choice.filters, temporary }));
      }
      if (part.onEachHost && hosts.withoutElectron)
        tallies.push(skipOf(`tests/${name} on Electron`, hosts.withoutElectron));
    }
  } finally {
    stopListening();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
  return conclude(sum(tallies), choice.byName, Date.now() - startedAt);
}

/**
 * @param {readonly Part[]} parts
 * @returns {Promise<Hosts>}
 */
async function setUp(parts) {
  const needs = new Map(parts.flatMap((part) => part.needs()).map((need) => [need.what, need]));
  await ensureSystemPackages([...needs.values()]);
  if (parts.some(({ needsPbx }) => needsPbx)) await ensureTestPbx();
  const hosts = parts.some(({ onEachHost }) => onEachHost) ? await findHosts() : { hosts: [] };
  if (parts.some(({ needsApp }) => needsApp)) await ensureBuilt();
  return hosts;
}

/**
 * The stand-in always and Electron wherever its runtime can be had, or the one that HEARTHLINE_HOST names.
 * @returns {Promise<Hosts>}
 */
async function findHosts() {
  const wanted = hostFromEnvironment();
  const { name, withoutElectron } = await prepareHost(wanted, true);
  if (wanted || name === 'chromium') return { hosts: [name], ...(withoutElectron && { withoutElectron }) };
  return { hosts: ['chromium', 'electron'] };
}

/**
 * @param {Run} run
 * @returns {Promise<Tally>}
 */
async function run({ name, host, filters, temporary }) {
  say(`\n— ${name}${host ? ` on ${hostInWords(host)}` : ''} —`);
  const file = join(RESULTS, `${name}${host ? `-${host}` : ''}.json`);
  rmSync(file, { force: true });
  const args = [
    inRoot('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    `--project=${name}`,
    '--passWithNoTests',
    '--reporter=default',
    `--reporter=${inRoot('tools', 'lib', 'tally-reporter.mjs')}`,
    ...filters,
  ];
  const env = {
    ...process.env,
    HEARTHLINE_TALLY: file,
    HEARTHLINE_CHROMIUM: findChromium(),
    ...(host && { HEARTHLINE_HOST: host }),
    TMPDIR: temporary,
  };
  const code = await attach(process.execPath, args, { cwd: inRoot(), env });
  /** @type {Tally} */
  const tally = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0, skips: [] };
  // A part that ends badly for a reason that no test shows is a failure all the same.
  if (code !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

/**
 * @param {Tally} tally
 * @param {boolean} byName
 * @param {number} tookMs
 */
function conclude(tally, byName, tookMs) {
  const skips = byName ? [] : tally.skips;
  const unexplained = skips.filter(({ reason }) => reason === '');
  if (skips.length > 0) say('\nSkipped:');
  for (const { test: name, reason } of skips)
    say(`  ${name}: ${reason || 'NO REASON GIVEN, which counts as failed'}`);
  const total = byName
    ? { ...tally, skipped: 0 }
    : { ...tally, failed: tally.failed + unexplained.length, skipped: tally.skipped - unexplained.length };
  const ranNothing = total.passed + total.failed + total.skipped === 0;
  say(ranNothing ? '\nNo test ran' : `\nAll of it took ${seconds(tookMs)}`);
  say(closingLine(ranNothing ? { ...total, failed: 1 } : total));
  return total.failed > 0 || ranNothing ? 1 : 0;
}
