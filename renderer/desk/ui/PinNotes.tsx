import { clock } from './format.ts';
import { pinWords } from './pin-words.ts';
import styles from './PinNotes.module.css';

/** What a new PIN still needs, read out as it changes. A live region must be there before it speaks. */
export function PinRule({ children }: { children: string }) {
  return (
    <p role="status" className={styles['rule']}>
      {children}
    </p>
  );
}

/** How long no PIN is tried; nothing when one may be. */
export function PinPause({ seconds }: { seconds: number }) {
  if (seconds === 0) return null;
  return (
    <p className={styles['pause']}>
      {pinWords.waiting} <span role="timer">{pinWords.waitLeft(clock(seconds))}</span>
    </p>
  );
}
