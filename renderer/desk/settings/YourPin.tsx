import { useEffect, useRef, useState } from 'react';
import type { KeptRecords } from '#shared/contract/sign-in.ts';
import { useDesk } from '../store/desk-store.ts';
import { Button, Notice, Panel, RecordsTrouble, shutWords } from '../ui/index.ts';
import { ChangePinForm } from './ChangePinForm.tsx';
import styles from './SettingsPlace.module.css';
import { useRecordsHere } from './use-records-here.ts';
import { words } from './words.ts';

/** The PIN of the records at this desk, and the way to another one. */
export function YourPin() {
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  // Practice keeps nothing, and has no PIN.
  return isPractice ? null : <PinPanel />;
}

function PinPanel() {
  const { outlook, error, look } = useRecordsHere();
  const [step, setStep] = useState<'closed' | 'open' | 'changed'>('closed');
  const isOpen = step === 'open' && outlook !== null;
  const note = isOpen ? hindranceWords(outlook.kept) : null;
  const isTyping = isOpen && !note;
  const key = useFocusAfter(isTyping);
  const open = async () => {
    await look();
    setStep('open');
  };
  return (
    <Panel className={styles['section']}>
      <h2>{words.pin}</h2>
      <p>{words.pinBody}</p>
      <div role="status">
        {step === 'changed' && (
          <Notice icon="check" title={words.pinChanged}>
            <p>{words.pinChangedBody}</p>
          </Notice>
        )}
      </div>
      <div role="alert">
        {note && (
          <Notice tone="care" title={note.title}>
            <p>{note.body}</p>
          </Notice>
        )}
        {error && !isOpen && <RecordsTrouble error={error} />}
      </div>
      {isTyping && (
        <ChangePinForm
          outlook={outlook}
          look={look}
          onChanged={() => setStep('changed')}
          onClose={() => setStep('closed')}
        />
      )}
      {!isOpen && (
        <div ref={key}>
          <Button onPress={() => void open()}>{words.pinChange}</Button>
        </div>
      )}
    </Panel>
  );
}

/** Why no PIN can be changed here now; null when one can. */
function hindranceWords(kept: KeptRecords): { title: string; body: string } | null {
  const hasTries = !('triesLeft' in kept) || kept.triesLeft.withoutLine > 0;
  return hasTries ? shutWords(kept) : { title: words.pinTriesKept, body: words.pinTriesKeptBody };
}

/** Whoever typed in the boxes goes on at the key that opened them. */
function useFocusAfter(isTyping: boolean) {
  const key = useRef<HTMLDivElement>(null);
  const before = useRef(isTyping);
  useEffect(() => {
    if (before.current && !isTyping) key.current?.querySelector('button')?.focus();
    before.current = isTyping;
  }, [isTyping]);
  return key;
}
