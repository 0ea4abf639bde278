import { callbackEvent, type CallbackEvent, type LoggedEvent } from '#shared/callback/event.ts';
import { foldGroup } from '#shared/callback/fold.ts';
import { momentsOf } from '#shared/callback/moments.ts';
import { compareInQueue, mayDial, permissionAt, statusAt, waitMs } from '#shared/callback/status.ts';
import { randomFrom } from './random.ts';

/**
 * What a team's log must bear: payloads that are hardly events, and events that no desk would write. Everything comes
 * from the seed, so that what was found once is found again.
 */

type Random = () => number;

function oneOf<T>(random: Random, values: readonly [T, ...T[]]): T {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

const AUTHORS = ['ana', 'ben', 'lead-kim', 'intake-web', 'lead-', 'intake-', '', '__proto__'] as const;
const IDS = ['callback-1', 'callback-2', 'callback-3', '__proto__', 'constructor'] as const;
const TEXTS = [
  '',
  'Test results',
  ' TEST  results',
  'İ',
  '\u0000',
  '🜁'.repeat(100),
  '\ud800',
  '__proto__',
] as const;
const TIMES = [0, 1, 60_000, 1.7e12, 1.7e12 + 1, 8.64e15, Number.MAX_SAFE_INTEGER] as const;
const WILD = [
  null,
  true,
  -1,
  1.5,
  Infinity,
  '',
  'x',
  [],
  {},
  undefined,
  { kind: 'lead' },
  '__proto__',
] as const;
const TYPES = [
  'requested',
  'claimed',
  'renewed',
  'released',
  'dial-started',
  'outcome',
  'rescheduled',
  'note',
  'cancelled',
] as const satisfies CallbackEvent['type'][];
const OUTCOMES = ['spoke', 'no-answer', 'busy', 'voicemail-left', 'wrong-number', 'do-not-call'] as const;

function maybe<T>(random: Random, make: () => T): T | undefined {
  return random() < 0.3 ? make() : undefined;
}

/** With every field that any event may have, so that a type finds what it needs, mostly in order. */
function wildEvent(random: Random): Record<string, unknown> {
  const time = () => oneOf(random, TIMES);
  const handTo = () => (random() < 0.5 ? { kind: 'lead' } : { kind: 'agent', agent: oneOf(random, AUTHORS) });
  const window = () => ({ fromMs: time(), untilMs: time() });
  const fields = {
    type: random() < 0.25 ? 'requested' : oneOf(random, TYPES),
    id: `00000000-0000-4000-8000-${String(Math.floor(random() * 40)).padStart(12, '0')}`,
    at: time(),
    desk: maybe(random, () => oneOf(random, ['desk-1', 'desk-2'])),
    number: oneOf(random, ['+15550100', '+15550101', '1001']),
    reason: oneOf(random, TEXTS),
    name: maybe(random, () => oneOf(random, TEXTS)),
    note: maybe(random, () => oneOf(random, TEXTS)),
    text: oneOf(random, TEXTS),
    priority: oneOf(random, ['urgent', 'high', 'normal', 'low']),
    zone: maybe(random, () => oneOf(random, ['Europe/London', 'Mars/Olympus'])),
    window: maybe(random, window),
    dueMs: time(),
    requestedMs: time(),
    source: oneOf(random, ['agent', 'phone', 'web', 'import', 'missed-call', 'script']),
    for: maybe(random, handTo),
    to: maybe(random, handTo),
    leaseMs: oneOf(random, [1000, 60_000, 14_400_000, 1e15]),
    reserve: maybe(random, () => random() < 0.5),
    outcome: oneOf(random, OUTCOMES),
    next: oneOf<object>(random, [
      { kind: 'done' },
      { kind: 'retry', dueMs: time() },
      { kind: 'lead', why: 'max-attempts' },
    ]),
    spokeMs: maybe(random, time),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** As it may come out of the wire: with a field that is not what it should be, or not there. */
function payload(random: Random): unknown {
  if (random() < 0.02) return oneOf(random, WILD);
  const event = wildEvent(random);
  const spoilt = Math.floor(random() * 3) - 1;
  for (let n = 0; n < spoilt; n += 1) {
    const keys = Object.keys(event);
    const key = keys[Math.floor(random() * keys.length)] ?? 'type';
    if (random() < 0.3) Reflect.deleteProperty(event, key);
    else event[key] = oneOf(random, WILD);
  }
  return event;
}

export interface FuzzTally {
  payloads: number;
  /** Through the schema of events. The others are no events, and the log keeps them as malformed. */
  readable: number;
  /** Let into the fold although the schema would not: the fold bears them all the same. */
  wild: number;
  callbacks: number;
  outcomes: number;
}

/**
 * Folds logs of wild events until that many payloads were made. Throws an error that names seed and log when the fold,
 * or what reads its callbacks, throws or leaves an outcome out.
 */
export function fuzzReducer(payloads: number, seed: number): FuzzTally {
  const random = randomFrom(seed);
  const tally: FuzzTally = { payloads: 0, readable: 0, wild: 0, callbacks: 0, outcomes: 0 };
  for (let log = 0; tally.payloads < payloads; log += 1) {
    const events = wildLog(random, Math.min(payloads - tally.payloads, 1 + Math.floor(random() * 24)), tally);
    try {
      readAll(events, oneOf(random, TIMES), tally);
    } catch (error) {
      throw new Error(`Seed ${seed}, log ${log}: ${JSON.stringify(events)}`, { cause: error });
    }
  }
  return tally;
}

function wildLog(random: Random, length: number, tally: FuzzTally): LoggedEvent[] {
  const events: LoggedEvent[] = [];
  for (let n = 0; n < length; n += 1) {
    tally.payloads += 1;
    const isRaw = random() < 0.5;
    const parsed = isRaw ? callbackEvent.safeParse(payload(random)) : null;
    if (parsed && !parsed.success) continue;
    tally[isRaw ? 'readable' : 'wild'] += 1;
    const event = parsed?.data ?? (wildEvent(random) as CallbackEvent);
    const [callbackId, author] = [oneOf(random, IDS), oneOf(random, AUTHORS)];
    events.push({
      seq: 1 + Math.floor(random() * 1000),
      callbackId,
      author,
      hubMs: oneOf(random, TIMES),
      event,
    });
  }
  // A position is one event's. Of two that claim it, whichever came first is taken: here, the first.
  return [...new Map(events.toReversed().map((event) => [event.seq, event])).values()];
}

function readAll(events: readonly LoggedEvent[], nowMs: number, tally: FuzzTally): void {
  const callbacks = foldGroup(events);
  const me = { agent: 'ana', desk: 'desk-1' };
  const rules = {
    hours: { fromMin: 480, untilMin: 1260 },
    urgentIgnoresHours: false,
    zone: { name: 'UTC', all: ['UTC'], from: 'team' },
  } as const;
  for (const callback of callbacks) {
    statusAt(callback, nowMs);
    waitMs(callback, nowMs);
    permissionAt(callback, me, rules, nowMs);
    mayDial(callback, me, { hubNowMs: nowMs, isOnline: false, again: false });
  }
  callbacks.toSorted(compareInQueue);
  momentsOf('callback-1', events, (author) => author);
  const kept = callbacks.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome !== null)).length;
  const told = outcomesTold(events).length;
  if (kept !== told) throw new Error(`${told} outcomes were told and ${kept} kept`);
  tally.callbacks += callbacks.length;
  tally.outcomes += kept;
}

/** Outcomes of the log that a callback must show: sent once, about a callback that was asked for. */
export function outcomesTold(events: readonly LoggedEvent[]): LoggedEvent[] {
  const first = new Map<string, LoggedEvent>();
  for (const logged of events.toSorted((a, b) => a.seq - b.seq)) {
    const key = `${logged.author} ${logged.event.id}`;
    if (!first.has(key)) first.set(key, logged);
  }
  const counting = [...first.values()];
  const asked = new Set(
    counting.filter(({ event }) => event.type === 'requested').map(({ callbackId }) => callbackId),
  );
  return counting.filter(({ event, callbackId }) => event.type === 'outcome' && asked.has(callbackId));
}
