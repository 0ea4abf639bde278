import { useCallback, useEffect } from 'react';
import type { Call } from '#shared/call/call.ts';
import { useDesk } from '../store/desk-store.ts';
import { useCalls } from '../store/use-calls.ts';
import { followCall } from '../store/levels.ts';
import { closeSheet, openCallbackSheet, usePage } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { Button, Meter, Panel } from '../ui/index.ts';
import { AddCallSheet } from './AddCallSheet.tsx';
import styles from './ActiveCall.module.css';
import { CallHead, ConferenceHead } from './CallHead.tsx';
import { CallKeys } from './CallKeys.tsx';
import { CallNews } from './CallNews.tsx';
import { KeypadSheet } from './KeypadSheet.tsx';
import { QualityLine } from './QualityLine.tsx';
import { TalkBar } from './TalkBar.tsx';
import { TransferSheet } from './TransferSheet.tsx';
import { words } from './words.ts';

/** The call in the agent's ear: who, how it stands, its keys, and how it sounds. */
export function ActiveCall() {
  const { current, together } = useCalls();
  const who = useWho();
  useSheetsOf(current?.id);
  if (!current) return null;
  return (
    <section aria-label={words.activeCall}>
      <Panel className={styles['card']}>
        {together.length > 1 ? <ConferenceHead calls={together} /> : <CallHead call={current} />}
        {/* Keys of their own for each call: a press that was meant for the last one finds nothing here. */}
        <CallKeys key={current.id} current={current} together={together} />
        {/* Under the keys: news must not push a key away from under the finger. */}
        {together.map((call) => (
          <CallNews key={call.id} call={call} of={together.length > 1 ? who(call.remote).title : ''} />
        ))}
        <OpenSheet call={current} />
        <div className={styles['foot']}>
          {current.answeredAt !== null && <Sound calls={together} />}
          <Later call={current} />
        </div>
      </Panel>
    </section>
  );
}

/** Closes a sheet whose call is no longer in hand: it would come back, and take the focus, in the middle of another talk. */
function useSheetsOf(callId: string | undefined): void {
  useEffect(() => {
    const { sheet } = usePage.getState();
    if (sheet && sheet.callId !== callId) closeSheet();
  }, [callId]);
}

function OpenSheet({ call }: { call: Call }) {
  const sheet = usePage((page) => page.sheet);
  if (sheet?.callId !== call.id) return null;
  switch (sheet.kind) {
    case 'keypad':
      return <KeypadSheet callId={call.id} />;
    case 'transfer':
      return <TransferSheet callId={call.id} />;
    case 'add-call':
      return <AddCallSheet />;
  }
}

/** Puts the patient in the queue while they are told so. Not where the call is itself a callback. */
function Later({ call: { id, remote } }: { call: Call }) {
  const isCallback = useDesk((desk) => desk.callbacks.inHandCallId === id);
  if (isCallback) return null;
  return (
    <div className={styles['later']}>
      <Button
        size="small"
        tone="quiet"
        icon="callbacks"
        onPress={() => openCallbackSheet({ ...remote, callId: id })}
      >
        {words.callLater}
      </Button>
    </div>
  );
}

function Sound({ calls }: { calls: readonly Call[] }) {
  const who = useWho();
  const [first] = calls;
  return (
    <div className={styles['sound']}>
      <div className={styles['levels']}>
        {first && <Level callId={first.id} side="near" label={words.you} name={words.yourLevel} />}
        {calls.map((call) => {
          const { title } = who(call.remote);
          return (
            <Level key={call.id} callId={call.id} side="far" label={title} name={words.theirLevel(title)} />
          );
        })}
      </div>
      {calls.length === 1 && first && <TalkBar key={first.id} call={first} />}
      {calls.map((call) => (
        <QualityLine
          key={call.id}
          // What was measured before the path was lost says nothing about now.
          quality={call.phase.name === 'reaching' ? null : call.quality}
          to={calls.length > 1 ? who(call.remote).title : ''}
        />
      ))}
    </div>
  );
}

interface LevelProps {
  callId: string;
  side: 'near' | 'far';
  label: string;
  name: string;
}

function Level({ callId, side, label, name }: LevelProps) {
  const follow = useCallback((show: (rms: number) => void) => followCall(callId, side, show), [callId, side]);
  return (
    <div className={styles['level']}>
      <span aria-hidden="true" className={styles['levelName']}>
        {label}
      </span>
      <Meter label={name} tone={side === 'near' ? 'you' : 'them'} follow={follow} />
    </div>
  );
}
