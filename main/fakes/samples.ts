import type { Call, CallPhase } from '#shared/call/call.ts';
import { callKnownAs } from '#shared/call/new-call.ts';
import type { ConnectionState, RegistrationState } from '#shared/call/line-state.ts';
import { lineAccountOf } from '#shared/profile/line-account.ts';
import { readProfile } from '#shared/profile/read-profile.ts';
import { DONE } from '../done.ts';
import type { KeptDebriefs } from '../practice/kept-debriefs.ts';
import type { PracticeCast } from '../practice/cast.ts';
import type { Sitting } from '../sitting.ts';

export const PROFILE_TEXT = JSON.stringify({
  version: 1,
  name: 'Harbour Clinic',
  sip: { domain: 'pbx.example.org', servers: [{ url: 'wss://pbx.example.org:8089/ws' }] },
  numbers: { country: 'US', dialPrefix: '9' },
  featureCodes: { echo: '600', voicemail: '*97' },
  colleagues: [
    { name: 'Desk One', extension: '1001' },
    { name: 'Desk Two', extension: '1002' },
  ],
  breaks: ['Lunch', 'After a hard call'],
});

export function anAccount(): Sitting & { kind: 'account' } {
  const profile = readProfile(PROFILE_TEXT);
  if (!profile.ok) throw new Error(JSON.stringify(profile.error));
  return { kind: 'account', profile: profile.value, account: lineAccountOf(profile.value, '1001') };
}

export const SAMPLE_CAST: PracticeCast = {
  patients: [{ id: 'worried-parent', name: 'Ada Sample', brief: 'Her child has a fever.' }],
  scripts: new Map([['worried-parent', 'results-late']]),
  colleagues: [{ extension: '201', name: 'Nurse Sample', light: 'free' }],
};

/** A disk on which nothing is kept. */
export const nothingKept: KeptDebriefs = {
  keep: () => Promise.resolve(DONE),
  list: () => Promise.resolve([]),
  forget: () => Promise.resolve(DONE),
};

export const connected: ConnectionState = {
  name: 'connected',
  server: 'wss://pbx.example.org:8089/ws',
  since: 1_000_000,
};

export function registeredAt(since: number): RegistrationState {
  return { name: 'registered', since, expiresAt: since + 120_000 };
}

export function aCall(id: string, phase: CallPhase, changes: Partial<Call> = {}): Call {
  return callKnownAs({
    id,
    direction: 'incoming',
    remote: { number: '12025550123', name: 'Ada Sample' },
    startedAt: 1_000_000,
    phase,
    ...changes,
  });
}
export const ringing = (id: string, changes: Partial<Call> = {}): Call =>
  aCall(id, { name: 'ringing', since: 1_000_000, autoAnswerAt: null }, changes);
export const talking = (id: string, changes: Partial<Call> = {}): Call =>
  aCall(id, { name: 'talking', since: 1_000_000 }, { answeredAt: 1_000_000, ...changes });
export const ended = (id: string, at: number, reason: 'hung-up-there' | 'busy' = 'hung-up-there'): Call =>
  aCall(id, { name: 'ended', at, reason, sipStatus: reason === 'busy' ? 486 : null });
