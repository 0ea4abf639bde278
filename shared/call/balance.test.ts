import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FRESH_BALANCE,
  interrupt,
  isTimeToListen,
  sharesOf,
  weigh,
  type Balance,
  type BalanceFigures,
} from './balance.ts';
import { FRAME_MS } from './voice-activity.ts';

const LOUD = 0.07;
const ROOM = 0.0002;

/**
 * "a4 -1 p2.5" is four seconds of the agent, one of nobody, two and a half of the patient; "b" is both at once, "m" the
 * agent to the room while muted.
 */
function hear(parts: string, from: Balance = FRESH_BALANCE): Balance {
  let balance = from;
  for (const part of parts.split(' ')) {
    const [who = '-'] = part;
    for (let frame = 0; frame < (Number(part.slice(1)) * 1000) / FRAME_MS; frame += 1) {
      // Speech swells and sinks: a steady tone would be taken for the room in the end.
      const voice = frame % 25 < 18 ? LOUD : LOUD / 100;
      const own = 'ab'.includes(who) ? voice : ROOM;
      balance = weigh(balance, { near: who === 'm' ? null : own, far: 'pb'.includes(who) ? voice : ROOM });
    }
  }
  return balance;
}

/** With a little quiet at the end, so that the last word is decided. */
function figuresAfter(parts: string): BalanceFigures {
  return hear(`-0.5 ${parts} -0.5`).figures;
}

/** To the nearest half of a second. */
function seconds(ms: number): number {
  return Math.round(ms / 500) / 2;
}

describe('who spoke for how long', () => {
  it.each([
    { what: 'the agent alone', parts: 'a5', talk: 5, listen: 0, both: 0, silence: 1 },
    { what: 'the patient alone', parts: 'p5', talk: 0, listen: 5, both: 0, silence: 1 },
    { what: 'in turn', parts: 'a3 -1 p4', talk: 3, listen: 4, both: 0, silence: 2 },
    { what: 'at once', parts: 'a2 b2 p2', talk: 4, listen: 4, both: 2, silence: 1 },
    { what: 'muted, to the room', parts: 'a2 m10', talk: 2, listen: 0, both: 0, silence: 11 },
    { what: 'listening on mute', parts: 'a2 m1 p5', talk: 2, listen: 5, both: 0, silence: 2 },
    { what: 'nobody', parts: '-9', talk: 0, listen: 0, both: 0, silence: 10 },
  ])('$what', ({ parts, talk, listen, both, silence }) => {
    const { talkMs, listenMs, bothMs, silenceMs } = figuresAfter(parts);
    expect([talkMs, listenMs, bothMs, silenceMs].map(seconds)).toEqual([talk, listen, both, silence]);
  });

  it('counts every frame once, whatever is heard', () => {
    const level = fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }));
    const frames = fc.array(fc.record({ near: fc.option(level), far: level }), { maxLength: 400 });
    fc.assert(
      fc.property(frames, (heard) => {
        const { figures, nearAhead, farAhead, near, far } = heard.reduce(weigh, FRESH_BALANCE);
        const { talkMs, listenMs, bothMs, silenceMs } = figures;
        const countedFrames = (talkMs + listenMs - bothMs + silenceMs) / FRAME_MS;
        expect(countedFrames + nearAhead.length + near.undecided).toBe(heard.length);
        expect(countedFrames + farAhead.length + far.undecided).toBe(heard.length);
        expect(Math.min(talkMs, listenMs)).toBeGreaterThanOrEqual(bothMs);
        expect(figures.longestMonologueMs).toBeGreaterThanOrEqual(figures.currentMonologueMs);
      }),
    );
  });
});

describe('a monologue', () => {
  it.each([
    ['goes on through a pause', 'a4 -2 a4', 10],
    ['goes on through "mm-hm"', 'a4 p0.5 a4', 8.5],
    ['goes on through many of them', 'a4 b0.5 a2 b0.5 a3', 10],
    ['ends when the patient speaks', 'a6 p2 a4', 6],
    ['ends when the patient speaks up against it', 'a6 b2 a4', 6.5],
    ['ends with a pause that is long enough to answer', 'a4 -4 a5', 5],
    ['does not count the pause after it', 'a4 -2', 4],
    ['is none of the patient’s', 'p20', 0],
  ])('%s', (_, parts, wanted) => {
    expect(seconds(figuresAfter(parts).longestMonologueMs)).toBe(wanted);
  });

  it('asks to let them speak after 45 s, until they do', () => {
    const isTimeAfter = (parts: string, from?: Balance) => isTimeToListen(hear(parts, from).figures);
    expect(isTimeAfter('-1 a44')).toBe(false);
    const long = hear('-1 a46');
    expect(isTimeToListen(long.figures)).toBe(true);
    expect(isTimeAfter('a1 p0.4 a1', long)).toBe(true);
    expect(isTimeAfter('p1.5', long)).toBe(false);
    expect(isTimeAfter('-4', long)).toBe(false);
  });

  it('is over on hold, which counts for nobody', () => {
    const talked = hear('-1 a50 -0.5');
    const held = interrupt(talked);
    expect(held.figures).toEqual({ ...talked.figures, currentMonologueMs: 0 });
    const { currentMonologueMs, longestMonologueMs } = hear('a3 -0.5', held).figures;
    expect([currentMonologueMs, longestMonologueMs].map(seconds)).toEqual([3, 50]);
  });
});

describe('shares', () => {
  const nothing = FRESH_BALANCE.figures;

  it('are not told before there is enough', () => {
    expect(sharesOf(figuresAfter('a8'))).toBeNull();
  });

  it('are half each of what was said at once', () => {
    const spoken = { talkMs: 60_000, listenMs: 40_000, bothMs: 20_000, silenceMs: 20_000 };
    expect(sharesOf({ ...nothing, ...spoken })).toEqual({ own: 50, their: 30, quiet: 20 });
  });

  it('are always a hundred together', () => {
    const ms = fc.integer({ min: 10_000, max: 10_000_000 });
    fc.assert(
      fc.property(ms, ms, ms, ms, (own, theirs, bothMs, silenceMs) => {
        const spoken = { talkMs: own + bothMs, listenMs: theirs + bothMs, bothMs, silenceMs };
        const { own: mine = -1, their = -1, quiet = -1 } = sharesOf({ ...nothing, ...spoken }) ?? {};
        expect(mine + their + quiet).toBe(100);
        expect(Math.min(mine, their, quiet)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
