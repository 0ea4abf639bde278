import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Call } from '../call/call.ts';
import { callKnownAs } from '../call/new-call.ts';
import { emptyCallList, pageOfCalls, takeSnapshot, type CallList } from './call-list.ts';

function aCall(id: string, changes: Partial<Call> = {}): Call {
  return callKnownAs({
    id,
    direction: 'incoming',
    remote: { number: '12025550123', name: 'Ada Sample' },
    queue: 'blended',
    startedAt: 1000,
    phase: { name: 'ringing', since: 1000, autoAnswerAt: null },
    ...changes,
  });
}
const ended = (id: string, at: number, changes: Partial<Call> = {}): Call =>
  aCall(id, { phase: { name: 'ended', at, reason: 'hung-up-there', sipStatus: null }, ...changes });
const talking = (id: string, mos?: number): Call =>
  aCall(id, {
    answeredAt: 2000,
    phase: { name: 'talking', since: 2000 },
    quality:
      mos === undefined
        ? null
        : { mos, band: 'good', lossPercent: 0, jitterMs: 1, roundTripMs: 20, codec: 'opus', warning: false },
  });
const listOf = (snapshots: readonly (readonly [number, readonly Call[]])[]): CallList =>
  snapshots.reduce((list, [at, calls]) => takeSnapshot(list, calls, at), emptyCallList);

describe('the call list', () => {
  it('has a line for a call once it is over, and only one', () => {
    const ringing = listOf([[1000, [aCall('a')]]]);
    expect(ringing.entries).toEqual([]);
    const over = takeSnapshot(ringing, [ended('a', 5000)], 5001);
    const later = takeSnapshot(takeSnapshot(over, [ended('a', 5000)], 6000), [], 7000);
    expect(later.entries).toEqual([
      {
        id: 'a',
        direction: 'incoming',
        number: '12025550123',
        name: 'Ada Sample',
        queue: 'blended',
        startedAt: 1000,
        answeredAt: null,
        endedAt: 5000,
        reason: 'hung-up-there',
        mos: null,
        practice: false,
        wrapUp: null,
        redFlags: [],
      },
    ]);
    expect(later.revision).toBe(1);
  });

  it('calls it lost when a call vanishes without an end', () => {
    const list = listOf([[1000, [talking('a')]], [4000, []]]); // prettier-ignore
    expect(list.entries).toMatchObject([{ id: 'a', reason: 'lost', endedAt: 4000 }]);
  });

  it('takes the mean of the quality over the time each value stood', () => {
    const list = listOf([
      [0, [talking('a')]],
      [1000, [talking('a', 4)]],
      [4000, [talking('a', 2)]],
      [5000, [ended('a', 5000, { quality: talking('a', 2).quality })]],
    ]);
    expect(list.entries[0]?.mos).toBe(3.5);
  });

  it('leaves out the time on hold, when nothing is heard and nothing measured', () => {
    const onHold = { hold: { wanted: true, confirmed: true } };
    const list = listOf([
      [1000, [talking('a', 4)]],
      [2000, [{ ...talking('a', 2), ...onHold }]],
      [60_000, [{ ...talking('a', 2), heldByFarEnd: true }]],
      [90_000, [talking('a', 2)]],
      [91_000, [ended('a', 91_000)]],
    ]);
    expect(list.entries[0]?.mos).toBe(3);
  });

  it('is asked for by page, newest first', () => {
    const list = listOf([[9000, Array.from({ length: 5 }, (_, n) => ended(`c${n}`, 1000 + n))]]);
    const first = pageOfCalls(list, { before: null, limit: 2 });
    expect([first.entries.map((e) => e.id), first.more]).toEqual([['c4', 'c3'], true]);
    const rest = pageOfCalls(list, { before: 'c3', limit: 10 });
    expect([rest.entries.map((e) => e.id), rest.more]).toEqual([['c2', 'c1', 'c0'], false]);
    expect(pageOfCalls(list, { before: 'c0', limit: 10 })).toEqual({ entries: [], more: false });
    expect(pageOfCalls(list, { before: 'unknown', limit: 10 })).toEqual({ entries: [], more: false });
  });

  it('counts every call that was ever seen exactly once, in whatever order snapshots bring them', () => {
    const call = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean());
    const snapshot = fc.uniqueArray(call, { selector: ([id]) => id });
    fc.assert(
      fc.property(fc.array(snapshot), (snapshots) => {
        const list = [...snapshots, []].reduce(
          (l, calls, n) =>
            takeSnapshot(l, calls.map(([id, isOver]) => (isOver ? ended(id, n) : talking(id))), n), // prettier-ignore
          emptyCallList,
        );
        const seen = new Set(snapshots.flat().map(([id]) => id));
        expect(list.entries.map((e) => e.id).sort()).toEqual([...seen].sort());
        expect(list.watched.size).toBe(0);
      }),
    );
  });
});
