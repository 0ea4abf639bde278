import { useState } from 'react';
import { Button } from 'react-aria-components';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import type { Outcome } from '#shared/callback/event.ts';
import { useDesk } from '../store/desk-store.ts';
import { draftOf } from '../store/drafts.ts';
import { cx, Icon, Kbd, keyShortcut, useKeys, useSecondPress, type IconName } from '../ui/index.ts';
import { tellOutcome } from './actions.ts';
import { LaterForm } from './LaterForm.tsx';
import styles from './OutcomeKeys.module.css';
import { OUTCOME_WORDS, words } from './words.ts';

interface Key {
  outcome: Outcome;
  icon: IconName;
  letter: string;
}

/** In the order of how often they are needed; the hand learns the places. No letter is one of the call's. */
const KEYS: readonly Key[] = [
  { outcome: 'spoke', icon: 'check', letter: 'S' },
  { outcome: 'no-answer', icon: 'bell', letter: 'N' },
  { outcome: 'busy', icon: 'phone', letter: 'B' },
  { outcome: 'voicemail-left', icon: 'voicemail', letter: 'V' },
  { outcome: 'asked-for-later', icon: 'clock', letter: 'L' },
  { outcome: 'wrong-number', icon: 'wrong', letter: 'W' },
  { outcome: 'do-not-call', icon: 'noCall', letter: 'D' },
];

interface OutcomeKeysProps {
  row: CallbackRow;
  who: string;
  /** What the records have of the note. */
  keptNote: string;
  /** Whether the letters act: not before a call was begun, and not while another patient is in the ear. */
  takesLetters: boolean;
}

/** How the call went, by one key each. `Do not call again` wants a second press, `Asked for later` a time. */
export function OutcomeKeys({ row, who, keptNote, takesLetters }: OutcomeKeysProps) {
  const [isLater, setLater] = useState(false);
  const tell = (outcome: Outcome, laterMs: number | null = null) =>
    tellOutcome(row.id, who, { outcome, laterMs, note: draftOf(row.id, keptNote) });
  const never = useSecondPress(() => void tell('do-not-call'));
  const press = (outcome: Outcome) => {
    if (outcome === 'do-not-call') return never.press();
    never.disarm();
    if (outcome === 'asked-for-later') return setLater(!isLater);
    return void tell(outcome);
  };
  const usesLetters = useDesk((desk) => desk.settings.letterKeys !== false) && takesLetters;
  useKeys(
    usesLetters
      ? Object.fromEntries(KEYS.map(({ outcome, letter }) => [letter.toLowerCase(), () => press(outcome)]))
      : {},
  );
  return (
    <section aria-label={words.outcomes} className={styles['outcomes']}>
      <h3 className={styles['title']}>{words.outcomes}</h3>
      <div className={styles['keys']}>
        {KEYS.map(({ outcome, icon, letter }) => (
          <OutcomeKey
            key={outcome}
            word={OUTCOME_WORDS[outcome]}
            icon={icon}
            letter={usesLetters ? letter : undefined}
            isPressed={outcome === 'asked-for-later' ? isLater : undefined}
            isArmed={outcome === 'do-not-call' && never.isArmed}
            onPress={() => press(outcome)}
          />
        ))}
      </div>
      <p role="status" className={styles['again']}>
        {never.isArmed && words.pressAgain}
      </p>
      {isLater && (
        <LaterForm
          row={row}
          onClose={() => setLater(false)}
          onKeep={(atMs) => tell('asked-for-later', atMs)}
        />
      )}
    </section>
  );
}

interface OutcomeKeyProps {
  word: string;
  icon: IconName;
  letter: string | undefined;
  /** For the key that opens something. */
  isPressed: boolean | undefined;
  isArmed: boolean;
  onPress: () => void;
}

function OutcomeKey({ word, icon, letter, isPressed, isArmed, onPress }: OutcomeKeyProps) {
  return (
    <Button
      onPress={onPress}
      className={cx(styles['key'])}
      render={(dom) => (
        <button
          {...dom}
          {...(isPressed !== undefined && { 'aria-expanded': isPressed })}
          {...(isArmed && { 'data-armed': true })}
          {...keyShortcut(letter)}
        />
      )}
    >
      <Icon name={icon} size={1.125} />
      <span className={styles['word']}>{word}</span>
      {letter && <Kbd>{letter}</Kbd>}
    </Button>
  );
}
