import { useEffect, useId, type KeyboardEvent } from 'react';
import { keepDraft, typeDraft, useDraft } from '../store/drafts.ts';
import { Button } from '../ui/index.ts';
import { keepNote } from './actions.ts';
import styles from './NoteBox.module.css';
import { words } from './words.ts';

interface NoteBoxProps {
  callbackId: string;
  /** What the records have of it. */
  kept: string;
  rows?: number;
}

/** Notes about the patient. What is typed is kept as it is typed, and goes along with the outcome. */
export function NoteBox({ callbackId, kept, rows = 3 }: NoteBoxProps) {
  const text = useDraft(callbackId, kept);
  const labelId = useId();
  const hintId = useId();
  useEffect(() => () => keepDraft(callbackId), [callbackId]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void keepNote(callbackId, text);
  };
  return (
    <div className={styles['box']}>
      <div className={styles['head']}>
        <label id={labelId} htmlFor={`${labelId}-text`} className={styles['label']}>
          {words.note}
        </label>
        <span id={hintId} className={styles['hint']}>
          {words.noteHint}
        </span>
      </div>
      <textarea
        id={`${labelId}-text`}
        aria-describedby={hintId}
        className={styles['text']}
        rows={rows}
        maxLength={4000}
        value={text}
        onChange={(event) => typeDraft(callbackId, event.target.value)}
        onBlur={() => keepDraft(callbackId)}
        onKeyDown={onKeyDown}
      />
      {text.trim() && (
        <div className={styles['keep']}>
          <Button size="small" onPress={() => void keepNote(callbackId, text)}>
            {words.keepNote}
          </Button>
        </div>
      )}
    </div>
  );
}
