import type { Place } from '../store/page.ts';

/** What the frame around the places says. */
export const words = {
  places: 'Places',
  names: {
    calls: 'Calls',
    practice: 'Practice',
    history: 'History',
    settings: 'Settings',
  } satisfies Record<Place, string>,
  notices: 'Notices',
  loading: 'Setting out the desk…',
  title: (who: string) => `${who} · Hearthline`,
  ringingTitle: (who: string) => `${who} is calling · Hearthline`,
} as const;
