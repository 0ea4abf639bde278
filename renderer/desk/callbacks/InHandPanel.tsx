import { useDesk } from '../store/desk-store.ts';
import { showCallback } from '../store/page.ts';
import { useCalls } from '../store/use-calls.ts';
import { useWho } from '../store/who.ts';
import { Button, Panel } from '../ui/index.ts';
import { CallbackHead } from './CallbackHead.tsx';
import { CallKey } from './CallKey.tsx';
import styles from './InHandPanel.module.css';
import { NoteBox } from './NoteBox.tsx';
import { OutcomeKeys } from './OutcomeKeys.tsx';
import { triesOf } from './row-words.ts';
import { useCallbackDetail } from './use-callback-detail.ts';
import { useMayTell } from './use-may-tell.ts';
import { words } from './words.ts';

/**
 * The callback in hand beside the call: why, the note and the outcome keys, so that nobody leaves the call to tell
 * how it went. While another patient is in the ear it is one line, and its letters rest.
 */
export function InHandPanel() {
  const row = useDesk((desk) => desk.callbacks.inHand);
  const callId = useDesk((desk) => desk.callbacks.inHandCallId);
  const { current } = useCalls();
  const who = useWho();
  const mayTell = useMayTell();
  const { detail } = useCallbackDetail(row?.id ?? null);
  if (!row) return null;
  const { title } = who(row);
  if (current && current.id !== callId)
    return <OneLine callbackId={row.id} title={title} reason={row.reason} />;
  const lastNote = detail?.notes.at(-1);
  return (
    <section aria-label={words.callbackInHand}>
      <Panel className={styles['panel']}>
        {/* The call above says who it is already. */}
        {current ? <Why title={row.reason} tries={triesOf(row)} /> : <CallbackHead row={row} isCompact />}
        {!current && (
          <p className={styles['reason']}>{[row.reason, triesOf(row)].filter(Boolean).join(' · ')}</p>
        )}
        {lastNote && (
          <p className={styles['note']}>
            {lastNote.text} <span className={styles['by']}>{lastNote.who}</span>
          </p>
        )}
        {!current && (
          <div className={styles['bar']}>
            <CallKey row={row} />
          </div>
        )}
        <div className={styles['work']}>
          {detail && <NoteBox callbackId={row.id} kept={detail.draftNote} rows={2} />}
          <OutcomeKeys row={row} who={title} keptNote={detail?.draftNote ?? ''} takesLetters={mayTell} />
        </div>
        {!current && (
          <div>
            <Button size="small" onPress={() => showCallback(row.id)}>
              {words.openWhole}
            </Button>
          </div>
        )}
      </Panel>
    </section>
  );
}

function Why({ title, tries }: { title: string; tries: string }) {
  return (
    <header className={styles['why']}>
      <h2>{title}</h2>
      <p>{[words.callbackInHand, tries].filter(Boolean).join(' · ')}</p>
    </header>
  );
}

function OneLine({ callbackId, title, reason }: { callbackId: string; title: string; reason: string }) {
  return (
    <section aria-label={words.callbackInHand} className={styles['line']}>
      <p>
        {words.handsFull(title)} · {reason}
      </p>
      <Button size="small" onPress={() => showCallback(callbackId)}>
        {words.open}
      </Button>
    </section>
  );
}
