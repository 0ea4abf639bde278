/**
 * `npm test`: sets everything up and runs every test. `npm test -- unit`, `npm test -- tests/pbx/hold.test.ts` and
 * `npm test -- -t "a name"` run a part. The last line is the count; the exit code is 0 only when nothing failed.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './lib/build.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { attach } from './lib/run.mjs';
import { command, say, seconds } from './lib/say.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';
import { closingLine, sum } from './lib/tally.mjs';
import { choose } from './lib/test-parts.mjs';

/** @typedef {import('./lib/tally.mjs').Tally} Tally */
/** @typedef {ReturnType<typeof choose>} Choice */

const RESULTS = inRoot('out', 'test');

await command(() => onProjectNode(import.meta.url, test));

async function test() {
  const startedAt = Date.now();
  const choice = choose(process.argv.slice(2));
  await setUp(choice);
  mkdirSync(RESULTS, { recursive: true });
  const tallies = [];
  for (const part of choice.parts) tallies.push(await runPart(part.name, choice));
  return conclude(sum(tallies), choice.byName, Date.now() - startedAt);
}

/** @param {Choice} choice */
async function setUp({ parts }) {
  const needs = new Map(parts.flatMap((part) => part.needs()).map((need) => [need.what, need]));
  await ensureSystemPackages([...needs.values()]);
  if (parts.some(({ needsPbx }) => needsPbx)) await ensureTestPbx();
  if (parts.some(({ needsApp }) => needsApp)) await ensureBuilt();
}

async function ensureTestPbx() {
  const file = inRoot('tests', 'pbx', 'install.mjs');
  const { ensureAsterisk } = await import(pathToFileURL(file).href);
  await ensureAsterisk({ onProgress: say });
}

/**
 * @param {string} name
 * @param {Choice} choice
 * @returns {Promise<Tally>}
 */
async function runPart(name, { filters }) {
  say(`\n— ${name} —`);
  const file = join(RESULTS, `${name}.json`);
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
  const env = { ...process.env, HEARTHLINE_TALLY: file };
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
