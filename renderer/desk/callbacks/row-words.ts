import type { CallbackRow, CallPermission } from '#shared/contract/callback-state.ts';
import { dayAndTime, HERE, languageName, sameTime, timeIn, waitWords, zonePlace } from '../ui/index.ts';
import { OUTCOME_WORDS } from './words.ts';

/** A word that says how a callback stands. `calm` is for what is only good to know. */
export interface Mark {
  text: string;
  tone: 'calm' | 'mine' | 'care' | 'alarm';
}

/** How long the patient waited until somebody spoke with them, or has waited until now. */
export function waitOf({ requestedMs, spokeMs, closedMs }: CallbackRow, nowMs: number): string {
  return waitWords((spokeMs ?? closedMs ?? nowMs) - requestedMs);
}

const ATTENTION_WORDS: Record<NonNullable<CallbackRow['attention']>, string> = {
  'max-attempts': 'a lead decides',
  'wrong-number': 'wrong number',
  'outcome-missing': 'outcome missing',
  'handed-to-lead': 'for a lead',
};

/** The one thing about the callback that a glance must not miss; null when it can simply be called. */
export function standingOf(row: CallbackRow, nowMs: number): Mark | null {
  if (row.status === 'done' || row.status === 'cancelled' || row.status === 'joined') return closedMark(row);
  if (row.attention !== null) return { text: ATTENTION_WORDS[row.attention], tone: 'alarm' };
  if (row.hold) return holdMark(row.hold);
  if (row.for)
    return { text: row.for.mine ? 'for you' : `for ${row.for.name}`, tone: row.for.mine ? 'mine' : 'calm' };
  const later = laterMark(row.mayCall, nowMs);
  if (later) return later;
  if (row.window && row.status === 'open') {
    return { text: `until ${timeIn(HERE, row.window.untilMs)}`, tone: 'care' };
  }
  return null;
}

function closedMark({ status, lastOutcome }: CallbackRow): Mark {
  if (status === 'joined') return { text: 'joined with another request', tone: 'calm' };
  if (status === 'cancelled') return { text: 'cancelled', tone: 'calm' };
  return { text: lastOutcome ? OUTCOME_WORDS[lastOutcome].toLowerCase() : 'done', tone: 'calm' };
}

function holdMark({ mine, elsewhere, reserve, name }: NonNullable<CallbackRow['hold']>): Mark {
  if (elsewhere) return { text: 'at your other desk', tone: 'care' };
  if (!mine) return { text: `${name} has it`, tone: 'calm' };
  return { text: reserve ? 'kept for you' : 'in your hands', tone: 'mine' };
}

function laterMark(may: CallPermission, nowMs: number): Mark | null {
  if (may.kind === 'window-over') return { text: 'their time is over', tone: 'alarm' };
  if (may.kind !== 'not-yet') return null;
  return { text: `from ${dayAndTime(may.fromMs, nowMs)}`, tone: 'calm' };
}

/** "2nd try" and what became of the one before; empty before any. */
export function triesOf({ attempts, lastOutcome, status }: CallbackRow): string {
  if (attempts === 0) return '';
  const last = lastOutcome ? OUTCOME_WORDS[lastOutcome].toLowerCase() : '';
  const count =
    status === 'open' ? `${ordinal(attempts + 1)} try` : attempts === 1 ? '1 try' : `${attempts} tries`;
  return last ? `${count}, ${status === 'open' ? 'last ' : ''}${last}` : count;
}

const plural = new Intl.PluralRules('en', { type: 'ordinal' });
const ENDINGS: Record<Intl.LDMLPluralRule, string> = {
  one: 'st',
  two: 'nd',
  few: 'rd',
  other: 'th',
  zero: 'th',
  many: 'th',
};
function ordinal(count: number): string {
  return `${count}${ENDINGS[plural.select(count)]}`;
}

/** What time it is where the patient is, when that is another time than here; empty else. */
export function timeThere({ zone }: CallbackRow, nowMs: number): string {
  if (sameTime(zone.name, HERE, nowMs)) return '';
  const time = timeIn(zone.name, nowMs);
  return time && `${time} there`;
}

/** The small line of a row: tries, language, how often they asked, their time. */
export function factsOf(row: CallbackRow, nowMs: number): string[] {
  const isOpen = row.status === 'open' || row.status === 'attention';
  return [
    triesOf(row),
    row.language && languageName(row.language),
    row.requests > 1 && `asked ${row.requests} times`,
    isOpen && timeThere(row, nowMs),
  ].filter((fact): fact is string => Boolean(fact));
}

/** Why the callback cannot be taken now, in a sentence; empty when it can. */
export function whyNot(row: CallbackRow, nowMs: number): string {
  const may = row.mayCall;
  switch (may.kind) {
    case 'yes':
      return '';
    case 'not-yet':
      return notYet(may, row, nowMs);
    case 'window-over':
      return 'Every time they asked for is over. Choose another time with “Another time”, or ask a lead.';
    case 'held':
      return heldWords(row.hold, may.by);
    case 'for-other':
      return `It waits for ${may.name}.`;
    case 'attention':
      return attentionWords(row);
    case 'closed':
      return '';
  }
}

function heldWords(hold: CallbackRow['hold'], by: string): string {
  const until = hold ? ` until ${timeIn(HERE, hold.untilMs)}` : '';
  return hold?.elsewhere
    ? `You have it at another desk${until}. Put it back there or here, then take it.`
    : `${by} has it${until}.`;
}

function notYet(
  { why, fromMs }: Extract<CallPermission, { kind: 'not-yet' }>,
  { zone }: CallbackRow,
  nowMs: number,
): string {
  const here = dayAndTime(fromMs, nowMs);
  const there = dayAndTime(fromMs, nowMs, zone.name);
  const from = there && there !== here ? `${there} in ${zonePlace(zone.name)}, ${here} here` : here;
  switch (why) {
    case 'hours':
      return `It is ${timeIn(zone.name, nowMs)} in ${zonePlace(zone.name)}, too early or too late to call. From ${from}.`;
    case 'window':
      return `They asked for another time: from ${from}.`;
    case 'due':
      return `It is not due yet. From ${from}.`;
  }
}

function attentionWords({ attention, attempts }: CallbackRow): string {
  switch (attention) {
    case 'max-attempts':
      return `Tried ${attempts} times. A lead decides how to go on.`;
    case 'wrong-number':
      return 'The number is not the patient’s. A lead decides how to go on.';
    case 'outcome-missing':
      return 'A call was begun and nobody told how it went. The patient may have been reached. A lead decides.';
    case 'handed-to-lead':
      return 'It was handed to whoever leads.';
    case null:
      return '';
  }
}
