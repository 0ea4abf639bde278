import type { Call } from '#shared/call/call.ts';
import { isLive } from '#shared/call/phase.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { callAndLook, practise } from '../store/dial.ts';
import { openCallbackSheet } from '../store/page.ts';
import { useCalls } from '../store/use-calls.ts';
import { useWho } from '../store/who.ts';
import { Button, duration, Icon, IconButton, type IconName } from '../ui/index.ts';
import { CallRow } from './CallRow.tsx';
import styles from './EndedCalls.module.css';
import { END_WORDS, LEFT_ALONE, QUALITY_WORDS, words } from './words.ts';

/** How the last calls ended, until the agent or main takes them away. */
export function EndedCalls() {
  const { ended } = useCalls();
  if (ended.length === 0) return null;
  return (
    <section aria-label={words.callsOver}>
      <ul className={styles['list']}>
        {ended.map((call) => (
          <li key={call.id}>
            <EndedCall call={call} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function EndedCall({ call }: { call: Call }) {
  const { title } = useWho()(call.remote);
  const isCallback = useDesk((desk) => desk.callbacks.inHandCallId === call.id);
  if (call.phase.name !== 'ended') return null;
  const { reason, at } = call.phase;
  const leftAlone = LEFT_ALONE.has(reason);
  const talkedSeconds = call.answeredAt === null ? 0 : (at - call.answeredAt) / 1000;
  const quality = call.quality && QUALITY_WORDS[call.quality.band].toLowerCase();
  const facts = [
    END_WORDS[reason],
    call.answeredAt !== null && duration(talkedSeconds),
    !leftAlone && quality && `${words.line('')} ${quality}`,
  ];
  return (
    <CallRow
      tone={leftAlone ? 'care' : 'plain'}
      mark={<Icon name={markOf(call, leftAlone)} />}
      title={title}
      facts={facts}
    >
      {/* The keys of a callback stand with it: another call to the patient is made under the same claim. */}
      {!isCallback && <Later call={call} />}
      {!isCallback && <Again call={call} isPressing={leftAlone} />}
      <IconButton
        icon="close"
        label={words.dismiss}
        onPress={() => void ask(bridge().dismissCall({ callId: call.id }))}
      />
    </CallRow>
  );
}

/** A tick is for a call that was talked out; else the way it went. */
function markOf(call: Call, leftAlone: boolean): IconName {
  if (leftAlone) return 'attention';
  return call.answeredAt === null ? call.direction : 'check';
}

/** Puts the patient in the queue. */
function Later({ call: { id, remote } }: { call: Call }) {
  if (!remote.number) return null;
  return (
    <Button icon="callbacks" tone="quiet" onPress={() => openCallbackSheet({ ...remote, callId: id })}>
      {words.callLater}
    </Button>
  );
}

function Again({ call, isPressing }: { call: Call; isPressing: boolean }) {
  const { practice, remote } = call;
  const isOnCall = useDesk((desk) => desk.calls.some(isLive));
  if (practice !== null) {
    return (
      <Button icon="again" isDisabled={isOnCall} onPress={() => void practise(practice)}>
        {words.practiseAgain}
      </Button>
    );
  }
  if (!remote.number) return null;
  return (
    <Button
      icon="phone"
      tone={isPressing ? 'primary' : 'plain'}
      onPress={() => void callAndLook(remote.number)}
    >
      {isPressing ? words.callBackNow : words.callBack}
    </Button>
  );
}
