import { describe, expect, it } from 'vitest';
import { instantAt, typedAt, windowAt } from './patient-time.ts';

const at = (iso: string) => Date.parse(iso);
const NOW = at('2026-03-10T12:00:00Z');

describe('a day and time typed in a zone', () => {
  it.each([
    ['2026-03-10', '15:00', 'America/New_York', '2026-03-10T19:00:00Z'],
    ['2026-03-10', '15:00', 'Asia/Kathmandu', '2026-03-10T09:15:00Z'],
    ['2026-03-10', '00:30', 'Pacific/Kiritimati', '2026-03-09T10:30:00Z'],
    // Summer time in New York began on March 8: before it -5 h, after it -4 h.
    ['2026-03-08', '01:59', 'America/New_York', '2026-03-08T06:59:00Z'],
    ['2026-03-08', '03:00', 'America/New_York', '2026-03-08T07:00:00Z'],
  ])('%s %s in %s is %s', (day, time, zone, iso) => {
    expect(instantAt(day, time, zone)).toEqual({ ok: true, value: at(iso) });
  });

  it('does not exist when the clocks are put forward over it', () => {
    expect(instantAt('2026-03-08', '02:30', 'America/New_York').ok).toBe(false);
  });

  it('is the first of the two when the clocks show it twice', () => {
    expect(instantAt('2026-11-01', '01:30', 'America/New_York')).toEqual({
      ok: true,
      value: at('2026-11-01T05:30:00Z'),
    });
  });

  it.each([
    ['', '10:00'],
    ['2026-02-31', '10:00'],
    ['2026-03-10', ''],
    ['2026-03-10', '25:00'],
  ])('is nothing for %o %o', (day, time) => {
    expect(instantAt(day, time, 'Europe/London').ok).toBe(false);
  });

  it('is nothing in a zone that no system knows', () => {
    expect(instantAt('2026-03-10', '10:00', 'Mars/Olympus').ok).toBe(false);
  });
});

it('an instant is typed as the next full five minutes there, and back again', () => {
  const typed = typedAt(NOW + 61_000, 'America/New_York');
  expect(typed).toEqual({ day: '2026-03-10', time: '08:05', until: '' });
  expect(instantAt(typed.day, typed.time, 'America/New_York')).toEqual({ ok: true, value: NOW + 300_000 });
});

describe('a window', () => {
  const typed = { day: '2026-03-10', time: '14:00', until: '16:00' };
  it('goes from the one time to the other', () => {
    const value = { fromMs: at('2026-03-10T14:00:00Z'), untilMs: at('2026-03-10T16:00:00Z') };
    expect(windowAt(typed, 'UTC', NOW)).toEqual({ ok: true, value: { fromMs: value.fromMs, window: value } });
  });
  it('may have begun already, but not be over', () => {
    expect(windowAt(typed, 'UTC', at('2026-03-10T15:00:00Z')).ok).toBe(true);
    expect(windowAt(typed, 'UTC', at('2026-03-10T16:00:00Z')).ok).toBe(false);
  });
  it('ends after it begins', () => {
    expect(windowAt({ ...typed, until: '14:00' }, 'UTC', NOW).ok).toBe(false);
  });
  it('without an end is a time that is still to come', () => {
    expect(windowAt({ ...typed, until: '' }, 'UTC', NOW)).toEqual({
      ok: true,
      value: { fromMs: at('2026-03-10T14:00:00Z'), window: null },
    });
    expect(windowAt({ ...typed, until: '' }, 'UTC', at('2026-03-10T14:00:00Z')).ok).toBe(false);
  });
});
