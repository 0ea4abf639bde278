import type { CallbackQueue, CallbackRow } from '../../shared/contract/callback-state.ts';
import type { DeskState } from '../../shared/contract/desk-state.ts';
import { holdNow, manyRows, queueNow, rejectedNow, rowNow, sampleRows, teamQueue } from './callback-rows.ts';
import type { DeskScene } from './desk-scenes.ts';
import { callNow, funke } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The desk with a team's queue. */
const team = (over: Partial<CallbackQueue> = {}): Partial<DeskState> => ({ callbacks: teamQueue(over) });
const sample = () => ({ rows: sampleRows() });

/** Funke in hand; `begun`: a call to her was begun twelve minutes ago. */
function inHand(begun = false): CallbackRow {
  return rowNow({
    attempts: 1,
    lastOutcome: 'no-answer',
    language: 'yo',
    priority: 'high',
    hold: holdNow({ dialStartedMs: begun ? Date.now() - 12 * MINUTE : null }),
  });
}
const inHandQueue =
  (begun = false) =>
  () => ({ rows: [inHand(begun), ...sampleRows().slice(1)] });

const onCallback = (): Partial<DeskState> => ({
  availability: { name: 'on-call', since: Date.now() - 222_000 },
  calls: [callNow({ direction: 'outgoing', queue: null })],
  ...team({ inHand: inHand(true), inHandCallId: 'call-1' }),
});

const offline = {
  link: {
    name: 'offline',
    sinceMs: Date.now() - 21 * MINUTE,
    retryAtMs: Date.now() + 9000,
    error: { code: 'hub-unreachable', details: { host: 'hub.northside.example' } },
  },
  unsent: { count: 3, sinceMs: Date.now() - 19 * MINUTE },
} as const satisfies Partial<CallbackQueue>;

export const callbackScenes = {
  'callbacks-next': { state: () => team(), place: 'callbacks', queue: sample },
  'callbacks-empty': { state: () => ({ callbacks: queueNow() }), place: 'callbacks' },
  'callbacks-empty-mine': { state: () => team(), place: 'callbacks', press: ['tab:Mine'] },
  'callbacks-one': { state: () => team(), place: 'callbacks', queue: () => ({ rows: [rowNow()] }) },
  'callbacks-thousands': {
    state: () => team({ counts: { next: 999, mine: 0, team: 1000, done: 999, attention: 0 } }),
    place: 'callbacks',
    queue: () => ({ rows: manyRows(5000) }),
  },
  'callbacks-search': {
    state: () => team(),
    place: 'callbacks',
    queue: sample,
    focus: 'Search by name, number or reason',
    type: 'refill',
  },
  'callbacks-not-found': {
    state: () => team(),
    place: 'callbacks',
    queue: sample,
    focus: 'Search by name, number or reason',
    type: 'zebra',
  },
  'callbacks-night-there': {
    state: () => team(),
    place: 'callbacks',
    queue: sample,
    press: ['option:(202) 555-0142'],
  },
  'callbacks-held-by-other': {
    state: () => team(),
    place: 'callbacks',
    queue: sample,
    press: ['tab:Team', 'option:J. Mensah'],
  },
  'callbacks-attention': {
    state: () => team({ rejected: 1 }),
    place: 'callbacks',
    queue: () => ({ rows: sampleRows(), rejected: rejectedNow() }),
    press: ['tab:Needs attention'],
  },
  'callbacks-attention-lead': {
    state: () => team({ me: { agent: 'lead-ngozi', name: 'Ngozi Achebe', lead: true } }),
    place: 'callbacks',
    queue: sample,
    press: ['tab:Needs attention', 'option:Edith Kowalczyk'],
  },
  'callbacks-done': { state: () => team(), place: 'callbacks', queue: sample, press: ['tab:Done'] },
  'callbacks-in-hand': { state: () => team({ inHand: inHand() }), place: 'callbacks', queue: inHandQueue() },
  'callbacks-outcome-missing': {
    state: () => team({ inHand: inHand(true) }),
    place: 'callbacks',
    queue: inHandQueue(true),
    press: ['Call again'],
  },
  'callbacks-later': {
    state: () => team({ inHand: inHand(true) }),
    place: 'callbacks',
    queue: inHandQueue(true),
    press: ['Asked for later'],
  },
  'callbacks-reschedule': {
    state: () => team({ inHand: inHand() }),
    place: 'callbacks',
    queue: inHandQueue(),
    press: ['Another time'],
  },
  'callbacks-cancel': {
    state: () => team({ inHand: inHand() }),
    place: 'callbacks',
    queue: inHandQueue(),
    press: ['Cancel it'],
    type: 'Came in person',
  },
  'callbacks-offline': {
    state: () => team({ ...offline, counts: { next: 6, mine: 2, team: 17, done: 2, attention: 2 } }),
    place: 'callbacks',
    queue: () => ({
      rows: sampleRows().map((row, index) => ({
        ...row,
        unsent: index === 1,
        ...(index < 2 && { hold: holdNow({ reserve: true }) }),
      })),
    }),
  },
  'callbacks-syncing': {
    state: () => team({ link: { name: 'syncing', done: 12_400, total: 100_000 } }),
    place: 'callbacks',
    queue: sample,
  },
  'callbacks-refused': {
    state: () =>
      team({
        link: {
          name: 'refused',
          sinceMs: Date.now() - HOUR,
          error: { code: 'hub-too-old', details: { version: '2.10.4' } },
        },
        alarms: [{ code: 'hub-log-hole' }],
      }),
    place: 'callbacks',
    queue: sample,
  },
  'callbacks-new': { state: () => team(), place: 'callbacks', queue: sample, press: ['New callback'] },
  'callbacks-import': {
    state: () => ({ callbacks: queueNow() }),
    place: 'callbacks',
    press: ['Import a list'],
    file: 'monday.csv',
  },
  offer: { state: () => team({ offer: rowNow({ language: 'yo' }) }) },
  'offer-in-callbacks': {
    state: () => team({ offer: rowNow({ language: 'yo' }) }),
    place: 'callbacks',
    queue: sample,
  },
  'call-with-callback': { state: onCallback, queue: inHandQueue(true) },
  'call-with-other': {
    state: () => ({
      ...onCallback(),
      ...team({ inHand: inHand(true), inHandCallId: null }),
      calls: [callNow({ remote: { name: 'Rosa Lindqvist', number: '+12025550160' } })],
    }),
    queue: inHandQueue(true),
  },
  'call-later': {
    state: () => ({ ...onCallback(), callbacks: teamQueue(), calls: [callNow({ remote: funke })] }),
    press: ['Call back later'],
  },
  'ended-with-callback': {
    state: () => ({
      availability: { name: 'wrap-up', since: Date.now() - 6000, until: Date.now() + 24_000 },
      calls: [
        callNow({
          direction: 'outgoing',
          answeredAt: null,
          quality: null,
          phase: { name: 'ended', at: Date.now() - 6000, reason: 'no-answer', sipStatus: 480 },
        }),
      ],
      ...team({ inHand: inHand(true), inHandCallId: 'call-1' }),
    }),
    queue: inHandQueue(true),
  },
  'settings-hub': { state: () => team(), place: 'settings' },
} as const satisfies Record<string, DeskScene>;
