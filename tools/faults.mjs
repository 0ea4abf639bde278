/**
 * `npm run faults -- --hub --runs 20`: lets every fault happen that many times to a real hub and headless desks, each
 * with a seed of its own that is printed, and writes docs/resilience.md. `--seed N` begins where a run began,
 * `--only TEXT` takes the faults with these words in their name and leaves the page as it is.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { natsServer, openssl } from './lib/needs.mjs';
import { isGood, resiliencePage } from './lib/resilience-page.mjs';
import { attach } from './lib/run.mjs';
import { command, say, Stop } from './lib/say.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/** What the desk goes through when its link looks open and is not; `npm test` has a shorter one. */
const BLACK_HOLE_MS = 60_000;
const PAGE = inRoot('docs', 'resilience.md');

await command(() => onProjectNode(import.meta.url, faults));

async function faults() {
  const { runs, seed, only } = options();
  await ensureSystemPackages([openssl, ...natsServer()]);
  say(`${runs} runs of each fault, from seed ${seed}`);
  const folder = mkdtempSync(join(tmpdir(), 'hearthline-faults-'));
  const results = join(folder, 'runs.jsonl');
  const stopTelling = tellOfRuns(results);
  try {
    const code = await attach(
      process.execPath,
      [
        inRoot('node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--project',
        'faults',
        ...(only === '' ? [] : ['-t', only]),
      ],
      {
        cwd: inRoot(),
        env: {
          ...process.env,
          HEARTHLINE_FAULT_RUNS: String(runs),
          HEARTHLINE_FAULT_SEED: String(seed),
          HEARTHLINE_FAULT_RESULTS: results,
          HEARTHLINE_BLACK_HOLE_MS: String(BLACK_HOLE_MS),
        },
      },
    );
    if (only === '') writePage(results, `npm run faults -- --hub --runs ${runs} --seed ${seed}`);
    return code;
  } finally {
    stopTelling();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A line for each run as it ends: twenty of everything take a while.
 * @param {string} results
 * @returns {() => void} ends it
 */
function tellOfRuns(results) {
  let told = 0;
  const tell = () => {
    for (const run of runsIn(results).slice(told)) {
      told += 1;
      say(
        `${told}. ${run.name}, seed ${run.seed}: ${isGood(run) ? 'as it should' : 'NOT AS IT SHOULD'}, ${run.seconds} s`,
      );
    }
  };
  const telling = setInterval(tell, 1000);
  return () => {
    clearInterval(telling);
    tell();
  };
}

/**
 * @param {string} results
 * @returns {import('./lib/resilience-page.mjs').FaultRun[]}
 */
function runsIn(results) {
  if (!existsSync(results)) return [];
  // The last line may be on its way.
  const lines = readFileSync(results, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

/**
 * @param {string} results
 * @param {string} how
 */
function writePage(results, how) {
  const runs = runsIn(results);
  if (runs.length === 0) throw new Stop('No fault has happened: see above why.');
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim() ?? 'a processor'}`;
  const made = { day: new Date().toISOString().slice(0, 10), command: how, machine };
  mkdirSync(inRoot('docs'), { recursive: true });
  writeFileSync(PAGE, resiliencePage(runs, made));
  say(`Wrote ${PAGE}`);
}

function options() {
  const { values } = parseArgs({
    options: {
      hub: { type: 'boolean', default: true },
      runs: { type: 'string', default: '1' },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
      only: { type: 'string', default: '' },
    },
  });
  const [runs, seed] = [Number(values.runs), Number(values.seed)];
  if (!Number.isInteger(runs) || runs < 1) throw new Stop('--runs takes a whole number from 1 on.', 2);
  if (!Number.isInteger(seed) || seed < 0) throw new Stop('--seed takes a whole number from 0 on.', 2);
  return { runs, seed, only: values.only };
}
