import type { CallbackQueue, CallbackRow } from '../../shared/contract/callback-state.ts';
import type { CallbackDetail, ImportReport, RejectedItem } from '../../shared/contract/callbacks.ts';
import { funke, longName, sam } from './people.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A callback of the fake desk: Funke waits for her results for 41 minutes, and may be called. */
export function rowNow(over: Partial<CallbackRow> = {}): CallbackRow {
  const requestedMs = over.requestedMs ?? Date.now() - 41 * MINUTE;
  return {
    id: 'cb-funke-1',
    ...funke,
    reason: 'Test results',
    language: '',
    priority: 'normal',
    source: 'phone',
    requestedMs,
    requests: 1,
    dueMs: requestedMs,
    window: null,
    zone: { name: 'America/New_York', from: 'number' },
    attempts: 0,
    lastOutcome: null,
    status: 'open',
    attention: null,
    hold: null,
    for: null,
    mayCall: { kind: 'yes' },
    spokeMs: null,
    closedMs: null,
    unsent: false,
    ...over,
  };
}

/** Held at this desk for twenty minutes, and worked on. */
export function holdNow(
  over: Partial<NonNullable<CallbackRow['hold']>> = {},
): NonNullable<CallbackRow['hold']> {
  return {
    mine: true,
    elsewhere: false,
    name: 'Ngozi Achebe',
    untilMs: Date.now() + 17 * MINUTE,
    reserve: false,
    dialStartedMs: null,
    ...over,
  };
}

/** The queue of one morning: everything that a row can say. */
export function sampleRows(): CallbackRow[] {
  const now = Date.now();
  return [
    rowNow({ attempts: 1, lastOutcome: 'no-answer', language: 'yo', priority: 'high' }),
    rowNow({
      id: 'cb-okafor-1',
      name: 'T. Okafor',
      number: '+12025550118',
      reason: 'Refill delay',
      requestedMs: now - 25 * MINUTE,
      window: { fromMs: now - 20 * MINUTE, untilMs: now + 100 * MINUTE },
    }),
    rowNow({
      id: 'cb-nameless',
      name: '',
      number: '+12025550142',
      reason: 'Missed call',
      source: 'missed-call',
      requestedMs: now - 18 * MINUTE,
      zone: { name: 'America/Los_Angeles', from: 'number' },
      mayCall: { kind: 'not-yet', why: 'hours', fromMs: now + 3 * HOUR },
    }),
    ...moreRows(),
    ...attentionRows(),
    ...doneRows(),
  ];
}

function moreRows(): CallbackRow[] {
  const now = Date.now();
  return [
    rowNow({
      id: 'cb-mensah-1',
      name: 'J. Mensah',
      number: '+12025550121',
      reason: 'Complaint, follow-up',
      requestedMs: now - 12 * MINUTE,
      hold: holdNow({ mine: false, name: sam.name }),
      mayCall: { kind: 'held', by: sam.name },
    }),
    rowNow({
      id: 'cb-long-one',
      ...longName,
      reason: 'Discharge papers for her mother, and the transport home that was promised on Friday',
      language: 'pt-BR',
      requestedMs: now - 9 * MINUTE,
      requests: 3,
      priority: 'urgent',
    }),
    rowNow({
      id: 'cb-bello-01',
      name: 'Mr Bello',
      number: '+12025550133',
      reason: 'Appointment',
      requestedMs: now - 26 * HOUR,
      attempts: 2,
      lastOutcome: 'asked-for-later',
      dueMs: now + 20.5 * HOUR,
      zone: { name: 'America/New_York', from: 'patient' },
      mayCall: { kind: 'not-yet', why: 'due', fromMs: now + 20.5 * HOUR },
    }),
  ];
}

function attentionRows(): CallbackRow[] {
  const now = Date.now();
  return [
    rowNow({
      id: 'cb-transport',
      name: 'Clinic transport',
      number: '+12025550150',
      reason: 'Transport on Thursday',
      requestedMs: now - 3 * HOUR,
      attempts: 5,
      lastOutcome: 'no-answer',
      status: 'attention',
      attention: 'max-attempts',
      mayCall: { kind: 'attention' },
    }),
    rowNow({
      id: 'cb-unsure-1',
      name: 'Edith Kowalczyk',
      number: '+12025550151',
      reason: 'Blood pressure readings',
      requestedMs: now - 2 * HOUR,
      status: 'attention',
      attention: 'outcome-missing',
      attempts: 1,
      mayCall: { kind: 'attention' },
    }),
  ];
}

function doneRows(): CallbackRow[] {
  const now = Date.now();
  return [
    rowNow({
      id: 'cb-done-001',
      name: 'Rosa Lindqvist',
      number: '+12025550160',
      reason: 'Test results',
      requestedMs: now - 5 * HOUR,
      attempts: 1,
      lastOutcome: 'spoke',
      status: 'done',
      spokeMs: now - 4.4 * HOUR,
      closedMs: now - 4.4 * HOUR,
      mayCall: { kind: 'closed' },
    }),
    rowNow({
      id: 'cb-cancelled',
      name: 'Tomas Bello',
      number: '+12025550161',
      reason: 'Refill delay',
      requestedMs: now - 2 * DAY,
      status: 'cancelled',
      closedMs: now - 1 * DAY,
      mayCall: { kind: 'closed' },
    }),
  ];
}

const FIRST = ['Ama', 'Bruno', 'Chidi', 'Dana', 'Edda', 'Farid', 'Greta', 'Hana', 'Ivo', 'Jola'];
const LAST = ['Abara', 'Brandt', 'Castillo', 'Dube', 'Eriksen', 'Fofana', 'Gallo', 'Haddad', 'Iverson'];
const WHY = ['Test results', 'Refill delay', 'Appointment', 'Referral', 'Billing question'];

/** As many as wanted, all of them callable. */
export function manyRows(count: number): CallbackRow[] {
  return Array.from({ length: count }, (_, index) =>
    rowNow({
      id: `cb-many-${String(index).padStart(6, '0')}`,
      name: `${FIRST[index % FIRST.length]} ${LAST[index % LAST.length]} ${index}`,
      number: `+120255501${String(index % 100).padStart(2, '0')}`,
      reason: WHY[index % WHY.length] ?? '',
      requestedMs: Date.now() - index * 13_000,
      attempts: index % 4,
      lastOutcome: index % 4 > 0 ? 'no-answer' : null,
    }),
  );
}

/** A desk alone with nothing in the queue. */
export function queueNow(over: Partial<CallbackQueue> = {}): CallbackQueue {
  return {
    revision: 1,
    counts: { next: 0, mine: 0, team: 0, done: 0, attention: 0 },
    link: { name: 'solo' },
    hubOffsetMs: 0,
    unsent: { count: 0, sinceMs: null },
    rejected: 0,
    alarms: [],
    offer: null,
    inHand: null,
    inHandCallId: null,
    me: { agent: 'ngozi', name: 'Ngozi Achebe', lead: true },
    colleagues: [],
    reasons: ['Test results', 'Prescription', 'Appointment', 'Referral', 'Complaint'],
    ...over,
  };
}

/** A team with a hub, in step; an agent who does not lead. */
export function teamQueue(over: Partial<CallbackQueue> = {}): CallbackQueue {
  return queueNow({
    counts: { next: 6, mine: 1, team: 17, done: 2, attention: 2 },
    link: { name: 'online', sinceMs: Date.now() - HOUR },
    me: { agent: 'ngozi', name: 'Ngozi Achebe', lead: false },
    colleagues: [
      { agent: 'sam', name: sam.name, lead: false },
      { agent: 'ines', name: 'Ines Marchetti', lead: false },
      { agent: 'lead-maria', name: 'Maria Lindgren', lead: true },
    ],
    ...over,
  });
}

/** All that is known of a row, with a history that fits it. */
export function detailOf(row: CallbackRow): CallbackDetail {
  const { requestedMs } = row;
  const asked = { atMs: requestedMs, who: '', what: 'requested', outcome: null, detail: '' } as const;
  if (row.attempts === 0) return { ...row, notes: [], history: [asked], pastCalls: [], draftNote: '' };
  const triedMs = requestedMs + 8 * MINUTE;
  return {
    ...row,
    notes: [
      {
        who: sam.name,
        atMs: triedMs + MINUTE,
        text: 'Her daughter may answer: ask for Mrs Adeyemi herself. Mornings are better.',
        unsent: false,
      },
    ],
    history: [
      asked,
      { atMs: triedMs - MINUTE, who: sam.name, what: 'claimed', outcome: null, detail: '' },
      { atMs: triedMs, who: sam.name, what: 'dial-started', outcome: null, detail: '' },
      {
        atMs: triedMs + MINUTE,
        who: sam.name,
        what: 'outcome',
        outcome: row.lastOutcome ?? 'no-answer',
        detail: '',
      },
    ],
    pastCalls: [
      {
        id: 'past-of-this',
        direction: 'incoming',
        number: row.number,
        name: row.name,
        queue: 'Results line',
        startedAt: requestedMs - DAY,
        answeredAt: requestedMs - DAY + 9000,
        endedAt: requestedMs - DAY + 200_000,
        reason: 'hung-up-there',
        mos: 4.2,
        practice: false,
        wrapUp: null,
        redFlags: [],
      },
    ],
    draftNote: '',
  };
}

export function rejectedNow(): RejectedItem[] {
  return [
    {
      id: 'rejected-1',
      atMs: Date.now() - 34 * MINUTE,
      callbackId: 'cb-mensah-1',
      name: 'J. Mensah',
      number: '+12025550121',
      what: 'outcome',
      error: { code: 'lease-over' },
    },
  ];
}

export function importReportNow(): ImportReport {
  return {
    added: 214,
    known: 12,
    mistakes: [
      { line: 4, column: 'number', expected: 'a telephone number', found: '555' },
      { line: 19, column: 'priority', expected: 'urgent, high, normal or low', found: 'asap' },
      { line: 88, column: 'zone', expected: 'a time zone like America/New_York', found: 'EST5' },
    ],
  };
}
