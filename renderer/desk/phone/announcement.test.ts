import { expect, it } from 'vitest';
import { callNow, ON, quality } from '../../../tests/fakes/people.ts';
import { announcement } from './announcement.ts';

const say = (before: Parameters<typeof callNow>[0], now: Parameters<typeof callNow>[0]) =>
  announcement([callNow(before)], [callNow(now)], ({ name, number }) => name || number);
const since = Date.now();

it.each([
  ['an answer', { phase: { name: 'answering', since } }, {}, 'Connected with Funke Adeyemi.'],
  ['a hold that is confirmed', {}, { hold: ON }, 'Funke Adeyemi: On hold.'],
  ['a mute that is confirmed', {}, { mute: ON }, 'You are muted.'],
  ['its end', { mute: ON }, {}, 'Not muted.'],
  ['a hold by the far end', {}, { heldByFarEnd: true }, 'They put you on hold.'],
  [
    'a lost path',
    {},
    { phase: { name: 'reaching', since } },
    'Reaching Funke Adeyemi again. They may still hear you.',
  ],
  [
    'a transfer that did not work',
    { transfer: { kind: 'blind', target: 'sip:1003@northside.example', step: 'sent', sipStatus: null } },
    { transfer: { kind: 'blind', target: 'sip:1003@northside.example', step: 'failed', sipStatus: 480 } },
    '1003 did not take the call. The patient stays with you.',
  ],
  ['a path that is back', { phase: { name: 'reaching', since } }, {}, 'Funke Adeyemi is back.'],
  [
    'an ending',
    {},
    { phase: { name: 'ended', at: since, reason: 'hung-up-there', sipStatus: null } },
    'Funke Adeyemi: They hung up.',
  ],
  [
    'a line that turned poor',
    {},
    { quality: quality({ warning: true }) },
    'The line is poor: some words get lost.',
  ],
] as const)('says %s', (_what, before, now, sentence) => {
  expect(say(before, now)).toBe(sentence);
});

it('says nothing about what only moves: wishes, quality, time', () => {
  expect(say({}, { hold: { wanted: true, confirmed: false }, quality: quality({ mos: 3.9 }) })).toBe('');
});

it('leaves a ringing call to its alert', () => {
  const ringing = callNow({ phase: { name: 'ringing', since, autoAnswerAt: null } });
  expect(announcement([], [ringing], () => 'Funke')).toBe('');
});
