import { describe, expect, it } from 'vitest';
import { callNow, ringingCall } from '../../tests/fakes/people.ts';
import type { Call } from '../call/call.ts';
import { callFor } from './hand-over.ts';

const PATIENT = '+12025550142';
const fromAnna = { number: PATIENT, from: '1001' };
const withheld = { number: null, from: '1001' };

const party = (number: string) => ({ remote: { number, name: '' } });
const from = (number: string, over: Partial<Call> = {}) =>
  callNow({ direction: 'incoming', ...party(number), ...over });
const same = (one: string, other: string) => one.replace('+', '') === other.replace('+', '');
const found = (handOver: typeof fromAnna | typeof withheld, calls: Call[], before: [string, string][] = []) =>
  callFor(handOver, calls, new Map(before), same)?.id ?? null;

describe('A script that was handed over belongs to', () => {
  it('a call that comes from the patient, in whatever writing', () => {
    expect(found(fromAnna, [ringingCall({ id: 'a', ...party('12025550142') })])).toBe('a');
  });

  it('the call with the colleague who asked first, once it is the patient’s', () => {
    const before: [string, string][] = [['a', '1001']];
    expect(found(fromAnna, [from('1001', { id: 'a' })], before)).toBeNull();
    expect(found(fromAnna, [from(PATIENT, { id: 'a' })], before)).toBe('a');
  });

  it('the newest of several', () => {
    expect(found(fromAnna, [from(PATIENT, { id: 'a' }), from(PATIENT, { id: 'b' })])).toBe('b');
  });

  it('with the number withheld: that call once it names nobody, or a new one that names nobody', () => {
    expect(found(withheld, [from('', { id: 'a' })], [['a', '1001']])).toBe('a');
    expect(found(withheld, [ringingCall({ id: 'b', ...party('') })])).toBe('b');
    expect(found(withheld, [from('', { id: 'c' })], [['c', '']])).toBeNull();
  });

  it('no other patient’s call, none that we placed, and none that is over', () => {
    const ended = { name: 'ended', at: 1, reason: 'hung-up-there', sipStatus: null } as const;
    const none = [
      from('+12025550143', { id: 'a' }),
      from(PATIENT, { id: 'b', direction: 'outgoing' }),
      from(PATIENT, { id: 'c', phase: ended }),
    ];
    expect(found(fromAnna, none)).toBeNull();
    expect(found(withheld, none)).toBeNull();
  });
});
