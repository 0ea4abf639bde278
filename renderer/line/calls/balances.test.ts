import { describe, expect, it } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import { Balances } from './balances.ts';
import { newCall } from './new-call.ts';

const ON = { wanted: true, confirmed: true };
const SECOND = Array.from({ length: 50 }, (_, at) => (at % 25 < 18 ? 0.07 : 0.001));
const HUSH = SECOND.map(() => 0.0002);

function talking(over: Partial<Call> = {}): Call {
  return newCall({ id: 'one', direction: 'incoming', phase: { name: 'talking', since: 0 }, ...over });
}

/** The agent talks for ten seconds in a call that stands like this, then nobody for one. */
function talkMs(over: Partial<Call>, balances = new Balances()): number | undefined {
  for (let second = 0; second < 10; second += 1) balances.take(talking(over), SECOND, HUSH);
  return balances.take(talking(over), HUSH, HUSH)?.talkMs;
}

describe('the balance of a call', () => {
  it('is of the talk between the agent and the patient', () => {
    expect(talkMs({})).toBeGreaterThan(9000);
  });

  it.each<[string, Partial<Call>]>([
    ['muted', { mute: ON }],
    ['on hold', { hold: ON }],
    ['on hold there', { heldByFarEnd: true }],
    ['in a conference', { conferenceId: 'c' }],
    ['without a path', { phase: { name: 'reaching', since: 0 } }],
  ])('counts nothing that is said %s', (_, over) => {
    expect(talkMs(over)).toBe(0);
  });

  it('is none of a word with a colleague', () => {
    expect(talkMs({ consultFor: 'patient' })).toBeUndefined();
  });

  it('is kept on hold, and gone with the call', () => {
    const balances = new Balances();
    const before = talkMs({}, balances);
    expect(balances.take(talking({ hold: ON }), SECOND, HUSH)?.talkMs).toBe(before);
    balances.keepOnly(new Set(['another']));
    expect(balances.take(talking(), [], [])?.talkMs).toBe(0);
  });
});
