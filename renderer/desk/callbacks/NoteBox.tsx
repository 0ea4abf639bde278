import { useEffect } from 'react';
import { keepDraft, typeDraft, useDraft } from '../store/drafts.ts';
import { Button, NoteField } from '../ui/index.ts';
import { draftNote, keepNote } from './actions.ts';
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
  useEffect(() => () => keepDraft(callbackId), [callbackId]);
  const keep = () => void keepNote(callbackId, text);
  return (
    <NoteField
      label={words.note}
      hint={words.noteHint}
      rows={rows}
      value={text}
      onChange={(typed) => typeDraft(callbackId, typed, (draft) => draftNote(callbackId, draft))}
      onLeave={() => keepDraft(callbackId)}
      onKeep={keep}
    >
      {text.trim() && (
        <div className={styles['keep']}>
          <Button size="small" onPress={keep}>
            {words.keepNote}
          </Button>
        </div>
      )}
    </NoteField>
  );
}
