import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Call, call as callSchema, type CallPhase } from './call.ts';
import { isUp } from './phase.ts';
import type { CallEvent } from './events.ts';
import { callKnownAs } from './new-call.ts';
import { describeQuality } from './quality.ts';
import { reduceCall } from './reducer.ts';

const incoming = callKnownAs({
  id: 'c1',
  direction: 'incoming',
  remote: { number: '15550100', name: 'Pat' },
  startedAt: 1,
  phase: { name: 'ringing', since: 1, autoAnswerAt: null },
});
const outgoing: Call = { ...incoming, direction: 'outgoing', phase: { name: 'dialling', since: 1 } };

function play(start: Call, events: readonly CallEvent[]): Call {
  return events.reduce((call, event) => reduceCall(call, event).call, start);
}

const at = fc.integer({ min: 2, max: 1_000_000 });
const anyStatus = fc.option(fc.integer({ min: 100, max: 699 }));
const anyTransfer = fc.oneof(
  fc.record({
    kind: fc.constant('blind' as const),
    target: fc.constantFrom('1002', '1003'),
    step: fc.constantFrom(
      'checking' as const,
      'sent' as const,
      'ringing' as const,
      'failed' as const,
      'done' as const,
    ),
    sipStatus: anyStatus,
  }),
  fc.record({
    kind: fc.constant('attended' as const),
    target: fc.constantFrom('1002', '1003'),
    consultCallId: fc.constantFrom('c2', 'c3'),
    step: fc.constantFrom('consulting' as const, 'completing' as const, 'failed' as const, 'done' as const),
    sipStatus: anyStatus,
  }),
);
const anyQuality = fc
  .record({
    lossPercent: fc.integer({ min: 0, max: 100 }),
    jitterMs: fc.nat(500),
    roundTripMs: fc.option(fc.nat(2000)),
  })
  .map((heard) => describeQuality({ codec: 'opus', ...heard }, false));
const anyEvent: fc.Arbitrary<CallEvent> = fc.oneof(
  fc.record({ type: fc.constant('answer-asked' as const), at, byItself: fc.boolean() }),
  fc.record({ type: fc.constant('alerted' as const), at, earlyMedia: fc.boolean() }),
  fc.record({ type: fc.constant('established' as const), at }),
  fc.record({ type: fc.constant('path-lost' as const), at }),
  fc.record({ type: fc.constant('path-restored' as const), at }),
  fc.record({ type: fc.constant('end-asked' as const), at }),
  fc.record({
    type: fc.constant('ended' as const),
    at,
    reason: fc.constantFrom('hung-up-here' as const, 'missed' as const, 'lost' as const),
    sipStatus: fc.option(fc.integer({ min: 300, max: 699 })),
  }),
  fc.record({ type: fc.constant('hold-wanted' as const), held: fc.boolean() }),
  fc.record({ type: fc.constant('hold-confirmed' as const), held: fc.boolean() }),
  fc.record({ type: fc.constant('hold-refused' as const) }),
  fc.record({ type: fc.constant('mute-wanted' as const), muted: fc.boolean() }),
  fc.record({ type: fc.constant('mute-confirmed' as const), muted: fc.boolean() }),
  fc.record({ type: fc.constant('held-by-far-end' as const), held: fc.boolean() }),
  fc.record({ type: fc.constant('party-named' as const), number: fc.string(), name: fc.string() }),
  fc.record({ type: fc.constant('transfer-moved' as const), transfer: fc.option(anyTransfer) }),
  fc.record({ type: fc.constant('conference-joined' as const), conferenceId: fc.constantFrom('a', 'b') }),
  fc.record({ type: fc.constant('conference-left' as const) }),
  fc.record({ type: fc.constant('quality-measured' as const), quality: anyQuality }),
);
const anyStart = fc.constantFrom(incoming, outgoing);
const anyStory = fc.array(anyEvent, { maxLength: 40 });

describe('the call reducer', () => {
  it('takes an incoming call from ringing to its end', () => {
    const phases = [
      { type: 'answer-asked', at: 2, byItself: false },
      { type: 'established', at: 3 },
      { type: 'path-lost', at: 4 },
      { type: 'path-restored', at: 5 },
      { type: 'end-asked', at: 6 },
      { type: 'ended', at: 7, reason: 'hung-up-here', sipStatus: null },
    ] as const satisfies CallEvent[];
    let call = incoming;
    const names = phases.map((event) => {
      ({ call } = reduceCall(call, event));
      return call.phase.name;
    });
    expect(names).toEqual(['answering', 'talking', 'reaching', 'talking', 'ending', 'ended']);
    expect(call.answeredAt).toBe(3);
  });

  it('keeps early media once heard', () => {
    const call = play(outgoing, [
      { type: 'alerted', at: 2, earlyMedia: false },
      { type: 'alerted', at: 3, earlyMedia: true },
      { type: 'alerted', at: 4, earlyMedia: false },
    ]);
    expect(call.phase).toEqual({ name: 'alerting', since: 2, earlyMedia: true });
  });

  it('keeps wanted and confirmed apart, and a refusal gives the wish up', () => {
    const talking = play(outgoing, [{ type: 'established', at: 2 }]);
    const asked = play(talking, [{ type: 'hold-wanted', held: true }]);
    expect(asked.hold).toEqual({ wanted: true, confirmed: false });
    expect(play(asked, [{ type: 'hold-refused' }]).hold).toEqual({ wanted: false, confirmed: false });
    expect(play(asked, [{ type: 'hold-confirmed', held: true }]).hold).toEqual({
      wanted: true,
      confirmed: true,
    });
  });

  const blind = (step: 'checking' | 'sent' | 'ringing' | 'failed', sipStatus: number | null = null) =>
    ({ type: 'transfer-moved', transfer: { kind: 'blind', target: '1002', step, sipStatus } }) as const;
  const stepOf = (call: Call) => call.transfer?.step;

  it('lets no answer to a REFER take back what a NOTIFY has said already', () => {
    const talking = play(outgoing, [{ type: 'established', at: 2 }, blind('checking')]);
    expect(stepOf(play(talking, [blind('ringing', 180), blind('sent')]))).toBe('ringing');
    expect(stepOf(play(talking, [blind('failed', 486), blind('sent'), blind('ringing', 180)]))).toBe(
      'failed',
    );
    expect(stepOf(play(talking, [blind('failed', 486), blind('checking'), blind('sent')]))).toBe('sent');
  });

  it('takes the same word twice for once', () => {
    const answered = [
      { type: 'answer-asked', at: 2, byItself: false },
      { type: 'established', at: 3 },
    ] as const;
    fc.assert(
      fc.property(anyStart, anyEvent, (start, event) => {
        const once = play(start, [...answered, event]);
        if (event.type === 'quality-measured') return;
        expect(play(once, [structuredClone(event)])).toBe(once);
      }),
    );
  });

  it('says why an event was ignored', () => {
    expect(reduceCall(incoming, { type: 'established', at: 2 }).ignored).toBe('not-in-this-phase');
    expect(reduceCall(incoming, { type: 'party-named', number: '15550100', name: 'Pat' }).ignored).toBe(
      'already-so',
    );
    const ended = play(incoming, [{ type: 'ended', at: 2, reason: 'missed', sipStatus: null }]);
    expect(reduceCall(ended, { type: 'answer-asked', at: 3, byItself: false }).ignored).toBe('already-ended');
  });

  it('never throws, never leaves the contract, and gives the same object back when it ignores', () => {
    fc.assert(
      fc.property(anyStart, anyStory, anyEvent, (start, story, event) => {
        const before = play(start, story);
        const { call, ignored } = reduceCall(before, event);
        expect(callSchema.safeParse(call).success).toBe(true);
        expect(call === before).toBe(ignored !== null);
      }),
    );
  });

  it('never leaves `ended`, whatever comes after', () => {
    fc.assert(
      fc.property(anyStart, anyStory, anyStory, (start, before, after) => {
        const ended = play(start, [
          ...before,
          { type: 'ended', at: 9, reason: 'hung-up-there', sipStatus: null },
        ]);
        expect(ended.phase.name).toBe('ended');
        expect(play(ended, after)).toBe(ended);
      }),
    );
  });

  it('confirms nothing by itself: only a confirmation changes what is confirmed', () => {
    fc.assert(
      fc.property(anyStart, anyStory, anyEvent, (start, story, event) => {
        const before = play(start, story);
        const { call } = reduceCall(before, event);
        const heldBy = event.type === 'hold-confirmed' ? call : before;
        const mutedBy = event.type === 'mute-confirmed' ? call : before;
        expect([call.hold.confirmed, call.mute.confirmed]).toEqual([
          heldBy.hold.confirmed,
          mutedBy.mute.confirmed,
        ]);
      }),
    );
  });

  it('goes only where the diagram goes', () => {
    const ways: Record<CallPhase['name'], readonly CallPhase['name'][]> = {
      ringing: ['ringing', 'answering', 'ending', 'ended'],
      answering: ['answering', 'talking', 'ending', 'ended'],
      dialling: ['dialling', 'alerting', 'talking', 'ending', 'ended'],
      alerting: ['alerting', 'talking', 'ending', 'ended'],
      talking: ['talking', 'reaching', 'ending', 'ended'],
      reaching: ['reaching', 'talking', 'ending', 'ended'],
      ending: ['ending', 'ended'],
      ended: ['ended'],
    };
    fc.assert(
      fc.property(anyStart, anyStory, anyEvent, (start, story, event) => {
        const before = play(start, story);
        expect(ways[before.phase.name]).toContain(reduceCall(before, event).call.phase.name);
      }),
    );
  });

  it('knows when a call that is up was answered', () => {
    fc.assert(
      fc.property(anyStart, anyStory, (start, story) => {
        const call = play(start, story);
        expect(isUp(call) && call.answeredAt === null).toBe(false);
      }),
    );
  });
});
