import { beforeEach, describe, expect, it } from 'vitest';
import type { Callback } from '#shared/callback/callback.ts';
import { groupKeyOf } from '#shared/callback/fold.ts';
import type { CallbackView } from '#shared/contract/callback-state.ts';
import { aCallback, aHold, ME, memoryStore, NOW } from './fakes/samples.ts';
import type { CallbackQuery, RecordStore } from './store.ts';

let store: RecordStore;
beforeEach(() => {
  store = memoryStore();
});

const put = (...callbacks: readonly Callback[]): void => {
  for (const callback of callbacks) store.callbacks.put(callback, false);
};
const query = (view: CallbackView, changes: Partial<CallbackQuery> = {}): CallbackQuery => ({
  view,
  search: '',
  me: ME,
  nowMs: NOW,
  after: null,
  limit: 50,
  ...changes,
});
const ids = (view: CallbackView, changes: Partial<CallbackQuery> = {}): string[] =>
  store.callbacks.page(query(view, changes)).items.map(({ callback }) => callback.id);

describe('the table of callbacks', () => {
  it('gives back what was put in, changed when it was put again, and forgets what was removed', () => {
    const notes = [{ author: 'mira', atMs: NOW, text: 'Prefers mornings' }];
    const callback = aCallback('a', { notes, for: { kind: 'lead' }, hold: aHold('omar') });
    store.callbacks.put(callback, true);
    expect(store.callbacks.get('a')).toEqual({ callback, unsent: true });
    store.callbacks.put({ ...callback, name: 'Ada Other' }, false);
    expect(store.callbacks.get('a')).toEqual({ callback: { ...callback, name: 'Ada Other' }, unsent: false });
    store.callbacks.remove('a');
    store.callbacks.remove('never there');
    expect(store.callbacks.get('a')).toBeNull();
    expect(ids('team')).toEqual([]);
  });

  it('knows the callbacks of a group', () => {
    put(aCallback('first'), aCallback('second'), aCallback('other', { reason: 'Other' }));
    const { number, reason } = aCallback('second');
    const groupKey = groupKeyOf(number, reason);
    expect(store.callbacks.groupKeyOf('second')).toBe(groupKey);
    expect(store.callbacks.idsOfGroup(groupKey)).toEqual(['first', 'second']);
    put(aCallback('second', { reason: 'Other' }));
    expect(store.callbacks.idsOfGroup(groupKey)).toEqual(['first']);
    expect(store.callbacks.groupKeyOf('nobody')).toBeNull();
  });

  it('orders the queue by priority, due time, time of request and id', () => {
    put(
      aCallback('e', { dueMs: NOW - 1 }),
      aCallback('d2'),
      aCallback('d1'),
      aCallback('c', { requestedMs: NOW - 1 }),
      aCallback('b', { priority: 'high' }),
      aCallback('a', { priority: 'urgent', dueMs: NOW + 5 }),
    );
    expect(ids('team')).toEqual(['a', 'b', 'e', 'c', 'd1', 'd2']);
  });

  it('shows as next what is due first, and after that what will be', () => {
    put(
      aCallback('later-urgent', { dueMs: NOW + 9, priority: 'urgent' }),
      aCallback('later', { dueMs: NOW + 5 }),
      aCallback('low', { priority: 'low' }),
      aCallback('high', { priority: 'high' }),
    );
    expect(ids('next')).toEqual(['high', 'low', 'later', 'later-urgent']);
    expect(ids('next', { nowMs: NOW + 9 })).toEqual(['later-urgent', 'high', 'later', 'low']);
  });

  it('leaves out of next what others hold or were handed', () => {
    put(
      aCallback('free'),
      aCallback('held', { hold: aHold('omar') }),
      aCallback('held-by-me', { hold: aHold('mira') }),
      aCallback('lapsed', { hold: aHold('omar', { untilMs: NOW }) }),
      aCallback('for-omar', { for: { kind: 'agent', agent: 'omar' } }),
      aCallback('for-me', { for: { kind: 'agent', agent: 'mira' } }),
      aCallback('for-leads', { for: { kind: 'lead' } }),
    );
    expect(ids('next')).toEqual(['for-me', 'free', 'held-by-me', 'lapsed']);
    const lead = { agent: 'lead-noor', lead: true };
    expect(ids('next', { me: lead })).toEqual(['for-leads', 'free', 'lapsed']);
    expect(ids('team')).toHaveLength(7);
  });

  it('shows as mine what I hold, what I was handed and what I have not told the outcome of', () => {
    put(
      aCallback('free'),
      aCallback('held', { hold: aHold('mira') }),
      aCallback('handed', { for: { kind: 'agent', agent: 'mira' } }),
      aCallback('lapsed', { hold: aHold('mira', { untilMs: NOW }) }),
      aCallback('begun', { hold: aHold('mira', { untilMs: NOW, dialStartedMs: NOW - 9 }) }),
      aCallback('closed', { status: 'done', hold: null, for: { kind: 'agent', agent: 'mira' } }),
    );
    expect(ids('mine')).toEqual(['begun', 'handed', 'held']);
  });

  it('shows as in need of attention what a person must decide, and calls whose outcome is missing', () => {
    const begun = aHold('omar', { untilMs: NOW, dialStartedMs: NOW - 9 });
    put(
      aCallback('decide', { status: 'attention', attention: 'max-attempts' }),
      aCallback('begun', { hold: begun }),
      aCallback('talking', { hold: { ...begun, untilMs: NOW + 1 } }),
    );
    expect(ids('attention')).toEqual(['begun', 'decide']);
    expect(ids('team')).toEqual(['talking']);
    expect(ids('next', { nowMs: NOW + 1 })).toEqual([]);
    expect(ids('attention', { nowMs: NOW + 1 })).toEqual(['begun', 'decide', 'talking']);
  });

  it('shows what is over, the latest first, and what was joined nowhere', () => {
    put(
      aCallback('done', { status: 'done', closedMs: NOW + 1 }),
      aCallback('cancelled', { status: 'cancelled', closedMs: NOW + 2 }),
      aCallback('joined', { status: 'joined', joinedTo: 'done' }),
    );
    expect(ids('done')).toEqual(['cancelled', 'done']);
    expect(['next', 'mine', 'team', 'attention'].flatMap((view) => ids(view as CallbackView))).toEqual([]);
  });

  it('counts every view, up to 999', () => {
    store.transaction(() => {
      for (let index = 0; index < 1010; index += 1) put(aCallback(`c${index}`));
      put(aCallback('mine', { hold: aHold('mira') }), aCallback('done', { status: 'done', closedMs: NOW }));
    });
    expect(store.callbacks.counts(ME, NOW)).toEqual({ next: 999, mine: 1, team: 999, done: 1, attention: 0 });
  });

  it('offers only what is due and nobody’s', () => {
    put(
      aCallback('second', { requestedMs: NOW }),
      aCallback('first', { requestedMs: NOW - 1 }),
      aCallback('later', { dueMs: NOW + 1 }),
      aCallback('in-hand', { hold: aHold('mira') }),
      aCallback('taken', { hold: aHold('omar') }),
    );
    const offered = store.callbacks.candidates(ME, NOW, 5).map(({ id }) => id);
    expect(offered).toEqual(['first', 'second']);
    expect(store.callbacks.candidates(ME, NOW, 1)).toHaveLength(1);
  });

  it('knows what this desk holds, and not what the same agent holds elsewhere', () => {
    put(
      aCallback('here', { hold: aHold('mira') }),
      aCallback('elsewhere', { hold: aHold('mira', { desk: 'desk-2' }) }),
      aCallback('over', { hold: aHold('mira', { untilMs: NOW }) }),
    );
    expect(store.callbacks.heldBy('mira', 'desk-1', NOW).map(({ id }) => id)).toEqual(['here']);
  });

  it('gives page after page without a gap or a repetition, also when the list changes in between', () => {
    const all = Array.from({ length: 25 }, (_, index) => `c${String(index).padStart(2, '0')}`);
    put(...all.map((id) => aCallback(id)));
    const first = store.callbacks.page(query('next', { limit: 10 }));
    put(aCallback('c09', { status: 'done', closedMs: NOW }));
    const second = store.callbacks.page(query('next', { limit: 10, after: first.after, nowMs: NOW + 1 }));
    const third = store.callbacks.page(query('next', { limit: 10, after: second.after }));
    const seen = [first, second, third].flatMap(({ items }) => items.map(({ callback }) => callback.id));
    expect(seen).toEqual(all);
    expect(third.after).toBeNull();
    expect(ids('next', { after: 'not a place', limit: 1 })).toEqual(['c00']);
  });

  it('is right again after a transaction that failed', () => {
    put(aCallback('kept'));
    expect(ids('team')).toEqual(['kept']);
    expect(() =>
      store.transaction(() => {
        put(aCallback('undone'));
        store.callbacks.remove('kept');
        throw new Error('power cut');
      }),
    ).toThrow('power cut');
    expect(ids('team')).toEqual(['kept']);
  });

  it('is empty once the log is forgotten', () => {
    put(aCallback('a', { notes: [{ author: 'mira', atMs: NOW, text: 'insulin' }] }));
    expect(ids('team', { search: 'insulin' })).toEqual(['a']);
    store.log.clear();
    expect(ids('team')).toEqual([]);
    put(aCallback('b'));
    expect(ids('team', { search: 'insulin' })).toEqual([]);
  });
});

describe('searching the queue', () => {
  beforeEach(() => {
    put(
      aCallback('zoe', { name: 'Zoë Ångström', reason: 'Prescription', number: '+442079460123' }),
      aCallback('bob', { name: 'Bob O’Neil-Straße', reason: 'Test results', number: '+12025550142' }),
      aCallback('ana', { name: 'Ana Łukasz', reason: 'Bill (2nd)', number: '+12025550199' }),
    );
  });
  const found = (search: string): string[] => ids('team', { search }).sort();

  it.each([
    ['', ['ana', 'bob', 'zoe']],
    ['zoe angstrom', ['zoe']],
    ['ÅNG zo', ['zoe']],
    ['presc zoe', ['zoe']],
    ['neil', ['bob']],
    ['strasse', ['bob']],
    ['lukasz', ['ana']],
    ['ulk', []],
    ['bill 2', ['ana']],
    ['0142', ['bob']],
    ['(202) 555-01', ['ana', 'bob']],
    ['+1 202 555 0142', ['bob']],
    ['020 7946 0123', ['zoe']],
    ['0044', []],
    ['bob 0199', []],
    ['e', ['bob', 'zoe']],
    ['%', ['ana', 'bob', 'zoe']],
    ['"*', ['ana', 'bob', 'zoe']],
    ['zz', []],
  ])('%j finds %j', (search, expected) => {
    expect(found(search)).toEqual(expected);
  });

  it('looks into the notes too, together with the rest', () => {
    const notes = [{ author: 'mira', atMs: NOW, text: 'Réaction to penicillin; speaks “slowly”' }];
    put(aCallback('eve', { name: 'Eve Sample', notes }));
    expect(found('reaction')).toEqual(['eve']);
    expect(found('eve penicil')).toEqual(['eve']);
    expect(found('bob penicil')).toEqual([]);
    put(aCallback('eve', { name: 'Eve Sample', notes: [] }));
    expect(found('reaction')).toEqual([]);
  });

  it('searches within the view alone', () => {
    put(aCallback('old', { name: 'Zoe Old', status: 'done', closedMs: NOW }));
    expect(ids('team', { search: 'zoe' })).toEqual(['zoe']);
    expect(ids('done', { search: 'zoe' })).toEqual(['old']);
  });
});
