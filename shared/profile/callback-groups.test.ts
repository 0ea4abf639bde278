import { describe, expect, it } from 'vitest';
import type { ProfileInput } from './profile.ts';
import { readProfile } from './read-profile.ts';

const least: ProfileInput = {
  version: 1,
  name: 'Harbour Clinic',
  sip: { domain: 'pbx.example.org', servers: [{ url: 'wss://pbx.example.org:8089/ws' }] },
  numbers: { country: 'US' },
};

function mistakes(more: object): Record<string, string> {
  const result = readProfile(JSON.stringify({ ...least, ...more }));
  if (result.ok) return {};
  return Object.fromEntries(
    result.error.map(({ path, expected, found }) => [path, `${expected} | ${found}`]),
  );
}

describe('A profile that says nothing of callbacks, hub and records', () => {
  it('is a whole one', () => {
    expect(readProfile(JSON.stringify(least))).toMatchObject({
      ok: true,
      value: {
        callbacks: {
          hours: { from: '08:00', until: '21:00' },
          urgentIgnoresHours: false,
          retry: { maxAttempts: 4, noAnswerMin: 60, busyMin: 10, voicemailMin: 240 },
          leaseMin: 20,
          offlineReserve: 2,
        },
        hub: { servers: [] },
        records: { pinMinLength: 6, wrongPinLimit: 10, onWrongPin: 'destroy' },
      },
    });
  });
});

describe('A profile with something to say of them', () => {
  it('may say all of it', () => {
    const more = {
      callbacks: {
        reasons: ['Test results'],
        zone: 'America/Chicago',
        hours: { from: '00:00', until: '24:00' },
        urgentIgnoresHours: true,
        retry: { maxAttempts: 1 },
        leaseMin: 240,
        offlineReserve: 0,
      },
      hub: { servers: ['wss://hub.example.org', 'ws://127.0.0.1:8443', 'ws://[::1]:8443/'] },
      records: { pinMinLength: 8, wrongPinLimit: 5, onWrongPin: 'lock' },
    };
    expect(mistakes(more)).toEqual({});
  });

  it.each([
    [
      { callbacks: { hours: { from: '8:00' } } },
      'callbacks.hours.from',
      'a time of day like 08:00, at most 24:00 | “8:00”',
    ],
    [
      { callbacks: { hours: { until: '24:01' } } },
      'callbacks.hours.until',
      'a time of day like 08:00, at most 24:00 | “24:01”',
    ],
    [
      { callbacks: { hours: { from: '21:00', until: '08:00' } } },
      'callbacks.hours.until',
      'a time of day after the start (21:00 where none is given) | “08:00”',
    ],
    [
      { callbacks: { hours: { until: '08:00' } } },
      'callbacks.hours.until',
      'a time of day after the start (21:00 where none is given) | “08:00”',
    ],
    [
      { callbacks: { hours: { from: '22:00' } } },
      'callbacks.hours.until',
      'a time of day after the start (21:00 where none is given) | nothing',
    ],
    [{ callbacks: { zone: 'Chicago' } }, 'callbacks.zone', 'a time zone like America/New_York | “Chicago”'],
    [{ callbacks: { zone: '+05:30' } }, 'callbacks.zone', 'a time zone like America/New_York | “+05:30”'],
    [{ callbacks: { reasons: 'Any' } }, 'callbacks.reasons', 'a list of reasons | “Any”'],
    [{ callbacks: { reason: ['Any'] } }, 'callbacks.reason', 'no such key; perhaps “reasons” | “reason”'],
    [
      { callbacks: { hours: { form: '09:00' } } },
      'callbacks.hours.form',
      'no such key; perhaps “from” | “form”',
    ],
    [
      { callbacks: { retry: { busyMin: 0 } } },
      'callbacks.retry.busyMin',
      'a whole number of minutes from 1 to 10080 | 0',
    ],
    [
      { callbacks: { retry: { maxAttempts: 21 } } },
      'callbacks.retry.maxAttempts',
      'a whole number of attempts from 1 to 20 | 21',
    ],
    [{ callbacks: { leaseMin: 4 } }, 'callbacks.leaseMin', 'a whole number of minutes from 5 to 240 | 4'],
    [
      { callbacks: { offlineReserve: 11 } },
      'callbacks.offlineReserve',
      'a whole number of callbacks from 0 to 10 | 11',
    ],
    [{ callbacks: { urgentIgnoresHours: 'no' } }, 'callbacks.urgentIgnoresHours', 'true or false | “no”'],
    [
      { hub: { servers: ['https://hub.example.org'] } },
      'hub.servers[0]',
      'an address like wss://hub.example.org | “https://hub.example.org”',
    ],
    [
      { hub: { servers: ['ws://hub.example.org'] } },
      'hub.servers[0]',
      'wss://, because the hub is outside the private network | “ws://hub.example.org”',
    ],
    [
      { hub: { servers: ['wss://hub.example.org:70000'] } },
      'hub.servers[0]',
      'an address like wss://hub.example.org | “wss://hub.example.org:70000”',
    ],
    [{ records: { onWrongPin: 'erase' } }, 'records.onWrongPin', 'destroy or lock | “erase”'],
    [
      { records: { pinMinLength: 4 } },
      'records.pinMinLength',
      'a whole number of characters from 6 to 64 | 4',
    ],
    [
      { records: { wrongPinLimit: 1000 } },
      'records.wrongPinLimit',
      'a whole number of wrong PINs from 3 to 100 | 1000',
    ],
    [{ records: null }, 'records', 'an object in braces | null'],
  ])('%j is told what was expected there', (more, path, words) => {
    expect(mistakes(more)).toEqual({ [path]: words });
  });

  it('holds no PIN', () => {
    expect(mistakes({ records: { pin: '123456' } })).toEqual({
      'records.pin': 'no secrets here: each agent types the password when signing in | a secret, not shown',
    });
  });
});
