import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outcomesTold } from '../../tests/fakes/callback-fuzz.ts';
import { randomFrom } from '../../tests/fakes/random.ts';
import { shuffled } from '../../tests/fakes/callback-log.ts';
import type { Callback } from './callback.ts';
import type { CallbackEvent, HandTo, LoggedEvent } from './event.ts';
import { applyPending, foldGroup, groupKeyOf } from './fold.ts';
import { mayDial, OFFLINE_MARGIN_MS, ONLINE_MARGIN_MS } from './status.ts';

const START_MS = Date.UTC(2026, 9, 7, 15);
const IDS = ['callback-1', 'callback-2', 'callback-3', 'callback-4'] as const;
const WHO = [
  { author: 'ana', desk: 'office' },
  { author: 'ana', desk: 'home' },
  { author: 'ben', desk: 'ben' },
  { author: 'lead-kim', desk: 'kim' },
  { author: 'intake-web' },
] as const;

/** What one of them says, how long after the one before, and how wrong their clock is. */
interface Step {
  readonly who: number;
  readonly about: number;
  readonly afterMs: number;
  readonly skewMs: number;
  readonly said: Record<string, unknown>;
}

const timeMs = fc.integer({ min: START_MS - 3_600_000, max: START_MS + 36_000_000 });
const handTo = fc.constantFrom<(HandTo | undefined)[]>(
  undefined,
  { kind: 'lead' },
  { kind: 'agent', agent: 'ana' },
  { kind: 'agent', agent: 'ben' },
);
const lease = fc.constantFrom(1000, 45_000, 60_000, 1_200_000);
const next = fc.oneof(
  fc.constant({ kind: 'done' }),
  fc.record({ kind: fc.constant('retry'), dueMs: timeMs }),
  fc.constant({ kind: 'lead', why: 'max-attempts' }),
);
const outcome = fc.constantFrom('spoke', 'no-answer', 'no-answer', 'busy', 'asked-for-later', 'do-not-call');
const requested = fc.record({
  type: fc.constant('requested'),
  number: fc.constantFrom('+15550100', '+15550100', '+15550101'),
  reason: fc.constantFrom('Test results', 'test  results '),
  priority: fc.constantFrom('normal', 'high'),
  requestedMs: timeMs,
  source: fc.constant('web'),
  for: handTo,
});
const said: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  { weight: 3, arbitrary: requested },
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant('claimed'), leaseMs: lease, reserve: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('renewed'), leaseMs: lease }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('released'), to: handTo }) },
  { weight: 3, arbitrary: fc.constant({ type: 'dial-started' }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('outcome'), outcome, next }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('rescheduled'), dueMs: timeMs }) },
  { weight: 1, arbitrary: fc.constant({ type: 'note', text: 'Called the ward' }) },
  { weight: 1, arbitrary: fc.constant({ type: 'cancelled', reason: 'Came in person' }) },
);
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat({ max: WHO.length - 1 }),
  about: fc.nat({ max: IDS.length - 1 }),
  afterMs: fc.constantFrom(0, 1, 1000, 29_000, 31_000, 60_000, 1_200_000),
  skewMs: fc.constantFrom(0, 0, 0, -15_001, 15_000, 7_200_000),
  said,
});

/** The log as the hub has it: its own clock, its own order. */
function logOf(steps: readonly Step[]): LoggedEvent[] {
  let hubMs = START_MS;
  return steps.map(({ who, about, afterMs, skewMs, said: words }, index) => {
    hubMs += afterMs;
    const { author, ...desk } = WHO[who] ?? WHO[0];
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const event = { ...words, ...desk, id, at: hubMs + skewMs } as unknown as CallbackEvent;
    return { seq: index + 1, callbackId: IDS[about] ?? IDS[0], author, hubMs, event };
  });
}

const log = fc.array(step, { minLength: 1, maxLength: 40 }).map(logOf);
/** One patient whom everybody wants to call, who is not reached: claims, and all that may end or lengthen them. */
const tightLog = fc
  .tuple(
    requested,
    fc.array(
      fc.record({
        who: fc.nat({ max: 3 }),
        about: fc.constantFrom(0, 0, 0, 1),
        afterMs: fc.constantFrom(0, 1, 1000, 29_000, 31_000, 60_000),
        skewMs: fc.constantFrom(0, 0, 0, 0, 0, 15_000, -15_001),
        said: fc.oneof(
          { weight: 1, arbitrary: requested },
          { weight: 8, arbitrary: fc.record({ type: fc.constant('claimed'), leaseMs: lease }) },
          { weight: 3, arbitrary: fc.record({ type: fc.constant('renewed'), leaseMs: lease }) },
          { weight: 4, arbitrary: fc.constant({ type: 'released' }) },
          { weight: 1, arbitrary: fc.constant({ type: 'dial-started' }) },
          {
            weight: 3,
            arbitrary: fc.constant({ type: 'outcome', outcome: 'busy', next: { kind: 'retry', dueMs: 0 } }),
          },
        ),
      }),
      { minLength: 2, maxLength: 16 },
    ),
  )
  .map(([first, steps]) =>
    logOf([{ who: 4, about: 0, afterMs: 0, skewMs: 0, said: { ...first, for: undefined } }, ...steps]),
  );

describe('The callbacks of a log', () => {
  it('are the same in whatever order and however often its events are delivered', () => {
    fc.assert(
      fc.property(log, fc.integer(), fc.nat({ max: 20 }), (events, seed, repeats) => {
        const random = randomFrom(seed);
        const again = shuffled(events, random).slice(0, repeats);
        expect(foldGroup(shuffled([...events, ...again], random))).toEqual(foldGroup(events));
      }),
      { numRuns: 1000 },
    );
  });

  it('are the same when a message is stored twice', () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, which) => {
        const stored = events[which % events.length];
        const again = stored ? [{ ...stored, seq: events.length + 1, hubMs: stored.hubMs + 90_000_000 }] : [];
        const withoutSeq = (callbacks: Callback[]) => callbacks.map((callback) => ({ ...callback, seq: 0 }));
        expect(withoutSeq(foldGroup([...events, ...again]))).toEqual(withoutSeq(foldGroup(events)));
      }),
    );
  });

  it('are those of its groups, each read alone', () => {
    fc.assert(
      fc.property(log, (events) => {
        const keys = new Map<string, string>();
        for (const { callbackId, event } of events) {
          if (event.type !== 'requested' || keys.has(callbackId)) continue;
          keys.set(callbackId, groupKeyOf(event.number, event.reason));
        }
        const alone = [...new Set(keys.values())].flatMap((key) =>
          foldGroup(events.filter(({ callbackId }) => keys.get(callbackId) === key)),
        );
        const byId = (a: Callback, b: Callback) => (a.id < b.id ? -1 : 1);
        expect(alone.sort(byId)).toEqual(foldGroup(events).sort(byId));
      }),
    );
  });

  it('show every call and every outcome that was told', () => {
    fc.assert(
      fc.property(log, (events) => {
        const callbacks = foldGroup(events);
        const attempts = callbacks.flatMap((callback) => callback.attempts);
        const told = outcomesTold(events).map(
          ({ author, event }) => `${author} ${event.type === 'outcome' && event.outcome}`,
        );
        const kept = attempts.flatMap((attempt) =>
          attempt.outcome === null ? [] : [`${attempt.agent} ${attempt.outcome}`],
        );
        expect(kept.sort()).toEqual(told.sort());
        const asked = new Set(callbacks.map(({ id }) => id));
        const dials = events.filter(
          ({ event, callbackId }) => event.type === 'dial-started' && asked.has(callbackId),
        );
        const begun = callbacks.filter(({ hold }) => hold !== null && hold.dialStartedMs !== null);
        expect(attempts.length + begun.length).toBeGreaterThanOrEqual(dials.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('were asked for when they were, whatever became of them since', () => {
    fc.assert(
      fc.property(log, (events) => {
        let before = new Map<string, number>();
        for (let length = 1; length <= events.length; length += 1) {
          const now = new Map(
            foldGroup(events.slice(0, length)).map(({ id, requestedMs }) => [id, requestedMs]),
          );
          const isRequest = events[length - 1]?.event.type === 'requested';
          for (const [id, requestedMs] of before) {
            expect(now.get(id)).toBeLessThanOrEqual(requestedMs);
            if (!isRequest) expect(now.get(id)).toBe(requestedMs);
          }
          before = now;
        }
      }),
    );
  });

  it('stay closed once they are', () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, cut) => {
        const early = foldGroup(events.slice(0, cut % events.length));
        const late = new Map(foldGroup(events).map((callback) => [callback.id, callback]));
        for (const { id, status } of early) {
          if (status === 'open' || status === 'attention') continue;
          expect(late.get(id)).toMatchObject({ status, hold: null });
        }
      }),
    );
  });

  it('with what was not sent yet on top are what the log makes of it, were it the next', () => {
    fc.assert(
      fc.property(log, fc.nat(), (events, cut) => {
        const hubMs = (logged: LoggedEvent) => ({ ...logged, event: { ...logged.event, at: logged.hubMs } });
        const all = events.map(hubMs);
        const logged = all.slice(0, cut % all.length);
        // Told of a callback before it was asked for: the log waits for that, a desk does not.
        const asked = new Set(foldGroup(logged).map(({ id }) => id));
        const pending = all.slice(logged.length).filter(({ callbackId }) => asked.has(callbackId));
        const plain = (callbacks: Callback[]) => callbacks.map((callback) => ({ ...callback, seq: 0 }));
        expect(plain(applyPending(foldGroup(logged), pending, Number.MAX_SAFE_INTEGER))).toEqual(
          plain(foldGroup([...logged, ...pending])),
        );
      }),
    );
  });
});

/** A desk that said this does not call any more, whether the hub has heard of it or not. */
const GIVES_UP: readonly CallbackEvent['type'][] = ['released', 'outcome', 'cancelled'];

/**
 * Who may dial what at a time, as callback and desk. A desk goes by any part of the log, from its last word of giving
 * up on: what came since may be on its way, even the answer to its own renewal.
 */
function dialling(events: readonly LoggedEvent[], parts: readonly Callback[][], nowMs: number): Set<string> {
  const found = new Set<string>();
  for (const { author, ...rest } of WHO) {
    if (!('desk' in rest)) continue;
    const gaveUp = Math.max(
      0,
      ...events.map((one, index) =>
        one.author === author && one.event.desk === rest.desk && GIVES_UP.includes(one.event.type)
          ? index + 1
          : 0,
      ),
    );
    for (const callbacks of parts.slice(gaveUp)) {
      for (const callback of callbacks) {
        const ways = [
          // A desk’s idea of the hub’s time is off by less than the margin, either way.
          { isOnline: true, skewMs: ONLINE_MARGIN_MS - 1 },
          { isOnline: false, skewMs: OFFLINE_MARGIN_MS - 1 },
        ];
        const may = ways.some(({ isOnline, skewMs }) =>
          [-skewMs, 0, skewMs].some(
            (skew) =>
              mayDial(
                callback,
                { agent: author, desk: rest.desk },
                { hubNowMs: nowMs + skew, isOnline, again: true },
              ).ok,
          ),
        );
        if (may) found.add(`${callback.id} ${author} ${rest.desk}`);
      }
    }
  }
  return found;
}

describe('Two desks', () => {
  it('never both may call a patient, whatever each has heard of the log and however their clocks go', () => {
    let most = 0;
    fc.assert(
      fc.property(tightLog, (events) => {
        const parts = [[], ...events.map((_, index) => foldGroup(events.slice(0, index + 1)))];
        events.forEach(({ hubMs }, index) => {
          const untilMs = events[index + 1]?.hubMs ?? hubMs + 3_000_000;
          const heard = events.slice(0, index + 1);
          for (const nowMs of [hubMs, (hubMs + untilMs) / 2, Math.max(hubMs, untilMs - 1)]) {
            const who = dialling(heard, parts.slice(0, index + 2), nowMs);
            const ids = [...who].map((one) => one.split(' ')[0]);
            expect(new Set(ids).size).toBe(ids.length);
            most = Math.max(most, ids.length);
          }
        });
      }),
      { numRuns: 1500 },
    );
    // Nobody ever allowed to call would keep the promise, too.
    expect(most).toBeGreaterThan(0);
  });
});
