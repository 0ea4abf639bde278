import { useEffect } from 'react';
import { isUp } from '#shared/call/phase.ts';
import type { RedFlagCard } from '#shared/script/script.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, Icon } from '../ui/index.ts';
import { callOffFlag, raiseFlag } from './actions.ts';
import styles from './FlagStatus.module.css';
import { FLAG_TOLD, words } from './words.ts';

interface FlagStatusProps {
  card: RedFlagCard;
  /** The call that it was opened in; null while nobody is spoken with. */
  callId: string | null;
  onCalledOff: () => void;
}

/** Tells the leads that this card is open in a call, and says plainly whether they know. */
export function FlagStatus({ card, callId, onCalledOff }: FlagStatusProps) {
  const { id, language } = card;
  const isSpokenWith = useDesk(({ calls }) => calls.some((call) => call.id === callId && isUp(call)));
  const flag = useDesk(({ redFlags }) =>
    redFlags.own.find((one) => one.callId === callId && one.cardId === id),
  );
  useEffect(() => {
    if (callId !== null && isSpokenWith) raiseFlag(callId, { id, language });
  }, [callId, isSpokenWith, id, language]);
  if (!flag || callId === null) return null;
  const { told, seenBy } = flag;
  const isKnown = told === 'told';
  const callOff = () => void callOffFlag(callId, id).then((isDone) => isDone && onCalledOff());
  return (
    <div className={styles['status']}>
      <p role="status" className={isKnown || told === 'telling' ? undefined : styles['unknown']}>
        <Icon name={isKnown ? 'check' : 'attention'} />
        {seenBy.length > 0 ? words.onIt(seenBy) : FLAG_TOLD[told]}
      </p>
      <Button tone="quiet" size="small" onPress={callOff}>
        {words.falseAlarm}
      </Button>
    </div>
  );
}
