import type { Place } from '../store/page.ts';

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
  tryAgain: 'Try again',
  loading: 'Setting out the desk…',
  /** Titles of the window. They show in task bars and switchers, so they name nobody. */
  titles: { ringing: 'Incoming call · Hearthline', onCall: 'On a call · Hearthline', quiet: 'Hearthline' },
} as const;
