import { describe, expect, it } from 'vitest';
import { holdNow, rowNow } from '../../../tests/fakes/callback-rows.ts';
import { factsOf, standingOf, triesOf, waitOf, whyNot } from './row-words.ts';

const NOW = Date.parse('2026-03-10T12:00:00Z');
const MINUTE = 60_000;
const row = (over: Parameters<typeof rowNow>[0] = {}) => rowNow({ requestedMs: NOW - 41 * MINUTE, ...over });

describe('the wait', () => {
  it('goes on until somebody spoke with the patient', () => {
    expect(waitOf(row(), NOW)).toBe('41 min');
    expect(waitOf(row({ spokeMs: NOW - 31 * MINUTE }), NOW)).toBe('10 min');
  });
  it('is never less than nothing', () => {
    expect(waitOf(row({ requestedMs: NOW + MINUTE }), NOW)).toBe('just now');
  });
});

describe('what a glance must not miss', () => {
  it.each([
    [
      row({ hold: holdNow({ mine: false, name: 'Sam' }), mayCall: { kind: 'held', by: 'Sam' } }),
      'Sam has it',
    ],
    [row({ hold: holdNow({ reserve: true }) }), 'kept for you'],
    [row({ hold: holdNow() }), 'in your hands'],
    [row({ hold: holdNow({ mine: false, elsewhere: true }) }), 'at your other desk'],
    [row({ for: { mine: true, name: 'me' } }), 'for you'],
    [row({ for: { mine: false, name: 'Sam' } }), 'for Sam'],
    [row({ mayCall: { kind: 'window-over' } }), 'their time is over'],
    [row({ status: 'attention', attention: 'outcome-missing' }), 'outcome missing'],
  ])('is said in a word or two', (of, words) => {
    expect(standingOf(of, NOW)?.text).toBe(words);
  });
  it('is nothing when the patient can simply be called', () => {
    expect(standingOf(row(), NOW)).toBeNull();
  });
});

it('counts the try that is to come, and says how the last one went', () => {
  expect(triesOf(row())).toBe('');
  expect(triesOf(row({ attempts: 1, lastOutcome: 'busy' }))).toBe('2nd try, last busy');
  expect(triesOf(row({ attempts: 10, lastOutcome: 'no-answer' }))).toBe('11th try, last no answer');
  expect(triesOf(row({ attempts: 2, lastOutcome: 'spoke', status: 'done' }))).toBe('2 tries, spoke');
});

it('names the language and how often they asked', () => {
  const facts = factsOf(row({ language: 'yo', requests: 3 }), NOW);
  expect(facts).toContain('Yoruba');
  expect(facts).toContain('asked 3 times');
});

it('leaves a language and a zone that nobody knows as they were written', () => {
  const facts = factsOf(
    row({ language: 'not a tag!', zone: { name: 'Mars/Olympus', from: 'patient' } }),
    NOW,
  );
  expect(facts).toEqual(['not a tag!']);
});

describe('why it cannot be taken now', () => {
  it('says the time there', () => {
    const mayCall = { kind: 'not-yet', why: 'hours', fromMs: NOW + 3 * 3_600_000 } as const;
    const why = whyNot(row({ mayCall, zone: { name: 'America/Los_Angeles', from: 'number' } }), NOW);
    expect(why).toMatch(
      /^It is 05:00.* in Los Angeles, too early or too late to call\. From 08:00.* in Los Angeles, /,
    );
  });
  it('is nothing when it can', () => {
    expect(whyNot(row(), NOW)).toBe('');
  });
});
