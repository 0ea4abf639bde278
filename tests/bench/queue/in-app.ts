import { setTimeout as delay } from 'node:timers/promises';
import type { Floor } from '../../desk/floor.ts';
import { BenchDesk, type Seen } from './desk.ts';
import { Gate } from './gate.ts';
import { askDirectly, watchKeys, watchOpening, type WatchedWindow } from './page-watch.ts';
import { spread } from '../spread.ts';
import type { BenchTeam } from './team.ts';
import type { Threads } from './threads.ts';

/** Often enough to see a slow answer; each costs three processes something, and is no part of a sync. */
const PROBE_MS = 100;
/** Nothing happens at the desk for so long, for comparison. */
const QUIET_MS = 8000;
const OPENINGS = 12;
const RESUMES = 5;
const MISSED = 1000;
/** Nobody types faster for long. */
const KEY_EVERY_MS = 120;
export const SEARCHES = ['okafor', '+1415555', 'billing', 'ada b', 'morning', 'test results', 'zzz'];

/** What is typed: each search from its first letter on. */
export const TYPED = SEARCHES.flatMap((text) => [...text].map((_, at) => text.slice(0, at + 1)));

function probed(seen: Seen, threads: ReturnType<Threads['between']>) {
  return {
    getStateMs: spread(seen.trips),
    main: threads.main,
    deskTasksOver50Ms: seen.longTasks.map(Math.round),
  };
}

/** From the press on "Join the team" until the desk is in step; the queue is open meanwhile. */
export async function firstSync(desk: BenchDesk, team: BenchTeam, threads: Threads) {
  await desk.prepareToJoin(team.invite('ana'));
  const quietMs = Date.now();
  await desk.watch(PROBE_MS);
  await delay(QUIET_MS);
  const quiet = probed(await desk.seen(), threads.between(quietMs, Date.now()));
  await desk.watch(PROBE_MS);
  const fromMs = await desk.join();
  await desk.queue.open();
  const untilMs = await desk.linkSince('online', fromMs);
  const seen = await desk.seen();
  const during = threads.between(fromMs, untilMs);
  return {
    ms: untilMs - fromMs,
    events: team.events,
    backOfficeThreadMs: during.backOffice.cpuMs,
    progressStepsShown: seen.progress.length,
    during: { ...probed(seen, during), backOffice: during.backOffice },
    quietBefore: quiet,
  };
}

/** From the press on "Callbacks" until rows are painted. */
export async function opening(desk: BenchDesk, times = OPENINGS) {
  const tookMs: number[] = [];
  for (let count = 0; count < times; count += 1) {
    await desk.leaveQueue();
    await desk.agent.page.evaluate(watchOpening);
    await desk.queue.open();
    const handle = await desk.agent.page.waitForFunction(() => (globalThis as WatchedWindow).openedMs);
    tookMs.push((await handle.jsonValue()) ?? 0);
  }
  return spread(tookMs);
}

/** From each key until the rows are filtered, answered and painted, in the list of the whole team. */
export async function filtering(desk: BenchDesk) {
  const { page } = desk.agent;
  await page.getByRole('tab', { name: /^Team/ }).click();
  const box = desk.queue.region.getByRole('searchbox').or(desk.queue.region.getByRole('textbox'));
  await box.first().focus();
  await page.evaluate(watchKeys);
  let pressed = 0;
  for (const text of SEARCHES) {
    for (const key of text) {
      await page.keyboard.press(key === ' ' ? 'Space' : key);
      pressed += 1;
      await page.waitForFunction((count) => (globalThis as WatchedWindow).keyTimes.length >= count, pressed, {
        polling: 5,
      });
      await delay(KEY_EVERY_MS);
    }
    await page.keyboard.press('Escape');
    await delay(KEY_EVERY_MS);
  }
  const keys = await page.evaluate(() => (globalThis as WatchedWindow).keyTimes);
  const direct = await page.evaluate(askDirectly, TYPED);
  return {
    keyToRowsFilteredMs: spread(keys.map(({ filteredMs }) => filteredMs)),
    keyToRowsShownMs: spread(keys.map(({ shownMs }) => shownMs)),
    keyToRowsPaintedMs: spread(keys.map(({ paintedMs }) => paintedMs)),
    ofItMainAndBackOfficeMs: spread(direct),
  };
}

/** The link is cut, a thousand events happen, the link is back: from trying again until in step. */
async function resuming(floor: Floor, threads: Threads, team: BenchTeam) {
  const gate = floor.keep(await Gate.before(team.hub.servers[0]));
  const desk = await joined(floor, threads, team.invite('dora', [gate.url]));
  const tookMs: number[] = [];
  for (let count = 0; count < RESUMES; count += 1) {
    await desk.watch(5);
    const shutMs = Date.now();
    gate.shut();
    await desk.linkSince('offline', shutMs);
    await team.add({ events: MISSED });
    gate.open();
    const fromMs = Date.now();
    await desk.agent.page.evaluate(() => (globalThis as WatchedWindow).hearthline.retryHub());
    const untilMs = await desk.linkSince('online', fromMs);
    await desk.seen();
    tookMs.push(untilMs - fromMs);
  }
  await desk.agent.app.close();
  return spread(tookMs);
}

async function joined(floor: Floor, threads: Threads, invitation: ReturnType<BenchTeam['invite']>) {
  const desk = await BenchDesk.open(floor, threads);
  await desk.prepareToJoin(invitation);
  await desk.join();
  await desk.queue.open();
  await desk.inStep();
  return desk;
}

/** All that is measured at a desk, and the memory beside one of a small team that was used in the same way. */
export async function measureInApp(
  floor: Floor,
  threads: Threads,
  small: BenchTeam,
  full: BenchTeam,
  say: (line: string) => void,
) {
  say('A desk of a small team');
  const beside = await joined(floor, threads, small.invite('ana'));
  await opening(beside);
  const smallFilter = await filtering(beside);
  const smallMemory = await beside.memoryMiB();
  await beside.agent.app.close();

  const desk = await BenchDesk.open(floor, threads);
  say('First sync');
  const sync = await firstSync(desk, full, threads);
  say(JSON.stringify(sync));
  const open = await opening(desk);
  say(JSON.stringify(open));
  const filter = await filtering(desk);
  say(JSON.stringify(filter));
  const fullMemory = await desk.memoryMiB();
  say(JSON.stringify(fullMemory));
  await desk.agent.app.close();
  const resume = await resuming(floor, threads, full);
  say(JSON.stringify(resume));
  return {
    firstSync: sync,
    openQueueMs: open,
    filter,
    filterOfSmallTeam: smallFilter,
    resumeAfter1000Ms: resume,
    memory: {
      smallTeam: smallMemory,
      fullTeam: fullMemory,
      addedMiB: fullMemory.totalMiB - smallMemory.totalMiB,
    },
  };
}
