import { expect, it } from 'vitest';
import { callNow, ON, ringingCall } from '../../../tests/fakes/people.ts';
import { arrange, consultOn, mergeable } from './calls.ts';

const ids = (calls: readonly { id: string }[]) => calls.map(({ id }) => id);
const ended = (id: string) =>
  callNow({ id, phase: { name: 'ended', at: 1, reason: 'hung-up-here', sipStatus: null } });

it('the newest call that is not held is the current one', () => {
  const calls = [callNow({ id: 'a', hold: ON }), callNow({ id: 'b' }), callNow({ id: 'c', hold: ON })];
  const desk = arrange(calls);
  expect(desk.current?.id).toBe('b');
  expect(ids(desk.others)).toEqual(['a', 'c']);
});

it('with all on hold the newest stays in hand', () => {
  const calls = [callNow({ id: 'a', hold: ON }), callNow({ id: 'b', hold: ON })];
  expect(arrange(calls).current?.id).toBe('b');
});

it('with all on hold the one that was last in the ear stays in hand, for as long as it lives', () => {
  const calls = [callNow({ id: 'a', hold: ON }), callNow({ id: 'b', hold: ON })];
  expect(arrange(calls, 'a').current?.id).toBe('a');
  expect(arrange([ended('a'), ...calls.slice(1)], 'a').current?.id).toBe('b');
  expect(arrange([...calls, callNow({ id: 'c' })], 'a').current?.id).toBe('c');
});

it('a ringing call is never the current one', () => {
  const desk = arrange([ringingCall()]);
  expect(desk.current).toBeNull();
  expect(ids(desk.ringing)).toEqual(['ringing-1']);
});

it('calls of one conference are together, others apart', () => {
  const calls = [
    callNow({ id: 'a', conferenceId: 'x' }),
    callNow({ id: 'b', hold: ON }),
    callNow({ id: 'c', conferenceId: 'x' }),
  ];
  expect(ids(arrange(calls).together)).toEqual(['a', 'c']);
  expect(ids(arrange(calls).others)).toEqual(['b']);
});

it('ended ones stand apart, newest first', () => {
  expect(ids(arrange([ended('a'), callNow({ id: 'b' }), ended('c')]).ended)).toEqual(['c', 'a']);
});

it('merging needs two that are up and not in a conference yet', () => {
  const up = callNow({ id: 'a', hold: ON });
  expect(mergeable(arrange([up]))).toBeNull();
  expect(mergeable(arrange([up, callNow({ id: 'b' })]))).toEqual(['b', 'a']);
  const dialling = callNow({ id: 'b', phase: { name: 'dialling', since: 1 } });
  expect(mergeable(arrange([up, dialling]))).toBeNull();
});

it('a consult is found from the patient’s call, until it is done or the patient is gone', () => {
  const transfer = {
    kind: 'attended',
    target: '1010',
    consultCallId: 'b',
    step: 'consulting',
    sipStatus: null,
  } as const;
  const patient = callNow({ id: 'a', transfer });
  expect(consultOn([patient, callNow({ id: 'b' })])?.colleague?.id).toBe('b');
  expect(consultOn([patient, ended('b')])?.colleague).toBeNull();
  expect(consultOn([{ ...patient, transfer: { ...transfer, step: 'done' } }])).toBeNull();
  expect(consultOn([{ ...ended('a'), transfer }])).toBeNull();
});
