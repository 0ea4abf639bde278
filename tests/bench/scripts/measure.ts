import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { DeskBridge } from '#shared/contract/bridges.ts';
import { Agent } from '../../desk/agent.ts';
import { launchApp } from '../../desk/harness/launch.ts';
import { until } from '../../pbx/until.ts';
import { memoryOfTree } from '../process-memory.ts';
import { spread } from '../spread.ts';
import { watchPanel, type WatchedWindow } from './page-watch.ts';

const WANTED = 2000;
/** Nobody types faster for long. */
const KEY_EVERY_MS = 120;
const OPENINGS = 12;
/** V8 gives back what a start and a search took after some quiet seconds, heap by heap. */
const REST_MS = 45_000;
const SEARCHES = ['appointment', 'somebody has died', 'sorry for the wait', 'clinic 1742', 'zzz'];
const LIBRARY = join(import.meta.dirname, '../../../assets/scripts/en');

type DeskWindow = typeof globalThis & { hearthline: DeskBridge };

/** Two thousand scripts beside the library alone, in the real app on the practice line. */
export async function measureScripts() {
  const alone = await measureWith(0);
  const full = await measureWith(WANTED);
  return {
    goals: {
      searchKeyShown16Ms: full.searchKeyShownMs.p50,
      searchKeyPainted16Ms: full.searchKeyPaintedMs.p50,
      open50Ms: full.openShownMs.p50,
      memoryAdded30MiB: Math.round((full.memoryMiB - alone.memoryMiB) * 10) / 10,
    },
    library: alone,
    twoThousand: full,
  };
}

async function measureWith(wanted: number) {
  const userData = mkdtempSync(join(tmpdir(), 'hearthline-scripts-'));
  writeScripts(join(userData, 'scripts'), wanted);
  const agent = await Agent.at(await launchApp({ practice: true, userData }));
  try {
    const total = await loaded(agent, wanted);
    await takeCall(agent);
    const searched = await searching(agent);
    const openShownMs = await opening(agent);
    await agent.hangUpAll();
    await delay(REST_MS);
    const byProcess = memoryOfTree(agent.app.pid);
    const memoryMiB = Math.round(byProcess.reduce((sum, { ownMiB }) => sum + ownMiB, 0));
    return { scripts: total, ...searched, openShownMs, memoryMiB, byProcess };
  } finally {
    await agent.app.close();
    rmSync(userData, { recursive: true, force: true });
  }
}

/** Scripts of the library under other ids, each with words of its own. */
function writeScripts(folder: string, wanted: number): void {
  mkdirSync(folder);
  const texts = readdirSync(LIBRARY)
    .map((name) => ({ id: name.replace('.md', ''), text: readFileSync(join(LIBRARY, name), 'utf8') }))
    .filter(({ text }) => !/^kind:/m.test(text));
  for (let number = 1; number <= wanted; number += 1) {
    const source = texts[number % texts.length];
    if (!source) throw new Error('The library is empty.');
    const id = `${source.id}-${number}`;
    const text = source.text
      .replace(/^id: .*$/m, `id: ${id}`)
      .replace(/^title: .*$/m, `title: Clinic ${number}, ${source.id}`);
    writeFileSync(join(folder, `${id}.md`), text);
  }
}

async function loaded(agent: Agent, wanted: number): Promise<number> {
  let total = 0;
  await until(
    'all scripts to be read',
    async () => {
      total = await agent.page.evaluate(async (from) => {
        const answer = await (globalThis as DeskWindow).hearthline.listScripts({ from, limit: 50 });
        if (!answer.ok) throw new Error(answer.error.code);
        return from + answer.value.lines.length;
      }, wanted);
      return total > wanted;
    },
    60_000,
  );
  return total;
}

async function takeCall(agent: Agent): Promise<void> {
  await agent.page.evaluate(async () => {
    const { hearthline } = globalThis as DeskWindow;
    const state = await hearthline.getState();
    const patientId = state.ok ? state.value.practicePatients[0]?.id : undefined;
    if (patientId === undefined) throw new Error('Nobody practises here.');
    await hearthline.startPracticeCall({ patientId });
  });
  await agent.answer();
}

function panelOf(agent: Agent) {
  return agent.page.getByRole('region', { name: 'Script' });
}

/** From each key until the lines that have the words stand there. */
async function searching(agent: Agent) {
  const { page } = agent;
  await panelOf(agent).getByRole('button', { name: 'Change the script' }).click();
  const box = panelOf(agent).getByRole('textbox');
  await panelOf(agent).getByRole('listitem').first().waitFor();
  await page.evaluate(watchPanel);
  for (const text of SEARCHES) {
    await page.keyboard.type(text, { delay: KEY_EVERY_MS });
    await delay(KEY_EVERY_MS);
    await box.fill('');
  }
  const keys = await page.evaluate(() => (globalThis as WatchedWindow).keyTimes);
  return {
    searchKeyShownMs: spread(keys.map(({ shownMs }) => shownMs)),
    searchKeyPaintedMs: spread(keys.map(({ paintedMs }) => paintedMs)),
  };
}

/** From Enter on what was found until that script stands there. */
async function opening(agent: Agent) {
  const tookMs: number[] = [];
  for (let count = 0; count < OPENINGS; count += 1) {
    await agent.page.evaluate(watchPanel);
    const box = panelOf(agent).getByRole('textbox');
    if ((await box.count()) === 0)
      await panelOf(agent).getByRole('button', { name: 'Change the script' }).click();
    await box.fill(count % 2 === 0 ? 'appointment' : 'grief');
    await panelOf(agent).getByRole('listitem').first().waitFor();
    await agent.page.evaluate(watchPanel);
    await agent.page.keyboard.press('Enter');
    await agent.page.waitForFunction(() => (globalThis as WatchedWindow).keyTimes.length > 0);
    const [first] = await agent.page.evaluate(() => (globalThis as WatchedWindow).keyTimes);
    tookMs.push(first?.shownMs ?? 0);
    await box.waitFor({ state: 'detached' });
  }
  return spread(tookMs);
}
