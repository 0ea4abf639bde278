import { useState } from 'react';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { useWho } from '../store/who.ts';
import { Button } from '../ui/index.ts';
import { take } from './actions.ts';
import styles from './CallbackKeys.module.css';
import { CallKey } from './CallKey.tsx';
import { CancelForm } from './CancelForm.tsx';
import { canTake, needsHub } from './may.ts';
import { MoreKeys, type OpenForm } from './MoreKeys.tsx';
import { NoteBox } from './NoteBox.tsx';
import { OutcomeKeys } from './OutcomeKeys.tsx';
import { RescheduleForm } from './RescheduleForm.tsx';
import { whyNot } from './row-words.ts';
import { useMayTell } from './use-may-tell.ts';
import { words } from './words.ts';

interface CallbackKeysProps {
  row: CallbackRow;
  who: string;
  /** What the records have of the note; null until they have told. */
  keptNote: string | null;
}

/** What can be done with a callback: take it, call, tell how it went, or let it go. */
export function CallbackKeys({ row, who, keptNote }: CallbackKeysProps) {
  const isInHand = useDesk((desk) => desk.callbacks.inHand?.id === row.id);
  const [form, setForm] = useState<OpenForm>(null);
  const close = () => setForm(null);
  return (
    <div className={styles['keys']}>
      <div className={styles['bar']}>
        {isInHand ? <CallKey row={row} /> : <TakeKey row={row} />}
        <MoreKeys row={row} open={form} onOpen={setForm} />
      </div>
      {form === 'reschedule' && <RescheduleForm row={row} onClose={close} />}
      {form === 'cancel' && <CancelForm callbackId={row.id} onClose={close} />}
      {isInHand && <Telling row={row} who={who} keptNote={keptNote} />}
    </div>
  );
}

function TakeKey({ row }: { row: CallbackRow }) {
  const inHand = useDesk((desk) => desk.callbacks.inHand);
  const isPossible = useDesk((desk) => canTake(row, desk.callbacks));
  const isCutOff = useDesk((desk) => needsHub(row, desk.callbacks.link));
  const who = useWho();
  const whyNow = useHubClock((nowMs) => whyNot(row, nowMs));
  if (row.status !== 'open' && row.status !== 'attention') return null;
  const why = whyNow || (isCutOff ? words.needsHub : '');
  return (
    <>
      <Button
        tone="primary"
        size="large"
        icon="check"
        isDisabled={!isPossible}
        onPress={() => void take(row.id)}
        {...(isPossible && { shortcut: 'Enter' })}
      >
        {words.take}
      </Button>
      {(why || inHand) && (
        <p className={styles['why']}>{why || (inHand && words.busyWith(who(inHand).title))}</p>
      )}
    </>
  );
}

function Telling({ row, who, keptNote }: CallbackKeysProps) {
  const mayTell = useMayTell();
  return (
    <>
      {keptNote !== null && <NoteBox callbackId={row.id} kept={keptNote} rows={2} />}
      <OutcomeKeys row={row} who={who} keptNote={keptNote ?? ''} takesLetters={mayTell} />
    </>
  );
}
