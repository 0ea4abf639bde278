import { until } from '../pbx/until.ts';
import { foldGroup } from '../../shared/callback/fold.ts';
import type { LoggedEvent, Outcome } from '../../shared/callback/event.ts';
import { wasAllowed, type Dial } from '../../main/callbacks/fakes/dial-check.ts';
import type { TestHub } from '../hub/nats.ts';
import type { LogMessage } from '../../main/hub/hub.ts';
import type { NatsHub } from '../../main/hub/nats-hub.ts';
import { ok, type ErrorCode } from '../../shared/result.ts';
import { natsHub } from '../hub/session-hub.ts';
import type { HeadlessDesk } from './headless-desk.ts';
import { READER } from './team.ts';

/** What agents were told: the telephone rang; the outcome, the note is kept. */
export interface Remembered {
  readonly dials: Dial[];
  readonly told: { agent: string; callbackId: string; outcome: Outcome }[];
  readonly noted: { callbackId: string; text: string }[];
}

/** What the hub's log, read by somebody else, says about all that. */
export interface Verdict {
  readonly events: number;
  readonly callbacks: number;
  readonly dials: number;
  /** Dials that the log does not give to that desk at that time. */
  readonly doubleDials: number;
  readonly outcomes: number;
  readonly lostOutcomes: number;
  readonly lostNotes: number;
  /** Callbacks that some desk has otherwise than the log makes them. */
  readonly differences: number;
  /** Events that stand in the log more than once. */
  readonly repeats: number;
}

/** While the nodes choose a leader nobody answers: asked again then, as a desk does. */
const NO_ANSWER: readonly ErrorCode[] = ['hub-no-answer', 'hub-unreachable'];

/** The whole log, read and opened by nobody's desk. */
export async function readLog(hub: TestHub): Promise<LoggedEvent[]> {
  const way = natsHub(hub.access(READER));
  const messages = await until('the log to be read', () => readOnce(way), 60_000);
  return messages.flatMap((message) => {
    const read = way.codec.open(message);
    return read.kind === 'event' ? [{ ...message, event: read.event }] : [];
  });
}

/** All of it, or `undefined` when the hub did not answer to everything. */
async function readOnce(way: NatsHub): Promise<LogMessage[] | undefined> {
  const opened = await way.open();
  if (!opened.ok && NO_ANSWER.includes(opened.error.code)) return undefined;
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const session = opened.value;
  const { firstSeq, lastSeq } = session.bounds;
  const messages = new Map<number, LogMessage>();
  let readSeq = firstSeq - 1;
  session.follow(firstSeq, (batch) => {
    for (const message of batch) messages.set(message.seq, message);
    readSeq = batch.at(-1)?.seq ?? readSeq;
  });
  await until('the log to be read', () => readSeq >= lastSeq, 5000).catch(() => undefined);
  // What the node that we read from has lost, another may have.
  let isWhole = true;
  for (let seq = firstSeq; seq <= lastSeq && isWhole; seq += 1) {
    const found = messages.has(seq) ? ok(null) : await session.read(seq);
    if (found.ok && found.value) messages.set(seq, found.value);
    isWhole = found.ok;
  }
  await session.close();
  return isWhole ? [...messages.values()].toSorted((a, b) => a.seq - b.seq) : undefined;
}

/**
 * @param earlier the log as it was before the hub was restored, where it was: dials were made under it
 */
export async function judge(
  hub: TestHub,
  desks: readonly HeadlessDesk[],
  { dials, told, noted }: Remembered,
  earlier: readonly LoggedEvent[] = [],
): Promise<Verdict> {
  const events = await readLog(hub);
  const truth = foldGroup(events);
  const kept = events.map(({ author, callbackId, event }) => ({ author, callbackId, event }));
  const lostOutcomes = missing(
    told.map(({ agent, callbackId, outcome }) => `${agent} ${callbackId} ${outcome}`),
    kept.flatMap(({ author, callbackId, event }) =>
      event.type === 'outcome' ? [`${author} ${callbackId} ${event.outcome}`] : [],
    ),
  );
  const notes = truth.flatMap((callback) => callback.notes.map(({ text }) => text));
  const allowed = dials.filter((dial) => wasAllowed(events, dial) || wasAllowed(earlier, dial));
  return {
    events: events.length,
    callbacks: truth.length,
    dials: dials.length,
    doubleDials: dials.length - allowed.length,
    outcomes: told.length,
    lostOutcomes,
    lostNotes: missing(
      noted.map(({ text }) => text),
      notes,
    ),
    differences: await differences(desks, truth),
    repeats: events.length - new Set(events.map(({ author, event }) => `${author} ${event.id}`)).size,
  };
}

/** How many of the wanted are not among the found, each found one counting once. */
function missing(wanted: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>();
  for (const one of found) left.set(one, (left.get(one) ?? 0) + 1);
  return wanted.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  }).length;
}

async function differences(
  desks: readonly HeadlessDesk[],
  truth: ReturnType<typeof foldGroup>,
): Promise<number> {
  let count = 0;
  for (const desk of desks) {
    for (const callback of truth) {
      const here = await desk.ask('callback', { id: callback.id });
      if (inOrder(here) !== inOrder(callback)) count += 1;
    }
  }
  return count;
}

/** Between processes only what JSON can say is the same. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
