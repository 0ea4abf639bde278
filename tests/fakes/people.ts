import type { Call, CallQuality } from '../../shared/call/call.ts';
import { callKnownAs } from '../../shared/call/new-call.ts';
import type { Colleague, PracticePatient } from '../../shared/contract/desk-state.ts';

/** Invented people; their numbers are reserved for stories (555-0100 to 555-0199). */
export const funke = { name: 'Funke Adeyemi', number: '+12025550117' };
export const longName = {
  name: 'Maximiliana Wolkenstein-Oyelaran de la Vega',
  number: '+12025550142',
};
export const nameless = { name: '', number: '+12025550163' };
export const withheld = { name: '', number: '' };
export const pharmacy = { name: 'Pharmacy desk', number: '1010' };
export const sam = { name: 'Sam Okafor', number: '1002' };

export const colleagues: Colleague[] = [
  { extension: '1002', name: 'Sam Okafor', light: 'busy' },
  { extension: '1003', name: 'Ines Marchetti', light: 'free' },
  { extension: '1004', name: 'Jun Watanabe', light: 'ringing' },
  { extension: '1010', name: 'Pharmacy desk', light: 'free' },
  { extension: '1020', name: 'Night nurse on call', light: 'away' },
  { extension: '1030', name: 'Transport', light: 'unknown' },
];

export const practicePatients: PracticePatient[] = [
  {
    id: 'rosa',
    name: 'Rosa Lindqvist',
    brief: 'Waits for test results since Monday. Worried, polite, afraid to ask twice.',
  },
  {
    id: 'tomas',
    name: 'Tomas Bello',
    brief: 'His refill was refused at the counter. Angry, talks fast, calms down when he is heard.',
  },
  {
    id: 'edith',
    name: 'Edith Kowalczyk',
    brief: 'Hard of hearing and alone. Long silences; hangs up when nobody speaks.',
  },
];

/** A call of the fake desk: talking with Funke for 3 min 42 s unless told otherwise. */
export function callNow(over: Partial<Call> = {}): Call {
  const now = Date.now();
  const answeredAt = now - 222_000;
  return callKnownAs({
    id: 'call-1',
    direction: 'incoming',
    remote: funke,
    queue: 'Results line',
    startedAt: answeredAt - 9000,
    answeredAt,
    phase: { name: 'talking', since: answeredAt },
    quality: quality(),
    ...over,
  });
}

/** A call that has been ringing for eight seconds. */
export function ringingCall(over: Partial<Call> = {}): Call {
  const since = Date.now() - 8000;
  return callNow({
    id: 'ringing-1',
    startedAt: since,
    answeredAt: null,
    phase: { name: 'ringing', since, autoAnswerAt: null },
    quality: null,
    ...over,
  });
}

export function quality(over: Partial<CallQuality> = {}): CallQuality {
  return {
    mos: 4.3,
    band: 'good',
    lossPercent: 0,
    jitterMs: 4,
    roundTripMs: 38,
    codec: 'Opus',
    warning: false,
    ...over,
  };
}

export const ON = { wanted: true, confirmed: true };
