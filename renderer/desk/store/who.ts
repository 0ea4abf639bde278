import { useCallback } from 'react';
import { shownNumber } from '../ui/index.ts';
import { useDesk } from './desk-store.ts';

/** Somebody at the other end, in words. */
export interface Who {
  /** Name, or the number when nobody gave one. Never empty. */
  title: string;
  /** The number, when it is not the title already; else empty. */
  number: string;
  /** The name; empty when nobody gave one. */
  name: string;
}

export interface Party {
  name: string;
  /** Empty when it was withheld. */
  number: string;
}

/** Whom a target of a transfer means: the user of a SIP address (RFC 3261 §19.1), or the text itself. */
export function partyAt(target: string): Party {
  const user = /^sips?:([^@]*)@/i.exec(target)?.[1];
  return { name: '', number: user?.replaceAll('%23', '#') ?? target };
}

const WITHHELD = 'Number withheld';

/** Words for a party: the network's name for them, or our own for a colleague's extension. */
export function useWho(): (party: Party) => Who {
  const country = useDesk((desk) => desk.defaultCountry);
  const colleagues = useDesk((desk) => desk.colleagues);
  return useCallback(
    (party) => {
      const number = shownNumber(party.number, country);
      const name = (party.name || colleagues.find(({ extension }) => extension === party.number)?.name) ?? '';
      return name ? { title: name, number, name } : { title: number || WITHHELD, number: '', name };
    },
    [country, colleagues],
  );
}
