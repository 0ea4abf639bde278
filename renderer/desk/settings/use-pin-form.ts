import { useState } from 'react';
import type { RecordsOutlook } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import { flawOfPin, type PinFlaw } from '#shared/sign-in/pin-rule.ts';
import { answerOf, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { useSecondsUntil } from '../ui/index.ts';

/** What is typed. It lives in the open form alone, and goes with it. */
interface Boxes {
  present: string;
  next: string;
  again: string;
}
const EMPTY: Boxes = { present: '', next: '', again: '' };

interface PinForm {
  boxes: Boxes;
  set: (change: Partial<Boxes>) => void;
  error: AppError | null;
  /** What is wrong with the new PIN. */
  flaw: PinFlaw['why'] | null;
  /** The new PIN is what was typed as the present one. */
  isSame: boolean;
  isBusy: boolean;
  /** Seconds until a PIN is tried again. */
  pauseSec: number;
  canChange: boolean;
  /** Resolves to why it was refused; null when it was not. */
  change: () => Promise<AppError | null>;
}

/** The boxes of the form, and what follows from what is typed into them. */
export function usePinForm(
  { kept, rules }: RecordsOutlook,
  look: () => Promise<unknown>,
  onChanged: () => void,
): PinForm {
  const extension = useDesk(({ sitting }) => (sitting.kind === 'account' ? sitting.extension : ''));
  const [boxes, setBoxes] = useState(EMPTY);
  const [error, setError] = useState<AppError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { present, next, again } = boxes;
  const set = (change: Partial<Boxes>) => setBoxes((before) => ({ ...before, ...change }));
  // Main alone can tell whether it is the password.
  const flaw = flawOfPin(next, { minLength: rules.minLength, extension, password: '' })?.why ?? null;
  const pauseSec = useSecondsUntil(kept.state === 'waiting' ? kept.untilMs : 0);
  const isSame = next !== '' && next === present;
  const isNewGood = flaw === null && !isSame && again === next;
  const canChange = isNewGood && present !== '' && pauseSec === 0;
  const change = async (): Promise<AppError | null> => {
    if (!canChange) return null;
    setBusy(true);
    setError(null);
    const answer = await once('change-pin', () => answerOf(bridge().changePin({ present, next })));
    if (!answer) return null;
    setBusy(false);
    if (answer.ok) {
      onChanged();
      return null;
    }
    // What was refused is of no more use here.
    set(answer.error.code === 'pin-weak' ? { next: '', again: '' } : { present: '' });
    setError(answer.error);
    await look();
    return answer.error;
  };
  return { boxes, set, error, flaw, isSame, isBusy, pauseSec, canChange, change };
}
