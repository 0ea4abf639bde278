import { describe, expect, it } from 'vitest';
import {
  alertsAfter,
  alertsAt,
  alertsChangeAt,
  noAlerts,
  OVER_SHOWN_MS,
  putAway,
  type Alerts,
} from './alerts.ts';
import { FRESH_FOR_MS, type Heard, type Signal } from './signal.ts';

const ME = 'lead-mia';
const card = { id: 'medical-emergency', language: 'en' };
const raised: Signal = { type: 'red-flag', id: 'flag-1', card, sinceMs: 900 };
const over: Signal = { type: 'red-flag-over', id: 'flag-1', why: 'call-ended' };
const seen: Signal = { type: 'red-flag-seen', id: 'flag-1' };

function heard(signal: Signal, author = 'anna', atMs = 1_000): Heard {
  return { signal, author, name: author.toUpperCase(), atMs };
}
function after(...all: Heard[]): Alerts {
  return all.reduce((alerts, one) => alertsAfter(alerts, one, ME), noAlerts);
}

describe('A lead’s desk', () => {
  it('shows who raised which card, and since when', () => {
    expect(after(heard(raised)).list).toEqual([
      {
        id: 'flag-1',
        author: 'anna',
        name: 'ANNA',
        card,
        sinceMs: 900,
        heardMs: 1_000,
        seenBy: [],
        over: null,
      },
    ]);
  });

  it('shows one that is told again once', () => {
    const { list } = after(heard(raised), heard({ ...raised, sinceMs: 950 }, 'anna', 5_000));
    expect(list).toMatchObject([{ sinceMs: 900, heardMs: 5_000 }]);
  });

  it('shows several, the oldest first', () => {
    const { list } = after(heard(raised), heard({ ...raised, id: 'flag-2' }, 'ben'));
    expect(list.map(({ id }) => id)).toEqual(['flag-1', 'flag-2']);
  });

  it('shows no flag of its own agent', () => {
    expect(after(heard(raised, ME)).list).toEqual([]);
  });

  it('shows which leads see to it, each once, and believes it of leads alone', () => {
    const { list } = after(
      heard(raised),
      heard(seen, 'ben'),
      heard(seen, 'lead-zoe'),
      heard(seen, 'lead-zoe'),
      heard(seen, ME),
    );
    expect(list[0]?.seenBy.map(({ author }) => author)).toEqual(['lead-zoe', ME]);
  });

  it('keeps an end in view for a moment, then lets it go, and a late copy does not bring it back', () => {
    const ended = after(heard(raised), heard(over, 'anna', 2_000));
    expect(ended.list).toMatchObject([{ over: { why: 'call-ended', atMs: 2_000 } }]);
    expect(alertsChangeAt(ended)).toBe(2_000 + OVER_SHOWN_MS);
    const gone = alertsAt(ended, 2_000 + OVER_SHOWN_MS);
    expect(gone.list).toEqual([]);
    expect(alertsAfter(gone, heard(raised), ME).list).toEqual([]);
  });

  it('does not show what was over before it was heard of', () => {
    expect(after(heard(over), heard(raised)).list).toEqual([]);
  });

  it('lets nobody but its author end a flag, or speak for it', () => {
    expect(after(heard(raised), heard(over, 'ben')).list).toMatchObject([{ over: null }]);
    expect(after(heard(raised), heard(raised, 'ben', 9_000)).list).toMatchObject([
      { author: 'anna', heardMs: 1_000 },
    ]);
  });

  it('puts one away for good', () => {
    const away = putAway(after(heard(raised), heard({ ...raised, id: 'flag-2' })), 'flag-1');
    expect(away.list.map(({ id }) => id)).toEqual(['flag-2']);
    expect(alertsAfter(away, heard(raised, 'anna', 9_000), ME).list).toHaveLength(1);
  });

  it('says so when a desk has not told of its flag for a quarter of an hour', () => {
    const quiet = after(heard(raised));
    expect(alertsChangeAt(quiet)).toBe(1_000 + FRESH_FOR_MS);
    expect(alertsAt(quiet, FRESH_FOR_MS)).toBe(quiet);
    expect(alertsAt(quiet, 1_000 + FRESH_FOR_MS).list).toMatchObject([{ over: { why: 'no-word' } }]);
  });

  it('changes by nothing that is about something else', () => {
    expect(after(heard(seen, ME)).list).toEqual([]);
    expect(alertsChangeAt(noAlerts)).toBeNull();
  });
});
