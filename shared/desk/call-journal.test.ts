import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallListEntry } from '../contract/desk-state.ts';
import { foldCall, journalOf, type CallJournalEvent } from './call-journal.ts';

const entry: CallListEntry = {
  id: 'call-1',
  direction: 'incoming',
  number: '+12025550123',
  name: 'Ada Sample',
  queue: 'blended',
  startedAt: 1000,
  answeredAt: 2000,
  endedAt: 9000,
  reason: 'hung-up-there',
  mos: 4.2,
  practice: false,
};
const callId = entry.id;
const begun: CallJournalEvent = { kind: 'begun', callId, at: 1000, direction: 'incoming', practice: false };

describe('the journal of a call', () => {
  it('gives back the line that it was made from', () => {
    expect(foldCall(journalOf(entry, true))).toEqual({ entry, isOver: true });
  });

  it('says nothing of a call whose beginning it does not have', () => {
    expect(foldCall([])).toBeNull();
    expect(foldCall(journalOf(entry, true).slice(1))).toBeNull();
  });

  it('has a call that never ended as lost, at the last moment that anything was seen of it', () => {
    const seen = journalOf({ ...entry, endedAt: 5000, reason: 'lost' }, false);
    expect(foldCall(seen)).toMatchObject({ isOver: false, entry: { reason: 'lost', endedAt: 5000 } });
    expect(foldCall([begun])).toMatchObject({ isOver: false, entry: { reason: 'lost', endedAt: 1000 } });
    expect(foldCall([...seen, { kind: 'vanished', callId }])).toEqual({
      isOver: true,
      entry: { ...entry, endedAt: 5000, reason: 'lost' },
    });
  });

  it('believes whoever knows how it ended, before and after somebody gave it up for lost', () => {
    const lost: CallJournalEvent[] = [
      { kind: 'vanished', callId },
      { kind: 'ended', callId, at: 4000, reason: 'lost' },
    ];
    const whole = journalOf(entry, true);
    for (const events of [
      [...lost, ...whole],
      [...whole, ...lost],
    ]) {
      expect(foldCall(events)).toEqual({ isOver: true, entry });
    }
  });

  it('takes the last name that the network gave, and the first answer', () => {
    const events: CallJournalEvent[] = [
      { kind: 'named', callId, at: 3000, number: '+12025550199', name: 'Bob Sample', queue: null },
      { kind: 'answered', callId, at: 2500 },
      { kind: 'named', callId, at: 1000, number: '+12025550123', name: '', queue: null },
      { kind: 'answered', callId, at: 2000 },
      begun,
    ];
    expect(foldCall(events)?.entry).toMatchObject({ name: 'Bob Sample', answeredAt: 2000, endedAt: 3000 });
  });

  it('makes the same line in whatever order and how often its events are read', () => {
    const at = fc.integer({ min: 0, max: 50 });
    const some = fc.oneof(
      fc.record({ kind: fc.constant('begun'), at, direction: fc.constantFrom('incoming', 'outgoing') }),
      fc.record({ kind: fc.constant('named'), at, number: fc.constantFrom('1001', '1002') }),
      fc.record({ kind: fc.constant('answered'), at }),
      fc.record({ kind: fc.constant('heard'), at, mos: fc.constantFrom(2, 4) }),
      fc.record({ kind: fc.constant('ended'), at, reason: fc.constantFrom('lost', 'missed', 'busy') }),
      fc.record({ kind: fc.constant('vanished') }),
    );
    const events = fc.array(
      some.map((event): CallJournalEvent =>
        Object.assign({ practice: false, name: '', queue: null, callId }, event as CallJournalEvent),
      ),
      { maxLength: 12 },
    );
    const mixed = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 })),
    );
    fc.assert(
      fc.property(mixed, ([all, shuffled]) => {
        expect(foldCall(shuffled)).toEqual(foldCall(all));
      }),
    );
  });
});
