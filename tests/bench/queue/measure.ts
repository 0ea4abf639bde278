import { Floor } from '../../desk/floor.ts';
import { measureInApp } from './in-app.ts';
import { measureInProcess } from './in-process.ts';
import { BenchTeam } from './team.ts';
import { Threads } from './threads.ts';

const CALLBACKS = Number(process.env['HEARTHLINE_BENCH_CALLBACKS'] ?? 100_000);

/** For comparison: enough to fill the screen. */
const SMALL_TEAM = 60;

const say = (line: string): void => console.error(line);

/** The callback queue with a team's whole log, through the real app and a real nats-server. */
export async function measureQueue() {
  const [floor, small, full] = [await Floor.open(), await BenchTeam.start(), await BenchTeam.start()];
  const threads = new Threads();
  try {
    say(`Writing ${CALLBACKS} callbacks into the hub`);
    await small.add({ callbacks: SMALL_TEAM });
    await full.add({ callbacks: CALLBACKS });
    const bare = await measureInProcess(full, say);
    const app = await measureInApp(floor, threads, small, full, say);
    return {
      goals: goals(app, bare),
      callbacks: CALLBACKS,
      events: app.firstSync.events,
      ...app,
      inOneProcess: bare,
    };
  } finally {
    await floor.close();
    await Promise.all([small.stop(), full.stop()]);
    threads.remove();
  }
}

type App = Awaited<ReturnType<typeof measureInApp>>;
type Bare = Awaited<ReturnType<typeof measureInProcess>>;

/** What was wanted, and what is. */
function goals(
  { firstSync, openQueueMs, filter, filterOfSmallTeam, resumeAfter1000Ms, memory }: App,
  bare: Bare,
) {
  const { main, deskTasksOver50Ms, getStateMs } = firstSync.during;
  return {
    firstSync10000Ms: firstSync.ms,
    firstSyncInOneProcessMs: bare.firstSync.ms,
    mainTask50Ms: main.longestCpuMs,
    deskTask50Ms: Math.max(0, ...deskTasksOver50Ms),
    getStateWhileSyncingP99Ms: getStateMs.p99,
    openQueue150Ms: openQueueMs.p50,
    filterKeyFiltered16Ms: filter.keyToRowsFilteredMs.p50,
    filterKeyShown16Ms: filter.keyToRowsShownMs.p50,
    filterKeyPainted16Ms: filter.keyToRowsPaintedMs.p50,
    filterKeyShownInSmallTeamMs: filterOfSmallTeam.keyToRowsShownMs.p50,
    memoryAdded80MiB: memory.addedMiB,
    resume1000Ms: resumeAfter1000Ms.p50,
    outcomeOnDisk5MsP99: bare.outcomeOnDiskMs.hearthline.p99,
  };
}
