import { useState } from 'react';
import type { KeptRecords, OpenProfile, SignInState } from '#shared/contract/sign-in.ts';
import { flawOfPin, type PinFlaw } from '#shared/sign-in/pin-rule.ts';
import { useSecondsUntil } from '../ui/index.ts';
import { useOutlook, type Outlook } from './use-outlook.ts';

/** What signing in is to do with the records (shared/contract/sign-in.ts). */
export type RecordsWish = 'open' | 'create' | 'start-over';

/** What is typed, as main wants it. */
export interface Typed {
  extension: string;
  password: string;
  pin: string;
}

export interface AccountFields extends Outlook {
  typed: Typed;
  /** The new PIN once more. */
  again: string;
  set: (change: Partial<Typed & { again: string }>) => void;
  records: RecordsWish;
  startOver: (isWanted: boolean) => void;
  /** What is wrong with a new PIN; null for a good one and while none is chosen. */
  flaw: PinFlaw['why'] | null;
  isChoosing: boolean;
  /** No PIN opens what is kept here. */
  isShut: boolean;
  /** Seconds until a PIN is tried again. */
  pauseSec: number;
  canSignIn: boolean;
}

const SHUT: readonly KeptRecords['state'][] = ['locked', 'sealed', 'newer'];

/** The boxes of the form, and what follows from what is typed into them. */
export function useAccountForm(
  lastExtension: SignInState['lastExtension'],
  profile: OpenProfile,
): AccountFields {
  const [boxes, setBoxes] = useState({ extension: lastExtension, password: '', pin: '', again: '' });
  const [isStartingOver, setStartingOver] = useState(false);
  const { password, pin, again } = boxes;
  const extension = boxes.extension.trim();
  const { outlook, look } = useOutlook(extension, lastExtension, profile);
  const kept = outlook?.kept ?? null;
  const pauseSec = useSecondsUntil(kept?.state === 'waiting' && !isStartingOver ? kept.untilMs : 0);
  const isChoosing = kept !== null && (isStartingOver || kept.state === 'none');
  const minLength = outlook?.rules.minLength ?? 0;
  const flaw = isChoosing ? (flawOfPin(pin, { minLength, extension, password })?.why ?? null) : null;
  const isShut = kept !== null && SHUT.includes(kept.state) && !isChoosing;
  const isFilled = profile.state === 'open' && extension !== '' && password !== '' && pin !== '';
  const isNewGood = !isChoosing || (flaw === null && again === pin);
  return {
    outlook,
    look,
    again,
    flaw,
    isChoosing,
    isShut,
    pauseSec,
    typed: { extension: boxes.extension, password, pin },
    set: (change) => {
      setBoxes((before) => ({ ...before, ...change }));
      if (change.extension !== undefined) setStartingOver(false);
    },
    records: isStartingOver && isChoosing ? 'start-over' : isChoosing ? 'create' : 'open',
    startOver: (isWanted) => {
      setStartingOver(isWanted);
      setBoxes((before) => ({ ...before, pin: '', again: '' }));
    },
    canSignIn: isFilled && isNewGood && !isShut && pauseSec === 0,
  };
}
