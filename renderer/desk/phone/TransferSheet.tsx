import { useEffect, useRef } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { closeSheet } from '../store/page.ts';
import { Button, Field, Notice, Sheet } from '../ui/index.ts';
import { ColleagueList } from './ColleagueList.tsx';
import styles from './TransferSheet.module.css';
import { useTransfer, type TransferBox } from './use-transfer.ts';
import { words } from './words.ts';

/** Hands the patient over: at once, or after a talk with the colleague. A busy target asks for a second press. */
export function TransferSheet({ callId }: { callId: string }) {
  const box = useTransfer(callId);
  const hasColleagues = useDesk((desk) => desk.colleagues.length > 0);
  return (
    <Sheet title={words.transfer} onClose={closeSheet}>
      <div className={styles['body']}>
        <Target box={box} />
        {hasColleagues && (
          <ColleagueList
            colleagues={box.colleagues}
            onChoose={({ extension }) => box.choose(extension)}
            chosen={box.target}
            whenEmpty={words.noColleague}
          />
        )}
      </div>
    </Sheet>
  );
}

function Target({ box }: { box: TransferBox }) {
  const { text, choose, target, busyName, transferNow, askFirst } = box;
  const inputRef = useRef<HTMLInputElement>(null);
  // The agent asked for the sheet in order to say to whom.
  useEffect(() => inputRef.current?.focus(), []);
  const busy = busyName !== null && words.targetBusy(busyName);
  return (
    <div className={styles['target']}>
      <Field label={words.transferTo} value={text} onChange={choose} maxLength={256} inputRef={inputRef} />
      <div role="status">
        {busy && (
          <Notice tone="care" title={busy.title}>
            <p>{busy.body}</p>
          </Notice>
        )}
      </div>
      <div className={styles['keys']}>
        <Button tone={busy ? 'alarm' : 'plain'} isDisabled={!target} onPress={() => void transferNow()}>
          {busy ? words.transferAnyway : words.transferNow}
        </Button>
        <Button tone="primary" isDisabled={!target} onPress={() => void askFirst()}>
          {words.askFirst}
        </Button>
      </div>
      <p className={styles['hint']}>{words.askFirstHint}</p>
    </div>
  );
}
