import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf, isTimeZone, isWithin, localTime, minutesOf, nextWithin, offsetMs } from './local-time.ts';

const at = (iso: string): number => Date.parse(iso);
const day = (iso: string, minutes: number) => {
  const [year = 0, month = 0, date = 0] = iso.split('-').map(Number);
  return { year, month, day: date, minutes };
};
const ZONES = [
  'America/New_York',
  'America/St_Johns',
  'Europe/London',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Pacific/Apia',
  'UTC',
];

describe('Time where the patient is', () => {
  it.each([
    ['America/New_York', '2026-01-10T15:30Z', day('2026-01-10', 630)],
    ['Asia/Kolkata', '2026-01-10T20:00Z', day('2026-01-11', 90)],
    ['Pacific/Apia', '2026-01-10T20:00Z', day('2026-01-11', 540)],
    ['Australia/Lord_Howe', '2026-01-10T00:00Z', day('2026-01-10', 660)],
    ['Australia/Lord_Howe', '2026-07-10T00:00Z', day('2026-07-10', 630)],
  ])('in %s at %s', (zone, iso, local) => {
    expect(localTime(zone, at(iso))).toEqual(local);
  });

  it('is found back from its day and minute, but in the hour that the clocks show twice', () => {
    const instants = fc.integer({ min: at('2010-01-01'), max: at('2036-01-01') });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, ms) => {
        const minute = Math.floor(ms / 60_000) * 60_000;
        const back = instantOf(zone, localTime(zone, minute));
        const isTwice = localTime(zone, back).minutes === localTime(zone, minute).minutes && back < minute;
        expect(back === minute || isTwice).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    // Skipped: read by the clock before the change.
    ['America/New_York', '2026-03-08', 150, '2026-03-08T07:30Z'],
    ['Europe/London', '2026-03-29', 90, '2026-03-29T01:30Z'],
    ['Australia/Lord_Howe', '2026-10-04', 135, '2026-10-03T15:45Z'],
    // Shown twice: the first.
    ['America/New_York', '2026-11-01', 90, '2026-11-01T05:30Z'],
    ['Europe/London', '2026-10-25', 90, '2026-10-25T00:30Z'],
    ['Australia/Lord_Howe', '2026-04-05', 105, '2026-04-04T14:45Z'],
    // Midnight at the end of the day.
    ['UTC', '2026-12-31', 1440, '2027-01-01T00:00Z'],
  ])('in %s, %s minute %i is %s', (zone, date, minutes, iso) => {
    expect(new Date(instantOf(zone, day(date, minutes))).toISOString()).toBe(new Date(iso).toISOString());
  });

  it('knows what is a zone', () => {
    expect(ZONES.every(isTimeZone)).toBe(true);
    expect(isTimeZone('Mars/Olympus')).toBe(false);
    expect(offsetMs('Asia/Kolkata', 0)).toBe(19_800_000);
  });
});

describe('Hours in which patients may be called', () => {
  const hours = { fromMin: minutesOf('08:00'), untilMin: minutesOf('21:00') };

  it.each([
    ['America/New_York', '2026-03-07T12:59Z', false],
    ['America/New_York', '2026-03-07T13:00Z', true],
    ['America/New_York', '2026-03-09T12:00Z', true],
    ['Europe/London', '2026-07-10T19:59Z', true],
    ['Europe/London', '2026-07-10T20:00Z', false],
  ])('in %s at %s: %s', (zone, iso, isOpen) => {
    expect(isWithin(hours, zone, at(iso))).toBe(isOpen);
  });

  it.each([
    ['America/New_York', '2026-03-07T13:30Z', '2026-03-07T13:30Z'],
    ['America/New_York', '2026-03-08T02:30Z', '2026-03-08T12:00Z'],
    ['Pacific/Apia', '2026-01-10T08:30Z', '2026-01-10T19:00Z'],
  ])('in %s from %s on: next at %s', (zone, iso, next) => {
    expect(nextWithin(hours, zone, at(iso))).toBe(at(next));
  });

  it('are always open at the next time, and it is never past nor more than a day and an hour away', () => {
    const instants = fc.integer({ min: at('2010-01-01'), max: at('2036-01-01') });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, (zone, ms) => {
        const next = nextWithin(hours, zone, ms);
        expect(isWithin(hours, zone, next)).toBe(true);
        expect(next).toBeGreaterThanOrEqual(ms);
        expect(next - ms).toBeLessThan(25 * 3_600_000);
      }),
    );
  });

  it('may be the whole day', () => {
    const always = { fromMin: 0, untilMin: minutesOf('24:00') };
    expect(isWithin(always, 'UTC', at('2026-01-01T23:59:59Z'))).toBe(true);
  });
});
