import { Button } from 'react-aria-components';
import { cx } from '../ui/index.ts';
import styles from './DialPad.module.css';
import { words } from './words.ts';

/** The twelve keys with the letters of ITU-T E.161. */
const KEYS = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

export const DIAL_KEYS: readonly string[] = KEYS.map(([digit]) => digit);

/** Twelve keys; each press gives its digit. */
export function DialPad({ onDigit }: { onDigit: (digit: string) => void }) {
  return (
    <div role="group" aria-label={words.dialPad} className={styles['pad']}>
      {KEYS.map(([digit, letters]) => (
        <Button
          key={digit}
          onPress={() => onDigit(digit)}
          className={cx(styles['key'])}
          // Typing stays where it is: the pad may be pressed in the middle of a number that is being typed.
          preventFocusOnPress
        >
          <span className={styles['digit']}>{digit}</span>{' '}
          <span className={styles['letters']}>{letters}</span>
        </Button>
      ))}
    </div>
  );
}
