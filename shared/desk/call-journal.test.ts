import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallListEntry } from '../contract/desk-state.ts';
import { foldCall, journalOf, type CallJournalEvent } from './call-journal.ts';

const START = Date.parse('2026-03-02T09:00:00Z');

const entry: CallListEntry = {
  id: 'call-1',
  direction: 'incoming',
  number: '+12025550123',
  name: 'Ada Sample',
  queue: 'Cardiology',
  startedAt: START,
  answeredAt: START + 4000,
  endedAt: START + 60_000,
  reason: 'hung-up-there',
  mos: 4.2,
  practice: false,
  wrapUp: { outcome: 'Told when to expect them', note: 'Wants a morning.' },
  redFlags: [
    { card: 'It may be an emergency', atMs: START + 9000 },
    { card: 'They may harm themselves', atMs: START + 20_000 },
  ],
};
const [begun] = journalOf(entry, false);

const anyEvent: fc.Arbitrary<CallJournalEvent> = fc
  .record({ at: fc.integer({ min: START, max: START + 20 }), which: fc.nat({ max: 7 }) })
  .map(({ at, which }): CallJournalEvent => {
    const callId = 'call-1';
    const number = `+1202555010${at % 10}`;
    const all: CallJournalEvent[] = [
      { kind: 'begun', callId, at, direction: at % 2 === 0 ? 'incoming' : 'outgoing', practice: false },
      { kind: 'named', callId, at, number, name: `Sample ${at % 3}`, queue: null },
      { kind: 'answered', callId, at },
      { kind: 'heard', callId, at, mos: (at % 5) + 0.5 },
      { kind: 'ended', callId, at, reason: at % 3 === 0 ? 'lost' : 'hung-up-here' },
      { kind: 'red-flag', callId, at, card: `Card ${at % 3}` },
      { kind: 'wrapped-up', callId, at, outcome: at % 2 === 0 ? 'Settled' : null, note: '' },
      { kind: 'vanished', callId },
    ];
    return all[which] ?? { kind: 'vanished', callId };
  });

describe('the line of a call', () => {
  it('comes out of its journal as it went in', () => {
    expect(foldCall(journalOf(entry, true))).toEqual({ entry, isOver: true });
  });

  it('is the same in any order, and as often as an event is told', () => {
    const journals = fc.array(anyEvent, { minLength: 1, maxLength: 12 });
    const shuffled = journals.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, others]) => {
        expect(foldCall(others)).toEqual(foldCall(events));
      }),
    );
  });

  it('is not there before its beginning is known', () => {
    expect(foldCall([])).toBeNull();
    expect(foldCall([{ kind: 'answered', callId: 'call-1', at: START }])).toBeNull();
  });

  it('of a call under way says what it would be if the app ended now', () => {
    const events: CallJournalEvent[] = begun
      ? [begun, { kind: 'answered', callId: 'call-1', at: START + 9 }]
      : [];
    expect(foldCall(events)).toMatchObject({
      isOver: false,
      entry: { reason: 'lost', answeredAt: START + 9, endedAt: START + 9 },
    });
    expect(foldCall([...events, { kind: 'vanished', callId: 'call-1' }])).toMatchObject({
      isOver: true,
      entry: { reason: 'lost', endedAt: START + 9 },
    });
  });

  it('believes who saw it end, whoever else saw it vanish', () => {
    const lost = { kind: 'ended', callId: 'call-1', at: START + 1, reason: 'lost' } as const;
    const vanished = { kind: 'vanished', callId: 'call-1' } as const;
    expect(foldCall([vanished, lost, ...journalOf(entry, true)])).toMatchObject({
      isOver: true,
      entry: { reason: 'hung-up-there', endedAt: entry.endedAt },
    });
  });
});
