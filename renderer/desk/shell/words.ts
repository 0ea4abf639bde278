import type { TeamFlag } from '#shared/contract/red-flags.ts';
import type { Place } from '../store/page.ts';
import { areOnIt } from '../ui/index.ts';

/** What the frame around the places says. */
export const words = {
  places: 'Places',
  names: {
    calls: 'Calls',
    callbacks: 'Callbacks',
    practice: 'Practice',
    history: 'History',
    scripts: 'Scripts',
    settings: 'Settings',
  } satisfies Record<Place, string>,
  notices: 'Notices',
  news: 'What was just done',
  flagOf: (name: string) => `Red flag: ${name}`,
  someFlag: 'A red flag',
  since: (time: string) => `since ${time}`,
  onIt: 'I’m on it',
  onItFor: (name: string) => `I’m on it, for ${name}`,
  putAway: 'Put away',
  putAwayOf: (name: string) => `Put away the red flag of ${name}`,
  youAreOnIt: 'You are on it.',
  isOnIt: (names: readonly string[]) => `${areOnIt(names)}.`,
  crisis: 'Crisis mode',
  crisisSince: (time: string, by: string) => `Crisis mode since ${time}, by ${by}.`,
  crisisMeans: 'The crisis script opens with every call.',
  tryAgain: 'Try again',
  loading: 'Setting out the desk…',
  /** Titles of the window. They show in task bars and switchers, so they name nobody. */
  titles: { ringing: 'Incoming call · Hearthline', onCall: 'On a call · Hearthline', quiet: 'Hearthline' },
} as const;

/** How a red flag ended. */
export const FLAG_OVER: Readonly<Record<NonNullable<TeamFlag['over']>, string>> = {
  'call-ended': 'Over: the call has ended.',
  'false-alarm': 'Over: it was a false alarm.',
  'no-word': 'No word of it for a long time. Ask them how it went.',
};
