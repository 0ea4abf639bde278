import { describe, expect, it } from 'vitest';
import { fieldOfColumn } from './csv-row.ts';
import { instantFrom, readRequest, type RequestRules } from './intake.ts';

const rules: RequestRules = {
  numbers: { country: 'US', dialPrefix: '9', extensionMaxLength: 6 },
  zone: 'America/New_York',
  nowMs: Date.parse('2026-03-10T16:00Z'),
};
const least = { number: '(202) 555-0142', reason: 'Test results' };

/** The mistakes of a request, as `field: expected | found`. */
function mistakesOf(request: unknown): string[] {
  const read = readRequest(request, rules);
  return read.ok ? [] : read.error.map(({ field, expected, found }) => `${field}: ${expected} | ${found}`);
}

describe('A request from outside', () => {
  it('needs a number and a reason, and counts from now', () => {
    expect(readRequest(least, rules)).toEqual({
      ok: true,
      value: {
        number: '+12025550142',
        reason: 'Test results',
        priority: 'normal',
        requestedMs: rules.nowMs,
      },
    });
  });

  it('may say more, in times with an offset or by the patient’s clock', () => {
    const read = readRequest(
      {
        ...least,
        name: ' Ada Sample ',
        language: 'es',
        priority: 'High',
        timezone: 'America/Chicago',
        due: '2026-03-11 09:00',
        window_from: '2026-03-11T09:00',
        window_until: '2026-03-11T17:00Z',
        requested: '2026-03-10T15:30:00+00:00',
        note: 'Speaks slowly.',
      },
      rules,
    );
    expect(read).toEqual({
      ok: true,
      value: {
        number: '+12025550142',
        reason: 'Test results',
        name: 'Ada Sample',
        language: 'es',
        priority: 'high',
        zone: 'America/Chicago',
        dueMs: Date.parse('2026-03-11T14:00Z'),
        window: { fromMs: Date.parse('2026-03-11T14:00Z'), untilMs: Date.parse('2026-03-11T17:00Z') },
        requestedMs: Date.parse('2026-03-10T15:30Z'),
        note: 'Speaks slowly.',
      },
    });
  });

  it('counts from now, when it comes from a clock that is a little fast', () => {
    expect(readRequest({ ...least, requested: '2026-03-10T16:04Z' }, rules)).toMatchObject({
      value: { requestedMs: rules.nowMs },
    });
  });

  it('loses what no text needs and keeps its lines', () => {
    expect(readRequest({ ...least, note: 'One\r\n\u0000Two\ud800' }, rules)).toMatchObject({
      value: { note: 'One\nTwo\ufffd' },
    });
  });

  it('may be for an extension', () => {
    expect(readRequest({ ...least, number: '1001' }, rules)).toMatchObject({ value: { number: '1001' } });
  });

  it.each([
    [{ ...least, number: '555' + '0'.repeat(30) }, 'number: a telephone number, like +12025550142 | 555'],
    [{ ...least, number: 'none' }, 'number: a telephone number, like +12025550142 | none'],
    [{ reason: 'x' }, 'number: a telephone number, like +12025550142 | nothing'],
    [{ ...least, reason: '  ' }, 'reason: why, in a few words |   '],
    [{ ...least, reason: 'x'.repeat(201) }, 'reason: at most 200 characters | x'],
    [{ ...least, priority: 'now' }, 'priority: one of urgent, high, normal, low | now'],
    [{ ...least, timezone: 'New York' }, 'timezone: a time zone like America/New_York | New York'],
    [{ ...least, due: 'tomorrow' }, 'due: a time like 2026-03-10T14:30Z or 2026-03-10 14:30 | tomorrow'],
    [{ ...least, due: '2026-02-30' }, 'due: a time like 2026-03-10T14:30Z or 2026-03-10 14:30 | 2026-02-30'],
    [{ ...least, requested: '2026-03-10T16:06Z' }, 'requested: a time that is over | 2026-03-10T16:06Z'],
    [
      { ...least, window_from: '2026-03-11 09:00' },
      'window_until: an end, because there is a start | nothing',
    ],
    [{ ...least, window_until: '2026-03-11' }, 'window_from: a start, because there is an end | nothing'],
    [
      { ...least, window_from: '2026-03-11 09:00', window_until: '2026-03-11 09:00' },
      'window_until: an end after the start | 2026-03-11 09:00',
    ],
    [{ ...least, name: 7 }, 'name: a text | 7'],
    [{ ...least, mrn: '123' }, ': only number, reason, name'],
    [[], ': an object | a list'],
    [null, ': an object | nothing'],
  ])('%j is refused: %s', (request, mistake) => {
    const mistakes = mistakesOf(request);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(mistake);
  });

  it('names every mistake at once', () => {
    expect(mistakesOf({ number: '', reason: '', priority: 'x', timezone: 'x' })).toHaveLength(4);
  });
});

describe('A written time', () => {
  it.each([
    ['2026-03-10', 'Europe/London', '2026-03-10T00:00Z'],
    ['2026-07-10 08:30', 'Europe/London', '2026-07-10T07:30Z'],
    // The clocks skip from 02:00 to 03:00, and show 01:30 twice.
    ['2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30Z'],
    ['2026-11-01 01:30', 'America/New_York', '2026-11-01T05:30Z'],
    ['2026-03-10T14:30+05:30', 'UTC', '2026-03-10T09:00Z'],
  ])('%s in %s is %s', (text, zone, instant) => {
    expect(instantFrom(text, zone)).toBe(Date.parse(instant));
  });

  it.each(['', '10/03/2026', '2026-13-01', '2026-03-10 25:00', '2026-03-10T10:60Z', '1960-01-01T00:00Z'])(
    '%j is none',
    (text) => {
      expect(instantFrom(text, 'UTC')).toBeNull();
    },
  );
});

describe('The heading of a column', () => {
  it.each([
    ['Number', 'number'],
    [' Phone number ', 'number'],
    ['Time zone', 'timezone'],
    ['Window from', 'window_from'],
    ['notes', 'note'],
    ['MRN', null],
  ])('%j is %j', (heading, field) => {
    expect(fieldOfColumn(heading)).toBe(field);
  });
});
