/**
 * `npm run demo`: takes one whole call on the practice line, as an agent would, in the real app. Prints what
 * happened when and leaves pictures in out/demo/. Fails when a part of the call did not happen.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt } from './lib/build.mjs';
import { openDeskPage } from './lib/desk-page.mjs';
import { launch, prepareHost } from './lib/host.mjs';
import { onProjectNode } from './lib/node-24.mjs';
import { inRoot } from './lib/paths.mjs';
import { command, complain, say, seconds, Stop } from './lib/say.mjs';
import { parseStartOptions } from './lib/start-options.mjs';
import { Timeline } from './lib/timeline.mjs';
import { voiceWav } from './lib/voice.mjs';

/** @typedef {import('playwright-core').Page} Page */

const PICTURES = inRoot('out', 'demo');
const START_LIMIT_MS = 60_000;
const STEP_LIMIT_MS = 20_000;
/** Long enough for the patient's first words and an answer to them. */
const TALK_MS = 8000;

await command(() => onProjectNode(import.meta.url, demo));

async function demo() {
  const folder = mkdtempSync(join(tmpdir(), 'hearthline-demo-'));
  const voice = join(folder, 'agent.wav');
  writeFileSync(voice, voiceWav({ speakSec: 2.2, silentSec: 4, turns: 4 }));
  const { freePort } = await import('../tests/pbx/ports.ts');
  const port = await freePort();
  const options = parseStartOptions(
    [
      '--practice',
      '--headless',
      '--milestones',
      `--cdp=${port}`,
      `--user-data=${join(folder, 'data')}`,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${voice}`,
      ...process.argv.slice(2),
    ],
    process.cwd(),
  );
  const host = await prepareHost(options.host, options.headless);
  await ensureBuilt();
  const timeline = new Timeline();
  const startedAt = Date.now();
  const ready = Promise.withResolvers();
  const app = await launch(host, options, (line, stream) => {
    if (line === 'hearthline: ready desk') ready.resolve(undefined);
    else if (!timeline.take(line) && stream === 'err') complain(line);
  });
  const stop = () => app.stop();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    const endedEarly = app.ended.then((code) => {
      throw new Stop(`Hearthline ended by itself (exit code ${code})`);
    });
    const call = ready.promise.then(() => {
      say(`Hearthline is ready (${seconds(Date.now() - startedAt)})`);
      return callThrough(port, timeline);
    });
    return await Promise.race([call, endedEarly]);
  } finally {
    app.stop();
    await app.ended;
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {number} port
 * @param {Timeline} timeline
 */
async function callThrough(port, timeline) {
  const { page, disconnect } = await openDeskPage(port, START_LIMIT_MS);
  page.setDefaultTimeout(STEP_LIMIT_MS);
  rmSync(PICTURES, { recursive: true, force: true });
  mkdirSync(PICTURES, { recursive: true });
  await takeCall(page, timeline);
  await disconnect();
  say('\nA practice call:');
  for (const line of timeline.lines()) say(line);
  say(`Pictures in out/demo`);
  const missing = timeline.missing();
  if (missing.length > 0) throw new Stop(`The call was not whole: ${missing.join(', ')} did not happen`);
  return 0;
}

/**
 * @param {Page} page
 * @param {Timeline} timeline
 */
async function takeCall(page, timeline) {
  const button = (/** @type {string | RegExp} */ name) => page.getByRole('button', { name });
  const picture = (/** @type {string} */ name) => page.screenshot({ path: join(PICTURES, `${name}.png`) });
  await button(/^Practice$/).click();
  await picture('1-practice');
  await button(/^Let them call/)
    .first()
    .click();
  await button('Answer').first().waitFor();
  await picture('2-ringing');
  await button('Answer').first().click();
  await timeline.reach(['first-audio-in', 'first-audio-out'], STEP_LIMIT_MS);
  // The patient speaks, the agent speaks, the patient answers.
  await timeline.reach(['ended'], TALK_MS);
  await picture('3-talking');
  if (!timeline.has('ended')) await button('Hang up').first().click();
  await timeline.reach(['ended'], STEP_LIMIT_MS);
  await picture('4-after');
}
