import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  instantOf,
  isTimeZone,
  isWithin,
  LAST_INSTANT_MS,
  localTime,
  minutesOf,
  nextWithin,
  nextWithinAll,
  offsetMs,
} from './local-time.ts';

const HOUR_MS = 3_600_000;
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (ms: number | null) => (ms === null ? 'never' : new Date(ms).toISOString().slice(0, 16));
const at = (zone: string, date: string, time: string) => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return instantOf(zone, { year, month, day, minutes: minutesOf(time) });
};
const ZONES = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'UTC',
];
const hours = { fromMin: 8 * 60, untilMin: 21 * 60 };

describe('the clock on a patient’s wall', () => {
  it.each([
    ['America/New_York', '2026-10-07T15:00', 11 * 60],
    ['Europe/London', '2026-10-07T15:00', 16 * 60],
    ['Asia/Kolkata', '2026-10-07T15:00', 20 * 60 + 30],
    ['Australia/Lord_Howe', '2026-10-07T15:00', 2 * 60],
    ['Australia/Lord_Howe', '2026-07-07T15:00', 90],
    ['Pacific/Apia', '2026-10-07T15:00', 4 * 60],
  ])('in %s at %s UTC shows minute %d of the day', (zone, instant, minutes) => {
    expect(localTime(zone, utc(instant)).minutes).toBe(minutes);
  });

  it('shows the date there', () => {
    expect(localTime('Pacific/Apia', utc('2011-12-30T09:59'))).toMatchObject({ month: 12, day: 29 });
    expect(localTime('Pacific/Apia', utc('2011-12-30T10:00'))).toMatchObject({ month: 12, day: 31 });
  });

  it('shows midnight at the end of a day as the beginning of the next', () => {
    expect(iso(at('UTC', '2026-12-31', '24:00'))).toBe('2027-01-01T00:00');
  });

  it('is of a place that there is', () => {
    expect(['Europe/London', 'Mars/Olympus', '', '+05:30'].map(isTimeZone)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(() => offsetMs('Mars/Olympus', 0)).toThrow(RangeError);
  });
});

describe('a local time that does not exist', () => {
  it.each([
    ['America/New_York', '2026-03-08', '02:30', '2026-03-08T07:30', 3 * 60 + 30],
    ['Europe/London', '2026-03-29', '01:15', '2026-03-29T01:15', 2 * 60 + 15],
    ['Australia/Lord_Howe', '2026-10-04', '02:10', '2026-10-03T15:40', 2 * 60 + 40],
    ['Pacific/Apia', '2011-12-30', '12:00', '2011-12-30T22:00', 12 * 60],
  ])('in %s on %s at %s is moved forward', (zone, date, time, instant, shown) => {
    expect(iso(at(zone, date, time))).toBe(instant);
    expect(localTime(zone, at(zone, date, time)).minutes).toBe(shown);
  });
});

describe('a local time that comes twice', () => {
  it.each([
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30'],
    ['Europe/London', '2026-10-25', '01:30', '2026-10-25T00:30'],
    ['Australia/Lord_Howe', '2026-04-05', '01:45', '2026-04-04T14:45'],
  ])('in %s on %s at %s is the earlier', (zone, date, time, instant) => {
    expect(iso(at(zone, date, time))).toBe(instant);
  });
});

describe('the next time within hours', () => {
  it.each([
    // Open now.
    ['Europe/London', '2026-10-07T15:00', '2026-10-07T15:00'],
    // The evening and the morning.
    ['Europe/London', '2026-10-07T20:00', '2026-10-08T07:00'],
    ['Europe/London', '2026-10-07T06:59', '2026-10-07T07:00'],
    // The night in which the clocks change: 08:00 is at another time of UTC.
    ['Europe/London', '2026-10-24T21:00', '2026-10-25T08:00'],
    ['Europe/London', '2026-03-28T22:00', '2026-03-29T07:00'],
    ['America/New_York', '2026-03-08T03:00', '2026-03-08T12:00'],
    ['America/New_York', '2026-11-01T02:00', '2026-11-01T13:00'],
    ['Australia/Lord_Howe', '2026-10-03T12:00', '2026-10-03T21:00'],
    ['Australia/Lord_Howe', '2026-04-04T12:00', '2026-04-04T21:30'],
    ['Asia/Kolkata', '2026-10-07T16:00', '2026-10-08T02:30'],
    // The 30th of December 2011 was left out there.
    ['Pacific/Apia', '2011-12-30T08:00', '2011-12-30T18:00'],
  ])('in %s from %s is %s UTC', (zone, from, next) => {
    expect(iso(nextWithin(hours, zone, utc(from)))).toBe(next);
  });

  it('that begin in a gap is when the gap is over', () => {
    const inGap = { fromMin: 150, untilMin: 200 };
    expect(iso(nextWithin(inGap, 'America/New_York', utc('2026-03-08T06:00')))).toBe('2026-03-08T07:00');
  });

  it('that lie within a gap is a day later', () => {
    const inGap = { fromMin: 130, untilMin: 170 };
    expect(iso(nextWithin(inGap, 'America/New_York', utc('2026-03-08T06:00')))).toBe('2026-03-09T06:10');
  });

  it('that come twice is the second time, too', () => {
    const twice = { fromMin: 60, untilMin: 90 };
    expect(iso(nextWithin(twice, 'America/New_York', utc('2026-11-01T05:30')))).toBe('2026-11-01T06:00');
  });

  it('is now, when they are all day, and a mistake, when there are none', () => {
    expect(nextWithin({ fromMin: 0, untilMin: 1440 }, 'UTC', 12_345)).toBe(12_345);
    expect(() => nextWithin({ fromMin: 600, untilMin: 600 }, 'UTC', 0)).toThrow(RangeError);
  });

  it('beyond the last year of calendars is not looked for', () => {
    for (const far of [LAST_INSTANT_MS, Number.MAX_SAFE_INTEGER]) {
      expect(nextWithinAll(hours, ['Europe/London', 'UTC'], far)).toBe(far);
    }
  });

  it('of several zones is when all of them agree', () => {
    const coasts = ['America/New_York', 'America/Los_Angeles'];
    expect(iso(nextWithinAll(hours, coasts, utc('2026-10-07T13:00')))).toBe('2026-10-07T15:00');
    expect(iso(nextWithinAll(hours, coasts, utc('2026-10-08T01:00')))).toBe('2026-10-08T15:00');
    expect(iso(nextWithinAll({ fromMin: 600, untilMin: 660 }, coasts, utc('2026-10-08T01:00')))).toBe(
      'never',
    );
  });

  it('is within them, and the minute before it is not', () => {
    const instant = fc.integer({ min: utc('2005-01-01T00:00'), max: utc('2037-01-01T00:00') });
    const minutes = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }));
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instant, minutes, (zone, fromMs, [fromMin, length]) => {
        const some = { fromMin, untilMin: Math.min(1440, fromMin + length) };
        const next = nextWithin(some, zone, fromMs);
        expect(next - fromMs).toBeLessThanOrEqual(50 * HOUR_MS);
        expect(isWithin(some, zone, next)).toBe(true);
        if (next - 60_000 >= fromMs) expect(isWithin(some, zone, next - 60_000)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

it('a local time is read back as it was, unless the clocks were changed over it', () => {
  const instant = fc.integer({ min: utc('2005-01-01T00:00'), max: utc('2037-01-01T00:00') });
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), instant, (zone, some) => {
      const minute = Math.floor(some / 60_000) * 60_000;
      const again = instantOf(zone, localTime(zone, minute));
      expect(localTime(zone, again)).toEqual(localTime(zone, minute));
      expect(again).toBeLessThanOrEqual(minute);
      expect(minute - again).toBeLessThanOrEqual(24 * HOUR_MS);
    }),
    { numRuns: 500 },
  );
});
