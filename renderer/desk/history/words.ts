import type { EndReason } from '#shared/call/call.ts';

/** What the history place says. */
export const words = {
  title: 'History',
  intro: 'The calls of this sitting. They are forgotten when you sign out.',
  empty: 'No calls yet',
  emptyBody: 'Every call of this sitting shows up here, so that you can call back.',
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
