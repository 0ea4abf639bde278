import { describe, expect, it } from 'vitest';
import { dayAndTime, languageName, sameTime, timeIn, waitWords, zonePlace } from './when.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;

it.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min'],
  [41 * 60_000, '41 min'],
  [3 * HOUR, '3 h'],
  [3 * HOUR + 300_000, '3 h 5 min'],
  [26 * HOUR, '1 day 2 h'],
  [48 * HOUR, '2 days'],
  [-5, 'just now'],
])('%d ms of waiting are %s', (ms, words) => {
  expect(waitWords(ms)).toBe(words);
});

describe('a time with its day', () => {
  it.each([
    [NOW + HOUR, /^08:00|^8:00/],
    [NOW + 24 * HOUR, /^tomorrow /],
    [NOW - 24 * HOUR, /^yesterday /],
    [NOW + 72 * HOUR, /^Fri 13 Mar /],
  ])('is told by the day of the zone', (instant, words) => {
    expect(dayAndTime(instant, NOW, 'America/Chicago')).toMatch(words);
  });
  it('is another day where it is one already', () => {
    const late = Date.parse('2026-03-10T22:30:00Z');
    expect(dayAndTime(late, NOW, 'Asia/Tokyo')).toMatch(/^tomorrow /);
    expect(dayAndTime(late, NOW, 'Europe/London')).toMatch(/^(22:30|10:30)/);
  });
});

it('a zone that no system knows has no time', () => {
  expect(timeIn('Mars/Olympus', NOW)).toBe('');
  expect(dayAndTime(NOW, NOW, 'Mars/Olympus')).toBe('');
  expect(sameTime('Mars/Olympus', 'Europe/London', NOW)).toBe(false);
});

it('two zones may show the same time', () => {
  expect(sameTime('Europe/Berlin', 'Europe/Paris', NOW)).toBe(true);
  expect(sameTime('Europe/Berlin', 'Europe/London', NOW)).toBe(false);
});

it('places and languages have names', () => {
  expect(zonePlace('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(languageName('pt-BR')).toBe('Brazilian Portuguese');
  expect(languageName('??')).toBe('??');
});
