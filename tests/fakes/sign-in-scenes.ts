import type {
  KeptRecords,
  ProfileMistake,
  RecordsOutlook,
  SignInState,
} from '../../shared/contract/sign-in.ts';
import type { AppError } from '../../shared/result.ts';
import { knownHere } from './records-here.ts';

/** A picture of the sign-in page. */
export interface SignInScene {
  state: Partial<SignInState>;
  /** What the server says when somebody signs in; the scene then signs in. */
  refusal?: AppError;
  /** What is kept at this desk; absent means known records with all their tries. */
  outlook?: RecordsOutlook;
  /** A new PIN that is typed, and the second box. */
  choose?: readonly [string, string];
  /** Buttons pressed at last, by name. */
  press?: readonly string[];
}

const kept = (records: KeptRecords, rules: Partial<RecordsOutlook['rules']> = {}): RecordsOutlook => ({
  kept: records,
  rules: { ...knownHere.rules, ...rules },
});
const newHere = { state: 'none', why: 'first-time' } as const;

const open = {
  state: 'open',
  name: 'Northside Clinic',
  fileName: 'northside.hearthline.json',
  domain: 'northside.example',
} as const;

const mistakes: ProfileMistake[] = [
  { path: 'hearthlineProfile', expected: 'the number 1', found: 'the text "one"' },
  { path: 'name', expected: 'a text of 1 to 80 characters', found: 'nothing' },
  { path: 'sip.domain', expected: 'a host name such as pbx.clinic.example', found: 'the text "pbx clinic"' },
  {
    path: 'sip.servers[0].url',
    expected: 'an address that begins with wss://',
    found: 'the text "http://pbx"',
  },
  { path: 'sip.servers[1].mayAutoAnswer', expected: 'true or false', found: 'the text "yes"' },
  { path: 'sip.registrationExpirySec', expected: 'a whole number of at least 30', found: 'the number 5' },
  { path: 'sip.dtmf', expected: '"rfc4733" or "info"', found: 'the text "inband"' },
  { path: 'ice.servers[0].urls', expected: 'a list of stun: or turn: addresses', found: 'the number 12' },
  { path: 'numbers.country', expected: 'two letters such as US', found: 'the text "America"' },
  { path: 'wrapUpSec', expected: 'a number from 0 to 600', found: 'the number -20' },
];

export const signInScenes = {
  'sign-in-empty': { state: {} },
  'sign-in-refused': {
    state: { profile: { state: 'refused', fileName: 'northside-draft.hearthline.json', mistakes } },
  },
  'sign-in-ready': { state: { profile: open, lastExtension: '1001' } },
  'sign-in-wrong-password': {
    state: { profile: open, lastExtension: '1001' },
    refusal: { code: 'wrong-password' },
  },
  'sign-in-certificate': {
    state: { profile: open, lastExtension: '1001' },
    refusal: { code: 'certificate-untrusted', details: { host: 'sip-a.northside.example' } },
  },
  'sign-in-new': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept(newHere),
    choose: ['lamp', ''],
  },
  'sign-in-new-good': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept(newHere),
    choose: ['blue lamp', 'blue lamb'],
  },
  'sign-in-no-keyring': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept(newHere, { keyring: false, minLength: 12 }),
    choose: ['123456789012', ''],
  },
  'sign-in-pin-wrong': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept({ state: 'known', triesLeft: { inAll: 9, withoutLine: 4 } }),
    refusal: { code: 'pin-wrong', details: { left: 9, onLimit: 'destroy' } },
  },
  'sign-in-pin-wait': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept({
      state: 'waiting',
      untilMs: Date.parse('2026-03-10T12:02:05Z'),
      triesLeft: { inAll: 5, withoutLine: 0 },
    }),
  },
  'sign-in-start-over': {
    state: { profile: open, lastExtension: '1001' },
    press: ['I forgot the PIN'],
  },
  'sign-in-destroyed': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept({ state: 'none', why: 'destroyed' }),
  },
  'sign-in-locked': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept({ state: 'locked' }, { onWrongPin: 'lock' }),
  },
  'sign-in-sealed': {
    state: { profile: open, lastExtension: '1001' },
    outlook: kept({ state: 'sealed' }),
  },
  'sign-in-without-line': {
    state: { profile: open, lastExtension: '1001', mayGoOnWithoutLine: '1001' },
    refusal: { code: 'host-unreachable', details: { host: 'sip-a.northside.example' } },
  },
  'sign-in-progress': { state: { profile: open, lastExtension: '1001', progress: 'reaching-server' } },
} as const satisfies Record<string, SignInScene>;
