import { plainRead, plainScan, plainWrites } from './bare.ts';
import { TYPED } from './in-app.ts';
import { NodeDesk } from './node-desk.ts';
import { spread } from '../spread.ts';
import type { BenchTeam } from './team.ts';

const OUTCOMES = 500;
const SEARCH_ROUNDS = 5;
/** About what an outcome writes. */
const PLAIN_WRITE_BYTES = 48 * 1024;
const AGENT = 'cleo';

/** What the back office is made of, in this process and beside what it stands on, turn by turn. */
export async function measureInProcess(team: BenchTeam, say: (line: string) => void) {
  say('First sync in one process');
  const bareMs = await plainRead(team, AGENT);
  const desk = new NodeDesk(team, AGENT);
  try {
    const syncMs = await desk.sync();
    say('Searching');
    const search = searching(desk);
    say('Outcomes');
    const outcomesMs: number[] = [];
    for (let count = 0; count < OUTCOMES; count += 1) outcomesMs.push(await desk.callNext());
    return {
      firstSync: { ms: Math.round(syncMs), plainNatsConsumerMs: Math.round(bareMs) },
      search,
      outcomeOnDiskMs: {
        hearthline: spread(outcomesMs),
        plainWriteAndSync: spread(plainWrites(OUTCOMES, PLAIN_WRITE_BYTES)),
      },
    };
  } finally {
    await desk.close();
  }
}

/** A page of the team's list for every search that is typed, beside a plain pass over as many texts. */
function searching({ store }: NodeDesk) {
  const texts: string[] = [];
  for (let after: string | null = null; ;) {
    const query = { view: 'team' as const, search: '', me: { agent: AGENT, lead: false } };
    const page = store.callbacks.page({ ...query, nowMs: Date.now(), after, limit: 5000 });
    for (const { callback } of page.items)
      texts.push(`${callback.name} ${callback.reason} ${callback.number}`.toLowerCase());
    if (page.after === null) break;
    ({ after } = page);
  }
  const [oursMs, plainMs]: [number[], number[]] = [[], []];
  for (let round = 0; round < SEARCH_ROUNDS; round += 1) {
    for (const search of TYPED) {
      const query = { view: 'team' as const, search, me: { agent: AGENT, lead: false } };
      const fromMs = performance.now();
      store.callbacks.page({ ...query, nowMs: Date.now(), after: null, limit: 50 });
      const betweenMs = performance.now();
      plainScan(texts, search);
      oursMs.push(betweenMs - fromMs);
      plainMs.push(performance.now() - betweenMs);
    }
  }
  return { rows: texts.length, pageOf50Ms: spread(oursMs), plainIncludesMs: spread(plainMs) };
}
