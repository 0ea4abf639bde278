import type { EndReason } from '#shared/call/call.ts';
import type { CallbackMoment } from '#shared/contract/callbacks.ts';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { OUTCOME_WORDS } from './words.ts';

/** What stands over the past of a callback. */
export const words = {
  notes: 'Notes so far',
  history: 'What happened',
  pastCalls: 'Calls with this number at this desk',
  unsent: 'not sent yet',
} as const;

/** One moment of a callback, in a sentence without its time. */
export function momentWords({ who, what, outcome, detail }: CallbackMoment): string {
  const whom = who || 'Somebody';
  const told = outcome ? OUTCOME_WORDS[outcome].toLowerCase() : 'the outcome';
  switch (what) {
    case 'requested':
      return who ? `${who} made the callback` : 'The patient asked to be called';
    case 'asked-again':
      return who ? `${who} asked for it once more` : 'The patient asked again';
    case 'claimed':
      return `${whom} took it`;
    case 'released':
      return `${whom} put it back`;
    case 'handed-over':
      return `${whom} handed it to ${detail || 'whoever leads'}`;
    case 'dial-started':
      return `${whom} called`;
    case 'outcome':
      return `${whom}: ${told}`;
    case 'late-outcome':
      return `${whom} told later: ${told}`;
    case 'rescheduled':
      return `${whom} chose another time`;
    case 'cancelled':
      return `${whom} cancelled it${detail && `: ${detail}`}`;
  }
}

const END_WORDS: Partial<Record<EndReason, string>> = {
  missed: 'Missed',
  declined: 'Declined',
  busy: 'Busy',
  'no-answer': 'No answer',
  'answered-elsewhere': 'A colleague answered',
  cancelled: 'Stopped before the answer',
  lost: 'Connection lost',
  transferred: 'Handed over',
};

/** How a past call went, in a word or two. */
export function callWords({ reason, answeredAt, direction }: CallListEntry): string {
  const ended = END_WORDS[reason];
  if (ended) return ended;
  if (answeredAt === null) return 'Did not get through';
  return direction === 'incoming' ? 'They called' : 'We called';
}
