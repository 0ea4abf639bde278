import { describe, expect, it } from 'vitest';
import type { Call } from '#shared/call/call.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import { sameNumberBy } from '#shared/phone/same-number.ts';
import { rowNow } from '../tests/fakes/callback-rows.ts';
import { emptyQueue } from './fakes/fake-office.ts';
import { aCall, ringing, SAMPLE_CAST, talking } from './fakes/samples.ts';
import { KEPT_FOR_MS, type KeptScript } from './kept-scripts.ts';
import { ScriptDesk } from './script-desk.ts';
import { SAMPLE_SHELF } from './scripts/fakes/sample-shelf.ts';
import { PRACTICE_NUMBERS } from './sitting.ts';

const RESULTS = { id: 'results-late', language: 'en' };
const fromQueue = (id: string, queue: string) => ({ ...ringing(id), queue });
const dialled = (id: string) => aCall(id, { name: 'dialling', since: 1 }, { direction: 'outgoing' });
const inHand = (over: Partial<CallbackQueue> = {}): CallbackQueue => ({
  ...emptyQueue,
  inHand: rowNow({ id: 'cb-1', reason: 'Test results' }),
  ...over,
});

const NOW = 1_000_000;

function aDesk(kept: readonly KeptScript[] = [], nowMs = NOW) {
  let changes = 0;
  const written: KeptScript[][] = [];
  const desk = new ScriptDesk({
    shelf: SAMPLE_SHELF,
    ofPatients: SAMPLE_CAST.scripts,
    isSameNumber: sameNumberBy({ numbers: PRACTICE_NUMBERS, domain: 'sip.example' }),
    changed: () => void (changes += 1),
    now: () => nowMs,
    kept,
    keep: (next) => void written.push(next),
  });
  const told = () =>
    desk.state().map(({ subjectId, open, rule }) => `${subjectId}: ${open.script.id} by ${rule.kind}`);
  const placeOf = (subjectId: string) => desk.state().find((one) => one.subjectId === subjectId)?.place;
  const asked = () => desk.state().flatMap(({ wrapUp }) => wrapUp ?? []);
  return { desk, told, placeOf, asked, changes: () => changes, kept: () => written.at(-1) ?? [] };
}

describe('Beside a call stands', () => {
  it('the script of its queue, while it still rings', () => {
    const { desk, told } = aDesk();
    desk.follow([fromQueue('a', 'Results line'), ringing('b')], emptyQueue, false);
    expect(told()).toEqual(['a: results-late by queue', 'b: any-call by any']);
  });

  it('the script of a practice patient’s own file, whatever the queue', () => {
    const { desk, told } = aDesk();
    desk.follow([{ ...fromQueue('a', 'Nurse advice'), practice: 'worried-parent' }], emptyQueue, false);
    expect(told()).toEqual(['a: results-late by practice']);
  });

  it('nothing, when it is with a colleague', () => {
    const { desk, told } = aDesk();
    desk.follow([talking('a', { consultFor: 'b' })], emptyQueue, false);
    expect(told()).toEqual([]);
  });

  it('nothing any more, once it is off the screen', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    desk.follow([], emptyQueue, false);
    expect(told()).toEqual([]);
    expect(desk.move('a', { kind: 'step', by: 1 })).toMatchObject({
      ok: false,
      error: { code: 'script-unknown' },
    });
  });
});

describe('A script that came with the patient', () => {
  const place = {
    phase: 'act',
    picked: { act: [1] },
    chip: 'In tears',
    visited: ['open', 'act'],
    chipsUsed: ['In tears', 'Of another team'],
  } as const;
  const handOver = (id: string) => ({
    type: 'hand-over' as const,
    id: 'h-1',
    to: '1002',
    from: '1001',
    script: { id, language: 'en' },
    version: 7,
    place: { ...place, picked: { act: [1] }, visited: [...place.visited], chipsUsed: [...place.chipsUsed] },
    number: null,
  });

  it('is where the colleague was in it, says from whom, and is the agent’s to change', () => {
    const { desk, told, placeOf } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    desk.handedOver('a', handOver('results-late'), 'Anna');
    expect(told()).toEqual(['a: results-late by handed-over']);
    expect(desk.state()[0]?.rule).toEqual({ kind: 'handed-over', by: 'Anna' });
    // What this desk does not have is left out.
    expect(placeOf('a')).toEqual({ ...handOver('').place, chipsUsed: ['In tears'] });
    desk.follow([fromQueue('a', 'Billing')], emptyQueue, false);
    expect(told()).toEqual(['a: results-late by handed-over']);
    expect(desk.choose('a', { id: 'any-call', language: 'en' }).ok).toBe(true);
    expect(told()).toEqual(['a: any-call by hand']);
  });

  it('is the one that the rules choose, when this desk does not have it', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    desk.handedOver('a', handOver('of-their-own'), 'Anna');
    expect(told()).toEqual(['a: any-call by any']);
  });

  it('takes the place of none that the agent chose', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    desk.choose('a', RESULTS);
    desk.handedOver('a', handOver('any-call'), 'Anna');
    expect(told()).toEqual(['a: results-late by hand']);
  });

  it('is nobody’s when its call is gone', () => {
    const { desk, told } = aDesk();
    desk.handedOver('a', handOver('results-late'), 'Anna');
    expect(told()).toEqual([]);
  });
});

describe('While the team is in crisis mode', () => {
  const answered = (id: string, more: Partial<Call> = {}) => talking(id, { queue: 'Results', ...more });

  it('the crisis script stands beside every call that rings or is placed from then on', () => {
    const { desk, told } = aDesk();
    desk.follow([fromQueue('a', 'Results'), dialled('b')], emptyQueue, true);
    expect(told()).toEqual(['a: crisis by crisis', 'b: crisis by crisis']);
  });

  it('a call that rings takes it up, and one under way keeps its own, whatever else becomes known of it', () => {
    const { desk, told } = aDesk();
    desk.follow([fromQueue('a', 'Results'), answered('b'), dialled('c')], emptyQueue, false);
    desk.follow([fromQueue('a', 'Results'), answered('b'), dialled('c')], emptyQueue, true);
    expect(told()).toEqual(['a: crisis by crisis', 'b: results-late by queue', 'c: outgoing by outgoing']);
    desk.follow([answered('a'), answered('b', { queue: 'Billing' })], emptyQueue, true);
    expect(told()).toEqual(['a: crisis by crisis', 'b: any-call by any']);
  });

  it('what the agent chose or moved in stays, also while it rings', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a'), ringing('b')], emptyQueue, false);
    desk.choose('a', RESULTS);
    desk.move('b', { kind: 'step', by: 1 });
    desk.follow([ringing('a'), ringing('b')], emptyQueue, true);
    expect(told()).toEqual(['a: results-late by hand', 'b: any-call by any']);
  });

  it('a callback in hand has it too, until its call is placed', () => {
    const { desk, told } = aDesk();
    desk.follow([], inHand(), false);
    expect(told()).toEqual(['cb-1: results-late by reason']);
    desk.follow([], inHand(), true);
    expect(told()).toEqual(['cb-1: crisis by crisis']);
    const called = inHand({ inHandCallId: 'a' });
    desk.follow([dialled('a')], called, true);
    desk.follow([dialled('a')], called, false);
    expect(told()).toEqual(['a: crisis by crisis']);
  });

  it('and once it is over, the usual rules are back for what rings; the call under way keeps the crisis script', () => {
    const { desk, told } = aDesk();
    desk.follow([fromQueue('a', 'Results'), fromQueue('b', 'Results')], emptyQueue, true);
    desk.follow([answered('a'), fromQueue('b', 'Results')], emptyQueue, true);
    desk.follow([answered('a'), fromQueue('b', 'Results'), ringing('c')], emptyQueue, false);
    expect(told()).toEqual(['a: crisis by crisis', 'b: results-late by queue', 'c: any-call by any']);
  });
});

describe('A place in a script', () => {
  it('is each call’s own, and stays while calls come, are held and end', () => {
    const { desk, placeOf, changes } = aDesk();
    const [a, b] = [fromQueue('a', 'Results'), fromQueue('b', 'Results')];
    desk.follow([a], emptyQueue, false);
    expect(desk.move('a', { kind: 'step', by: 1 }).ok).toBe(true);
    expect(desk.move('a', { kind: 'pick', branch: 1 }).ok).toBe(true);
    expect(desk.move('a', { kind: 'chip', title: 'In tears' }).ok).toBe(true);
    desk.follow([{ ...a, hold: { wanted: true, confirmed: true } }, b], emptyQueue, false);
    expect(placeOf('a')).toMatchObject({ phase: 'act', picked: { act: [1] }, chipsUsed: ['In tears'] });
    expect(placeOf('b')).toMatchObject({ phase: 'open', picked: {} });
    expect(changes()).toBe(3);
  });

  it('begins anew in a script that the agent chooses, which no rule takes away', () => {
    const { desk, told, placeOf } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    desk.move('a', { kind: 'step', by: 1 });
    expect(desk.choose('a', RESULTS).ok).toBe(true);
    expect(placeOf('a')).toMatchObject({ phase: 'open', visited: ['open'] });
    desk.follow([fromQueue('a', 'Billing')], emptyQueue, false);
    expect(told()).toEqual(['a: results-late by hand']);
  });

  it('is not taken away by what becomes known later; an untouched script is', () => {
    const { desk, told } = aDesk();
    desk.follow([ringing('a'), ringing('b')], emptyQueue, false);
    desk.move('b', { kind: 'step', by: 1 });
    desk.follow([fromQueue('a', 'Results'), fromQueue('b', 'Results')], emptyQueue, false);
    expect(told()).toEqual(['a: results-late by queue', 'b: any-call by any']);
  });

  it('says so when there is no such script', () => {
    const { desk } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    expect(desk.choose('a', { id: 'gone', language: 'en' })).toMatchObject({
      error: { code: 'script-unknown' },
    });
  });
});

describe('A callback', () => {
  it('has its script before anybody is called, by its reason', () => {
    const { desk, told } = aDesk();
    desk.follow([], inHand(), false);
    expect(told()).toEqual(['cb-1: results-late by reason']);
    desk.follow([], inHand({ inHand: rowNow({ id: 'cb-1', reason: 'Other' }) }), false);
    expect(told()).toEqual(['cb-1: opening by callback']);
  });

  it('keeps its place when it is dialled, whichever is known first', () => {
    const { desk, told, placeOf } = aDesk();
    desk.follow([], inHand(), false);
    desk.move('cb-1', { kind: 'step', by: 1 });
    desk.follow([dialled('a')], inHand(), false);
    expect(told()).toEqual(['a: outgoing by outgoing', 'cb-1: results-late by reason']);
    desk.follow([dialled('a')], inHand({ inHandCallId: 'a' }), false);
    expect(told()).toEqual(['a: results-late by reason']);
    expect(placeOf('a')).toMatchObject({ phase: 'act' });
  });

  it('has its place again for a second try, and its call keeps it in wrap-up', () => {
    const { desk, placeOf, told } = aDesk();
    desk.follow([dialled('a')], inHand({ inHandCallId: 'a' }), false);
    desk.move('a', { kind: 'step', by: 1 });
    desk.follow([], inHand(), false);
    expect(placeOf('cb-1')).toMatchObject({ phase: 'act' });
    desk.follow([dialled('b')], inHand({ inHandCallId: 'b' }), false);
    expect(placeOf('b')).toMatchObject({ phase: 'act' });
    desk.follow([dialled('b')], emptyQueue, false);
    expect(told()).toEqual(['b: results-late by reason']);
  });
});

const ADA = { name: 'Ada Sample', number: '+12025550123' };
const over = (id: string, change: Partial<Call> = {}) =>
  talking(id, {
    remote: ADA,
    queue: 'Results',
    phase: { name: 'ended', at: NOW, reason: 'hung-up-there', sipStatus: null },
    ...change,
  });
const cutOff = (id: string) =>
  over(id, { phase: { name: 'ended', at: NOW, reason: 'lost', sipStatus: 481 } });

describe('How a call went', () => {
  it('is asked once it is over, and still when it has left the screen', () => {
    const { desk, asked, told } = aDesk();
    desk.follow([talking('a', { queue: 'Results', remote: ADA })], emptyQueue, false);
    expect(asked()).toEqual([]);
    desk.follow([over('a')], emptyQueue, false);
    expect(asked()).toEqual([{ callId: 'a', who: ADA, outcome: null, note: '' }]);
    desk.follow([], emptyQueue, false);
    expect(told()).toEqual(['a: results-late by queue']);
  });

  it.each([
    ['that nobody answered', over('a', { answeredAt: null })],
    ['with a colleague', over('a', { consultFor: 'b' })],
    [
      'whose place another one took',
      over('a', { phase: { name: 'ended', at: NOW, reason: 'merged-away', sipStatus: null } }),
    ],
  ])('is not asked of a call %s', (_, call) => {
    const { desk, asked } = aDesk();
    desk.follow([call], emptyQueue, false);
    expect(asked()).toEqual([]);
  });

  it('is one of the script’s own outcomes and a note, each said by itself', () => {
    const { desk, asked } = aDesk();
    desk.follow([over('a')], emptyQueue, false);
    expect(desk.draft('a', { outcome: 'Told the day' })).toMatchObject({ ok: true });
    expect(desk.draft('a', { note: 'Before noon.' })).toMatchObject({ ok: true });
    expect(asked()).toMatchObject([{ outcome: 'Told the day', note: 'Before noon.' }]);
    expect(desk.draft('a', { outcome: 'Won the lottery' })).toMatchObject({ error: { code: 'bad-request' } });
    expect(desk.draft('z', { note: '' })).toMatchObject({ error: { code: 'call-unknown' } });
  });

  it('is picked anew where another script is chosen afterwards, with the note as it was', () => {
    const { desk, asked } = aDesk();
    desk.follow([over('a')], emptyQueue, false);
    desk.draft('a', { outcome: 'Told the day', note: 'Before noon.' });
    expect(desk.choose('a', { id: 'any-call', language: 'en' }).ok).toBe(true);
    expect(asked()).toMatchObject([{ outcome: null, note: 'Before noon.' }]);
  });

  it('is not asked again once it was told, though the call is still on the screen', () => {
    const { desk, asked } = aDesk();
    desk.follow([over('a')], emptyQueue, false);
    desk.told('a');
    desk.follow([over('a')], emptyQueue, false);
    expect(asked()).toEqual([]);
    desk.follow([], emptyQueue, false);
    expect(desk.state()).toEqual([]);
  });

  it('waits while the next patient is spoken with', () => {
    const { desk, asked } = aDesk();
    desk.follow([over('a')], emptyQueue, false);
    desk.follow([ringing('b')], emptyQueue, false);
    desk.follow([over('b', { remote: { name: '', number: '+12025550124' } })], emptyQueue, false);
    expect(asked().map(({ callId }) => callId)).toEqual(['b', 'a']);
  });

  it('of a callback is told with the callback’s own outcome', () => {
    const { desk } = aDesk();
    const queue = inHand({ inHandCallId: 'a' });
    desk.follow([over('a', { direction: 'outgoing', queue: null })], queue, false);
    desk.draft('a', { outcome: 'Told the day' });
    expect(desk.askedWith('cb-1')).toMatchObject({ callId: 'a', outcome: 'Told the day' });
    desk.follow([], queue, false);
    expect(desk.state()).toMatchObject([{ subjectId: 'cb-1', wrapUp: { callId: 'a' } }]);
  });
});

describe('A call that broke off', () => {
  it.each([
    ['rings again', ringing('b', { remote: ADA })],
    [
      'is called again, however the number is written',
      aCall(
        'b',
        { name: 'dialling', since: 1 },
        { direction: 'outgoing', remote: { name: '', number: '0012025550123' } },
      ),
    ],
  ])('goes on where it was when the patient %s, and is asked after once', (_, next) => {
    const { desk, told, placeOf, asked } = aDesk();
    desk.follow([talking('a', { queue: 'Results', remote: ADA })], emptyQueue, false);
    desk.move('a', { kind: 'step', by: 1 });
    desk.follow([cutOff('a')], emptyQueue, false);
    desk.draft('a', { note: 'Half said' });
    desk.follow([cutOff('a'), next], emptyQueue, false);
    expect(told()).toContain('b: results-late by resumed');
    expect(placeOf('b')).toMatchObject({ phase: 'act' });
    desk.follow([over('b', { remote: next.remote })], emptyQueue, false);
    expect(asked()).toEqual([{ callId: 'b', who: next.remote, outcome: null, note: 'Half said' }]);
  });

  it('is another one when the patient rings an hour later, or has said goodbye, or somebody else rings', () => {
    const later = aDesk([], NOW + 3_600_000);
    later.desk.follow([cutOff('a')], emptyQueue, false);
    later.desk.follow([ringing('b', { remote: ADA })], emptyQueue, false);
    expect(later.told()).toContain('b: any-call by any');
    const { desk, told } = aDesk();
    desk.follow([over('a'), cutOff('c')], emptyQueue, false);
    desk.told('c');
    desk.follow(
      [ringing('b', { remote: ADA }), ringing('d', { remote: { name: '', number: '' } })],
      emptyQueue,
      false,
    );
    expect(told()).toEqual(expect.arrayContaining(['b: any-call by any', 'd: any-call by any']));
  });
});

describe('A crash of the app', () => {
  it('loses neither the place beside a call nor a word about it', () => {
    const before = aDesk();
    before.desk.follow([talking('a', { queue: 'Results', remote: ADA })], emptyQueue, false);
    before.desk.move('a', { kind: 'step', by: 1 });
    const { desk, asked, told, placeOf } = aDesk(before.kept());
    desk.follow([], emptyQueue, false);
    expect(asked()).toEqual([{ callId: 'a', who: ADA, outcome: null, note: '' }]);
    desk.draft('a', { note: 'She will ring again' });
    desk.follow([ringing('b', { remote: ADA })], emptyQueue, false);
    expect(told()).toEqual(['b: results-late by resumed']);
    expect(placeOf('b')).toMatchObject({ phase: 'act' });
  });

  it('loses no place in the script of a callback, which is in hand again', () => {
    const before = aDesk();
    before.desk.follow([], inHand(), false);
    before.desk.move('cb-1', { kind: 'step', by: 1 });
    const { desk, told, placeOf } = aDesk(before.kept());
    desk.follow([], emptyQueue, false);
    expect(told()).toEqual([]);
    desk.follow([], inHand(), false);
    expect(placeOf('cb-1')).toMatchObject({ phase: 'act' });
  });

  it('keeps what it has no script for, and nothing from the shift before', () => {
    const before = aDesk();
    before.desk.follow([over('a')], emptyQueue, false);
    const [one] = before.kept();
    if (!one) throw new Error('nothing was kept');
    const unread = { ...one, script: { id: 'of-the-team', language: 'en' } };
    const { desk, asked, kept } = aDesk([unread]);
    desk.follow([talking('b', { remote: ADA })], emptyQueue, false);
    expect(asked()).toEqual([]);
    expect(kept().map(({ anchor }) => anchor)).toEqual(['b', 'a']);
    const stale = aDesk([one], NOW + KEPT_FOR_MS);
    stale.desk.follow([], emptyQueue, false);
    expect(stale.desk.state()).toEqual([]);
  });

  it('leaves nothing of a call that nobody spoke in and nobody moved in, nor of one that was told', () => {
    const { desk, kept } = aDesk();
    desk.follow([ringing('a')], emptyQueue, false);
    desk.follow([over('b')], emptyQueue, false);
    desk.told('b');
    desk.follow([over('b')], emptyQueue, false);
    expect(kept()).toEqual([]);
  });
});
