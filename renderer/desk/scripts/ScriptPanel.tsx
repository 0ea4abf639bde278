import { useCallback, useState, type ReactNode } from 'react';
import type { Around } from '../reading/around.ts';
import { useFunctionKey } from '../ui/index.ts';
import { actsBeside } from './actions.ts';
import { RedFlagKey, RedFlags } from './RedFlags.tsx';
import { ScriptReading } from './ScriptReading.tsx';
import styles from './ScriptPanel.module.css';
import { useFieldValues } from './use-field-values.ts';
import { useSubject, type Subject } from './use-subject.ts';
import { words } from './words.ts';
import { ToWrapUp, WrapUp } from './WrapUp.tsx';

/** The words beside the call. It opens by itself and takes no focus; without somebody to speak with it is not there. */
export function ScriptPanel() {
  const subject = useSubject();
  if (!subject) return null;
  // Another patient's script begins anew: no search and no card of the last one stays open on it.
  return <Panel key={subject.beside.subjectId} subject={subject} />;
}

function Panel({ subject: { beside, call } }: { subject: Subject }) {
  const { open, subjectId, wrapUp } = beside;
  const values = useFieldValues(call);
  /** The red-flag card that is open; empty while the agent picks one, null for none. */
  const [cardId, setCardId] = useState<string | null>(null);
  /** The script, where the call is over and how it went is asked. */
  const [isReading, setReading] = useState(false);
  const toggleFlags = useCallback(() => setCardId((now) => (now === null ? '' : null)), []);
  useFunctionKey(words.redFlagKey, toggleFlags);
  const { id, language } = open.script;
  const callId = call && call.phase.name !== 'ended' ? call.id : null;
  const acts = actsBeside({ subjectId, callId, script: open.script, showCard: setCardId });
  const around: Around = { isOnCall: callId !== null, open, values, acts };
  if (wrapUp && !isReading && cardId === null) {
    const onRead = () => setReading(true);
    return (
      <Region>
        <WrapUp key={wrapUp.callId} around={around} asked={wrapUp} onRead={onRead} />
      </Region>
    );
  }
  return (
    <Region>
      {cardId !== null ? (
        <RedFlags around={around} callId={callId} cardId={cardId} onCard={setCardId} onClose={toggleFlags} />
      ) : (
        <>
          <ScriptReading key={`${language}/${id}`} around={around} beside={beside} call={call} />
          {wrapUp ? <ToWrapUp onPress={() => setReading(false)} /> : <RedFlagKey onPress={toggleFlags} />}
        </>
      )}
    </Region>
  );
}

function Region({ children }: { children: ReactNode }) {
  return (
    <section aria-label={words.region} className={styles['panel']}>
      {children}
    </section>
  );
}
