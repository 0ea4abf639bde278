import { useState } from 'react';
import { isLive } from '#shared/call/phase.ts';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, HERE, Notice, timeIn, useKeys } from '../ui/index.ts';
import { callPatient } from './actions.ts';
import styles from './CallbackKeys.module.css';
import { words } from './words.ts';

/** Calls the patient in hand; a second call under the same claim only once the agent knows that there was a first. */
export function CallKey({ row }: { row: CallbackRow }) {
  const [isWarned, setWarned] = useState(false);
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  const usesLetters = useDesk((desk) => desk.settings.letterKeys !== false) && !isOnCall;
  const begunMs = row.hold?.dialStartedMs ?? null;
  const call = async () => {
    if (begunMs !== null) return setWarned(true);
    const answer = await callPatient(row.id, false);
    return answer === 'maybe-called' ? setWarned(true) : undefined;
  };
  useKeys(usesLetters ? { c: () => void call() } : {});
  return (
    <>
      <Button
        tone={begunMs === null ? 'primary' : 'plain'}
        size={begunMs === null ? 'large' : 'normal'}
        icon="phone"
        isDisabled={isOnCall}
        onPress={() => void call()}
        {...(usesLetters && { shortcut: 'C' })}
      >
        {begunMs === null ? words.call : words.callAgain}
      </Button>
      {isOnCall && <p className={styles['why']}>{words.onCall}</p>}
      <div role="status" className={styles['warning']}>
        {isWarned && !isOnCall && (
          <Warning callbackId={row.id} begunMs={begunMs} onDismiss={() => setWarned(false)} />
        )}
      </div>
    </>
  );
}

interface WarningProps {
  callbackId: string;
  /** Null when main knows of a call that this desk's own state does not show. */
  begunMs: number | null;
  onDismiss: () => void;
}

function Warning({ callbackId, begunMs, onDismiss }: WarningProps) {
  const { title, body } = words.begun(begunMs === null ? '' : timeIn(HERE, begunMs));
  return (
    <Notice tone="care" title={title} onDismiss={onDismiss}>
      <p>{body}</p>
      <div className={styles['again']}>
        <Button size="small" icon="phone" onPress={() => void callPatient(callbackId, true)}>
          {words.callAnyway}
        </Button>
      </div>
    </Notice>
  );
}
