import { useState } from 'react';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { closeSheet } from '../store/page.ts';
import { Sheet, useKeys } from '../ui/index.ts';
import { DialPad, DIAL_KEYS } from './DialPad.tsx';
import styles from './KeypadSheet.module.css';
import { words } from './words.ts';

/** Digits for the machine at the other end, by pointer or typed; each goes out as it is pressed. */
export function KeypadSheet({ callId }: { callId: string }) {
  const [sent, setSent] = useState('');
  const press = (digit: string) => {
    setSent((before) => before + digit);
    void ask(bridge().sendDigits({ callId, digits: digit }));
  };
  useKeys(Object.fromEntries(DIAL_KEYS.map((digit) => [digit, () => press(digit)])));
  return (
    <Sheet title={words.keypad} onClose={closeSheet}>
      <div className={styles['keypad']}>
        <output aria-label={words.keysSent} className={styles['sent']}>
          {sent || <span className={styles['hint']}>{words.keypadHint}</span>}
        </output>
        <DialPad onDigit={press} />
      </div>
    </Sheet>
  );
}
