import { useEffect, useState } from 'react';
import type { CallScript } from '#shared/script/script.ts';
import type { WrapUp as Asked } from '#shared/script/wrap-up.ts';
import type { Around } from '../reading/around.ts';
import { Choices } from '../reading/Choices.tsx';
import { useDesk } from '../store/desk-store.ts';
import { keepDraft, typeDraft, useDraft } from '../store/drafts.ts';
import { useWho } from '../store/who.ts';
import { Button, NoteField, useKeys, VisuallyHidden } from '../ui/index.ts';
import { draftWrapUp, wrapUp } from './actions.ts';
import panel from './ScriptPanel.module.css';
import { digitKeys, useTakesDigits } from './use-takes-digits.ts';
import styles from './WrapUp.module.css';
import { words } from './words.ts';

interface WrapUpProps {
  around: Around;
  asked: Asked;
  /** Back to the script: what was said is needed to tell how it went. */
  onRead: () => void;
}

/**
 * The call is over: how did it end? A digit picks one of the script's outcomes, Enter keeps it. The callback in hand has
 * a note and outcomes of its own, and what is picked here is kept with those.
 */
export function WrapUp({ around, asked, onRead }: WrapUpProps) {
  const { callId, who, note: kept } = asked;
  const { title } = useWho()(who);
  const isCallback = useDesk(({ callbacks }) => callbacks.inHandCallId === callId);
  // Here at once: the second key follows the first faster than main answers.
  const [picked, setPicked] = useState(asked.outcome);
  const note = useDraft(callId, kept);
  const isEmpty = picked === null && note.trim() === '';
  const pick = (chosen: string) => {
    const outcome = chosen === picked ? null : chosen;
    setPicked(outcome);
    draftWrapUp(callId, { outcome });
  };
  const keep = () => void wrapUp(callId, { outcome: picked, note });
  return (
    <>
      <div className={panel['scroll']}>
        <VisuallyHidden>
          <p role="status">{words.wrapUp}</p>
        </VisuallyHidden>
        <header className={styles['head']}>
          <div className={styles['names']}>
            <h2>{words.wrapUp}</h2>
            <p className={styles['who']}>{title}</p>
          </div>
          <Button size="small" tone="quiet" onPress={onRead}>
            {words.readAgain}
          </Button>
        </header>
        <Outcomes script={around.open.script} picked={picked} onPick={pick} />
        {isCallback ? (
          <p className={styles['who']}>{words.withCallback}</p>
        ) : (
          <Note asked={asked} onKeep={keep} />
        )}
      </div>
      {!isCallback && <Foot isEmpty={isEmpty} onKeep={keep} />}
    </>
  );
}

interface OutcomesProps {
  script: Pick<CallScript, 'outcomes' | 'language'>;
  picked: string | null;
  onPick: (title: string) => void;
}

function Outcomes({ script: { outcomes, language }, picked, onPick }: OutcomesProps) {
  const takesDigits = useTakesDigits('wrap-up');
  const pick = (index: number) => {
    const title = outcomes[index];
    if (title !== undefined) onPick(title);
  };
  // They would be dialled else.
  useKeys(takesDigits ? digitKeys(pick) : {}, 'first');
  return (
    <Choices
      label={words.outcomes}
      titles={outcomes}
      lang={language}
      showsDigits={takesDigits}
      picked={picked}
      onPick={pick}
    />
  );
}

function Note({ asked: { callId, note }, onKeep }: { asked: Asked; onKeep: () => void }) {
  const text = useDraft(callId, note);
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  useEffect(() => () => keepDraft(callId), [callId]);
  return (
    <NoteField
      label={words.note}
      hint={isPractice ? words.noteHintPractice : words.noteHint}
      value={text}
      onChange={(typed) => typeDraft(callId, typed, (draft) => draftWrapUp(callId, { note: draft }))}
      onLeave={() => keepDraft(callId)}
      onKeep={onKeep}
    />
  );
}

function Foot({ isEmpty, onKeep }: { isEmpty: boolean; onKeep: () => void }) {
  useKeys(isEmpty ? {} : { enter: onKeep });
  return (
    <div className={styles['foot']}>
      {isEmpty ? (
        <Button tone="quiet" onPress={onKeep}>
          {words.nothing}
        </Button>
      ) : (
        <Button tone="primary" shortcut={words.enter} onPress={onKeep}>
          {words.keep}
        </Button>
      )}
    </div>
  );
}

/** The way back there from the script. */
export function ToWrapUp({ onPress }: { onPress: () => void }) {
  return (
    <div className={styles['foot']}>
      <Button onPress={onPress}>{words.toWrapUp}</Button>
    </div>
  );
}
