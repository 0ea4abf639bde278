import { randomBytes, randomUUID } from 'node:crypto';
import type { CallbackEvent, Priority } from '#shared/callback/event.ts';

/** Invented callbacks of a large team: who asked, why, how long ago, and what was done about some of them. */

const FIRST =
  'Ada Ben Cleo Dan Esra Finn Gita Hugo Ines Jon Kaya Liam Mina Noor Omar Pia Quinn Rosa Sven Tara Uma Vera Will Xenia Yara Zeno'.split(
    ' ',
  );
const LAST =
  'Abara Bloom Castro Dietz Everett Fontaine Greco Haddad Ivarsson Jansen Keller Lindqvist Moreau Novak Okafor Petrov Quist Rahman Sato Tanaka Ueda Varga Whitlock Xu Yilmaz Zimmer'.split(
    ' ',
  );
const REASONS = [
  'Test results',
  'Appointment',
  'Medicine refill',
  'Billing',
  'Question for a nurse',
  'Other',
] as const;
const LANGUAGES = ['en', 'en', 'en', 'es', 'vi'] as const;
const PRIORITIES: readonly Priority[] = ['normal', 'normal', 'normal', 'normal', 'low', 'high', 'urgent'];
const NOTE = 'Asked to be called in the morning, and by her first name.';
const DAY_MS = 86_400_000;
const LEASE_MS = 1_200_000;
/** One in so many was worked on, and one in so many has a note. */
const WORKED_ON = 10;
const NOTED = 50;

export interface SampleEvent {
  readonly callbackId: string;
  readonly event: CallbackEvent;
}

/** Area codes of the North American plan that no service code or test number is. */
const AREAS = Array.from({ length: 800 }, (_, at) => 200 + at).filter(
  (area) => area % 100 !== 11 && Math.floor(area / 10) % 10 !== 9 && area !== 555,
);

/** +1 AAA 555 01NN is set aside for invented people; each number with each reason is a callback of its own. */
function numberOf(at: number): string {
  const area = AREAS[Math.floor(at / 100) % AREAS.length];
  return `+1${area}5550${100 + (at % 100)}`;
}

function pick<T>(list: readonly T[], at: number): T {
  const picked = list[at % list.length];
  if (picked === undefined) throw new Error('nothing to pick from');
  return picked;
}

export function sampleName(at: number): string {
  return `${pick(FIRST, at * 7)} ${pick(LAST, Math.floor(at / FIRST.length) + at)}`;
}

/**
 * What the log has about a callback, oldest first. Written now, whenever the patient asked: a claim is only good
 * while it is fresh.
 */
export function sampleEvents(at: number, nowMs: number): SampleEvent[] {
  const callbackId = randomBytes(16).toString('base64url');
  const round = Math.floor(at / (AREAS.length * 100));
  const said = <B extends object>(body: B) => ({
    callbackId,
    event: { id: randomUUID(), at: nowMs, desk: 'desk-of-the-sample', ...body },
  });
  const requestedMs = nowMs - ((at * 7919) % (30 * DAY_MS));
  const events: SampleEvent[] = [
    said({
      type: 'requested' as const,
      number: numberOf(at),
      name: sampleName(at),
      reason: pick(REASONS, at + round),
      language: pick(LANGUAGES, at),
      priority: pick(PRIORITIES, at * 3),
      requestedMs,
      source: 'phone' as const,
    }),
  ];
  if (at % WORKED_ON === 0) events.push(...workOn(said, at, nowMs));
  if (at % NOTED === 1) events.push(said({ type: 'note' as const, text: NOTE }));
  return events;
}

/** Half of them were reached; the others are called again. */
function workOn(
  said: <B extends object>(
    body: B,
  ) => {
    callbackId: string;
    event: { id: string; at: number; desk: string } & B;
  },
  at: number,
  nowMs: number,
): SampleEvent[] {
  const wasReached = at % (WORKED_ON * 2) === 0;
  return [
    said({ type: 'claimed' as const, leaseMs: LEASE_MS }),
    said({ type: 'dial-started' as const }),
    wasReached
      ? said({
          type: 'outcome' as const,
          outcome: 'spoke' as const,
          next: { kind: 'done' as const },
          spokeMs: nowMs,
        })
      : said({
          type: 'outcome' as const,
          outcome: 'no-answer' as const,
          next: { kind: 'retry' as const, dueMs: nowMs + 60 * 60_000 },
        }),
  ];
}
