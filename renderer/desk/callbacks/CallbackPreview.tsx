import { memo } from 'react';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { useWho } from '../store/who.ts';
import { ErrorNotice, Panel } from '../ui/index.ts';
import { CallbackFacts } from './CallbackFacts.tsx';
import { CallbackHead } from './CallbackHead.tsx';
import { CallbackKeys } from './CallbackKeys.tsx';
import { CallbackPast } from './CallbackPast.tsx';
import styles from './CallbackPreview.module.css';
import { NoteBox } from './NoteBox.tsx';
import { useCallbackDetail } from './use-callback-detail.ts';
import { words } from './words.ts';

interface CallbackPreviewProps {
  callbackId: string;
  /** The line of the list, shown until main has told the rest. */
  row: CallbackRow | undefined;
}

/** One callback, whole: who, why, what can be done, and all that is behind it. */
export const CallbackPreview = memo(function Preview({ callbackId, row }: CallbackPreviewProps) {
  const { detail, error } = useCallbackDetail(callbackId);
  const inHand = useDesk(({ callbacks }) => (callbacks.inHand?.id === callbackId ? callbacks.inHand : null));
  const who = useWho();
  const known = inHand ?? detail ?? row;
  return (
    <section aria-label={words.detail} className={styles['preview']}>
      {error && <ErrorNotice error={error} />}
      {known && (
        // Another patient is another sheet of paper: nothing that was open on the last one is open on this.
        <Panel key={callbackId} className={styles['paper']}>
          <CallbackHead row={known} />
          <CallbackKeys row={known} who={who(known).title} keptNote={detail?.draftNote ?? null} />
          <CallbackFacts row={known} />
          {detail && !inHand && <NoteBox callbackId={callbackId} kept={detail.draftNote} rows={2} />}
          {detail && <CallbackPast detail={detail} />}
        </Panel>
      )}
    </section>
  );
});
