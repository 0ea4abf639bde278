import { describe, expect, it } from 'vitest';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import { rowNow } from '../tests/fakes/callback-rows.ts';
import { emptyQueue } from './fakes/fake-office.ts';
import { aCall, ringing, talking } from './fakes/samples.ts';
import { ScriptDesk } from './script-desk.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';

const RESULTS = { id: 'results-late', language: 'en' };
const fromQueue = (id: string, queue: string) => ({ ...ringing(id), queue });
const dialled = (id: string) => aCall(id, { name: 'dialling', since: 1 }, { direction: 'outgoing' });
const inHand = (over: Partial<CallbackQueue> = {}): CallbackQueue => ({
  ...emptyQueue,
  inHand: rowNow({ id: 'cb-1', reason: 'Test results' }),
  ...over,
});

function aDesk() {
  let changes = 0;
  const desk = new ScriptDesk(SAMPLE_SHELF, () => void (changes += 1));
  const told = () =>
    desk.state().map(({ subjectId, open, rule }) => `${subjectId}: ${open.script.id} by ${rule.kind}`);
  const placeOf = (subjectId: string) => desk.state().find((one) => one.subjectId === subjectId)?.place;
  return { desk, told, placeOf, changes: () => changes };
}

describe('Beside a call stands', () => {
  it('the script of its queue, while it still rings', () => {
    const { desk, told } = aDesk();
    desk.follow([fromQueue('a', 'Results line'), ringing('b')], emptyQueue);
    expect(told()).toEqual(['a: results-late by queue', 'b: any-call by any']);
  });

  it('nothing, when it is with a colleague', () => {
    const { desk, told } = aDesk();
    desk.follow([talking('a', { consultFor: 'b' })], emptyQueue);
    expect(told()).toEqual([]);
  });

  it('nothing any more, once it is off the screen', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a')], emptyQueue);
    desk.follow([], emptyQueue);
    expect(told()).toEqual([]);
    expect(desk.move('a', { kind: 'step', by: 1 })).toMatchObject({
      ok: false,
      error: { code: 'script-unknown' },
    });
  });
});

describe('A place in a script', () => {
  it('is each call’s own, and stays while calls come, are held and end', () => {
    const { desk, placeOf, changes } = aDesk();
    const [a, b] = [fromQueue('a', 'Results'), fromQueue('b', 'Results')];
    desk.follow([a], emptyQueue);
    expect(desk.move('a', { kind: 'step', by: 1 }).ok).toBe(true);
    expect(desk.move('a', { kind: 'pick', branch: 1 }).ok).toBe(true);
    expect(desk.move('a', { kind: 'chip', title: 'In tears' }).ok).toBe(true);
    desk.follow([{ ...a, hold: { wanted: true, confirmed: true } }, b], emptyQueue);
    expect(placeOf('a')).toMatchObject({ phase: 'act', picked: { act: [1] }, chipsUsed: ['In tears'] });
    expect(placeOf('b')).toMatchObject({ phase: 'open', picked: {} });
    expect(changes()).toBe(3);
  });

  it('begins anew in a script that the agent chooses, which no rule takes away', () => {
    const { desk, told, placeOf } = aDesk();
    desk.follow([ringing('a')], emptyQueue);
    desk.move('a', { kind: 'step', by: 1 });
    expect(desk.choose('a', RESULTS).ok).toBe(true);
    expect(placeOf('a')).toMatchObject({ phase: 'open', visited: ['open'] });
    desk.follow([fromQueue('a', 'Billing')], emptyQueue);
    expect(told()).toEqual(['a: results-late by hand']);
  });

  it('is not taken away by what becomes known later; an untouched script is', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a'), ringing('b')], emptyQueue);
    desk.move('b', { kind: 'step', by: 1 });
    desk.follow([fromQueue('a', 'Results'), fromQueue('b', 'Results')], emptyQueue);
    expect(told()).toEqual(['a: results-late by queue', 'b: any-call by any']);
  });

  it('says so when there is no such script', () => {
    const { desk } = aDesk();
    desk.follow([ringing('a')], emptyQueue);
    expect(desk.choose('a', { id: 'gone', language: 'en' })).toMatchObject({
      error: { code: 'script-unknown' },
    });
  });
});

describe('A callback', () => {
  it('has its script before anybody is called, by its reason', () => {
    const { desk, told } = aDesk();
    desk.follow([], inHand());
    expect(told()).toEqual(['cb-1: results-late by reason']);
    desk.follow([], inHand({ inHand: rowNow({ id: 'cb-1', reason: 'Other' }) }));
    expect(told()).toEqual(['cb-1: opening by callback']);
  });

  it('keeps its place when it is dialled, whichever is known first', () => {
    const { desk, told, placeOf } = aDesk();
    desk.follow([], inHand());
    desk.move('cb-1', { kind: 'step', by: 1 });
    desk.follow([dialled('a')], inHand());
    expect(told()).toEqual(['a: outgoing by outgoing', 'cb-1: results-late by reason']);
    desk.follow([dialled('a')], inHand({ inHandCallId: 'a' }));
    expect(told()).toEqual(['a: results-late by reason']);
    expect(placeOf('a')).toMatchObject({ phase: 'act' });
  });

  it('has its place again for a second try, and its call keeps it in wrap-up', () => {
    const { desk, placeOf, told } = aDesk();
    desk.follow([dialled('a')], inHand({ inHandCallId: 'a' }));
    desk.move('a', { kind: 'step', by: 1 });
    desk.follow([], inHand());
    expect(placeOf('cb-1')).toMatchObject({ phase: 'act' });
    desk.follow([dialled('b')], inHand({ inHandCallId: 'b' }));
    expect(placeOf('b')).toMatchObject({ phase: 'act' });
    desk.follow([dialled('b')], emptyQueue);
    expect(told()).toEqual(['b: results-late by reason']);
  });
});
