import { shownNumber } from './number.ts';

/** Somebody at the other end, in words. */
export interface Who {
  /** Name, or the number when the network gave no name. Never empty. */
  title: string;
  /** The number, when it is not the title already; else empty. */
  number: string;
}

/** Words for a party. An empty number was withheld by the caller. */
export function whoIs(party: { name: string; number: string }, country: string): Who {
  const number = shownNumber(party.number, country);
  if (party.name) return { title: party.name, number };
  return { title: number || 'Number withheld', number: '' };
}
