/**
 * `npm run check`: everything that can be said about the code without running the app. All steps run, then each
 * failed one shows what it found. `npm run check -- lint types` runs those whose name begins so.
 */
import { CHECK_STEPS } from './lib/check-steps.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { capture } from './lib/run.mjs';
import { command, say, seconds, Stop } from './lib/say.mjs';
import { ensureSystemPackages } from './lib/system-packages.mjs';

/** @typedef {import('./lib/check-steps.mjs').CheckStep} CheckStep */

const AT_ONCE = 2;
const STEP_LIMIT_MS = 10 * 60_000;

await command(() => onProjectNode(import.meta.url, check));

async function check() {
  const startedAt = Date.now();
  const wanted = process.argv.slice(2);
  const steps = CHECK_STEPS.filter(
    ({ name }) => wanted.length === 0 || wanted.some((one) => name.startsWith(one)),
  );
  if (steps.length === 0) throw new Stop(`No step begins with ${wanted.join(' or ')}`);
  await ensureSystemPackages(steps.flatMap(({ needs = [] }) => needs));
  say(`${steps.length} steps, ${AT_ONCE} at once`);
  const queue = [...steps];
  /** @type {{ step: CheckStep, output: string }[]} */
  const failures = [];
  const worker = async () => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const output = await runStep(step);
      if (output !== undefined) failures.push({ step, output });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (const { step, output } of failures) say(`\n—— ${step.name} ——\n${output.trim()}`);
  const verdict =
    failures.length === 0 ? 'all is well' : `${failures.length} of ${steps.length} steps failed`;
  say(`\nChecked in ${seconds(Date.now() - startedAt)}: ${verdict}`);
  return failures.length === 0 ? 0 : 1;
}

/**
 * @param {CheckStep} step
 * @returns {Promise<string | undefined>} what it printed, when it failed
 */
async function runStep({ name, file, args }) {
  const startedAt = Date.now();
  // No colours: the output may go to a file.
  const env = { ...process.env, NO_COLOR: '1' };
  const outcome = await capture(file, args, { cwd: inRoot(), env, timeoutMs: STEP_LIMIT_MS });
  const took = seconds(Date.now() - startedAt);
  say(`${outcome.code === 0 ? 'ok    ' : 'FAILED'} ${name} (${took})`);
  if (outcome.code === 0) return undefined;
  return outcome.timedOut ? `${outcome.output}\nended after ${seconds(STEP_LIMIT_MS)}` : outcome.output;
}
