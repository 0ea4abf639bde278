import type { EndReason } from '#shared/call/call.ts';
import { CALLS_KEPT_DAYS } from '#shared/desk/calls-kept.ts';

/** What the history place says. */
export const words = {
  title: 'History',
  intro: `Your calls at this desk. They are kept encrypted under your PIN, for ${CALLS_KEPT_DAYS} days.`,
  practiceIntro: 'The practice calls of this sitting. They are forgotten when you leave.',
  empty: 'No calls yet',
  emptyBody: 'Every call you make or take shows up here, so that you can call back.',
  emptyPractice: 'Every practice call shows up here.',
  search: 'Search by name, number or note',
  clearSearch: 'Clear the search',
  nothingFound: 'No call has these words.',
  today: 'Today',
  yesterday: 'Yesterday',
  callLater: 'Call back later',
  callAgain: 'Call again',
  older: 'Show older calls',
  loading: 'Looking…',
  incoming: 'Incoming',
  outgoing: 'Outgoing',
  missed: 'Missed',
  practice: 'Practice',
  tryAgain: 'Try again',
} as const;

/** How a call ended, in a word or two; empty when it simply was talked out. */
export const OUTCOME_WORDS: Record<EndReason, string> = {
  'hung-up-here': '',
  'hung-up-there': '',
  declined: 'Declined',
  missed: 'Missed',
  'answered-elsewhere': 'A colleague answered',
  cancelled: 'Stopped before the answer',
  busy: 'Busy',
  'no-answer': 'No answer',
  'not-found': 'Nobody has that number',
  refused: 'Not taken',
  transferred: 'Handed over',
  'merged-away': 'Went on in another call',
  lost: 'Connection lost',
  'media-failed': 'No sound',
  microphone: 'No microphone',
  'server-error': 'Server fault',
};
