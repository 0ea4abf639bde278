import { useCallback, useEffect } from 'react';
import type { Call } from '#shared/call/call.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { closeSheet, usePage } from '../store/page.ts';
import { KeyTile, ToggleTile, useKeys, useSecondPress } from '../ui/index.ts';
import { useCallKeys, type CallKey } from './call-actions.ts';
import styles from './CallKeys.module.css';
import { words } from './words.ts';

interface CallKeysProps {
  current: Call;
  /** All calls that hear each other with the current one. */
  together: readonly Call[];
}

/** The keys of the call. They keep their places, whatever the call is doing: the hand learns them. */
export function CallKeys({ current, together }: CallKeysProps) {
  const keys = useCallKeys(current, together);
  const { isArmed, hangUpByKey, hangUp } = useHangUp(together);
  const isEnding = together.every(({ phase }) => phase.name === 'ending');
  const usesLetters = useDesk((desk) => desk.settings.letterKeys !== false);
  const isSheetOpen = usePage((page) => page.sheet?.callId === current.id);
  const letters = keys.filter(({ isDisabled }) => usesLetters && !isDisabled);
  useKeys({
    ...Object.fromEntries(letters.map(({ letter, act }) => [letter.toLowerCase(), act])),
    ...((isSheetOpen || !isEnding) && { escape: isSheetOpen ? closeSheet : hangUpByKey }),
  });
  return (
    <div className={styles['keys']}>
      <div className={styles['grid']}>
        {keys.map((key) => (
          <Tile key={key.word} callKey={key} showsLetter={usesLetters} />
        ))}
        <div className={styles['last']}>
          <KeyTile
            icon="hangUp"
            tone="alarm"
            shortcut="Esc"
            isDisabled={isEnding}
            isArmed={isArmed}
            onPress={hangUp}
          >
            {words.hangUp}
          </KeyTile>
        </div>
      </div>
      <p role="status" className={styles['again']}>
        {isArmed && (together.length > 1 ? words.pressAgainForAll : words.pressAgain)}
      </p>
    </div>
  );
}

function Tile({ callKey, showsLetter }: { callKey: CallKey; showsLetter: boolean }) {
  const { word, icon, letter, isDisabled, isOn, isSettling, act } = callKey;
  const common = { icon, isDisabled, onPress: act, shortcut: showsLetter ? letter : undefined };
  if (isOn === null) return <KeyTile {...common}>{word}</KeyTile>;
  return (
    <ToggleTile {...common} isOn={isOn} isSettling={isSettling}>
      {word}
    </ToggleTile>
  );
}

/**
 * The key Escape hangs up only when pressed twice: it is pressed by habit to close things. The button is enough
 * by itself, except when it would hang up on several people.
 */
function useHangUp(together: readonly Call[]) {
  const ids = together.map(({ id }) => id).join(' ');
  const act = useCallback(() => {
    for (const callId of ids.split(' ')) void ask(bridge().hangUp({ callId }));
  }, [ids]);
  const { isArmed, press, disarm } = useSecondPress(act);
  useEffect(disarm, [ids, disarm]);
  return { isArmed, hangUpByKey: press, hangUp: together.length > 1 ? press : act };
}
