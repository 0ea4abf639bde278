import { useEffect, useRef, useState } from 'react';
import type { Colleague } from '#shared/contract/desk-state.ts';
import { answerOf, type Answer } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { closeSheet, showFailure } from '../store/page.ts';
import { Button, Field, Notice } from '../ui/index.ts';
import { ColleagueList } from './ColleagueList.tsx';
import { Sheet } from './Sheet.tsx';
import styles from './TransferSheet.module.css';
import { words } from './words.ts';

/** Hands the patient over: at once, or after a talk with the colleague. A busy target asks for a second press. */
export function TransferSheet({ callId }: { callId: string }) {
  const colleagues = useDesk((desk) => desk.colleagues);
  const [text, setText] = useState('');
  const [busyTarget, setBusyTarget] = useState<string | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  // The agent asked for the sheet in order to say to whom.
  useEffect(() => inputRef.current?.focus(), []);

  const choose = (next: string) => {
    setText(next);
    setBusyTarget(null);
  };
  const shown = matching(colleagues, text);
  const target = targetOf(colleagues, text);

  const send = async (asked: Promise<Answer>) => {
    const answer = await answerOf(asked);
    if (answer.ok) return closeSheet();
    if (answer.error.code === 'target-busy') return setBusyTarget(target);
    return showFailure(answer.error);
  };
  const isBusy = busyTarget === target && target !== '';
  const busy = isBusy && words.targetBusy(nameOf(colleagues, target));

  return (
    <Sheet title={words.transfer}>
      <div className={styles['body']}>
        <div className={styles['target']}>
          <Field
            label={words.transferTo}
            value={text}
            onChange={choose}
            maxLength={256}
            inputRef={inputRef}
          />
          <div role="status">
            {busy && (
              <Notice tone="care" title={busy.title}>
                <p>{busy.body}</p>
              </Notice>
            )}
          </div>
          <div className={styles['keys']}>
            <Button
              tone={isBusy ? 'alarm' : 'plain'}
              isDisabled={!target}
              onPress={() => void send(bridge().blindTransfer({ callId, text: target, evenIfBusy: isBusy }))}
            >
              {isBusy ? words.transferAnyway : words.transferNow}
            </Button>
            <Button
              tone="primary"
              isDisabled={!target}
              onPress={() => void send(bridge().startConsult({ callId, text: target }))}
            >
              {words.askFirst}
            </Button>
          </div>
          <p className={styles['hint']}>{words.askFirstHint}</p>
        </div>
        {colleagues.length > 0 && (
          <ColleagueList
            colleagues={shown}
            onChoose={({ extension }) => choose(extension)}
            chosen={target}
            whenEmpty={words.noColleague}
          />
        )}
      </div>
    </Sheet>
  );
}

/** Colleagues that the typed text may mean; all of them while one is chosen or nothing is typed. */
function matching(colleagues: readonly Colleague[], text: string): readonly Colleague[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted || colleagues.some(({ extension }) => extension === wanted)) return colleagues;
  return colleagues.filter(
    ({ name, extension }) => name.toLocaleLowerCase().includes(wanted) || extension.includes(wanted),
  );
}

/** The extension meant by the text: that of the one colleague whose name it is, else the text itself. */
function targetOf(colleagues: readonly Colleague[], text: string): string {
  const wanted = text.trim();
  const named = colleagues.filter(({ name }) => name.toLocaleLowerCase() === wanted.toLocaleLowerCase());
  return named.length === 1 && named[0] ? named[0].extension : wanted;
}

function nameOf(colleagues: readonly Colleague[], target: string): string {
  return colleagues.find(({ extension }) => extension === target)?.name ?? target;
}
