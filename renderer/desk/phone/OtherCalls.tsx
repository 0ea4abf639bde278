import type { Call } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useCalls } from '../store/use-calls.ts';
import { useWho } from '../store/who.ts';
import { Avatar, Button } from '../ui/index.ts';
import { CallTime } from './CallHead.tsx';
import { CallNews } from './CallNews.tsx';
import { CallRow } from './CallRow.tsx';
import styles from './OtherCalls.module.css';
import { phaseWords, words } from './words.ts';

/** The calls that wait while the agent talks to somebody else. */
export function OtherCalls() {
  const { others } = useCalls();
  if (others.length === 0) return null;
  return (
    <section aria-label={words.otherCalls}>
      <ul className={styles['list']}>
        {others.map((call) => (
          <li key={call.id}>
            <OtherCall call={call} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OtherCall({ call }: { call: Call }) {
  const { title, number, name } = useWho()(call.remote);
  return (
    <CallRow
      mark={<Avatar name={name} size="small" />}
      title={title}
      facts={[phaseWords(call), number, call.queue]}
    >
      <CallTime call={call} size="normal" />
      <Button
        icon="play"
        label={`${words.resume} ${title}`}
        isDisabled={!isUp(call)}
        onPress={() => void ask(bridge().setHold({ callId: call.id, held: false }))}
      >
        {words.resume}
      </Button>
      <div className={styles['news']}>
        <CallNews call={call} />
      </div>
    </CallRow>
  );
}
