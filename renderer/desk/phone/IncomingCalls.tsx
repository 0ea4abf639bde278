import type { Call } from '#shared/call/call.ts';
import { ask } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useCalls } from '../store/use-calls.ts';
import { useWho } from '../store/who.ts';
import { Avatar, Button, cx, useSecondsSince, useSecondsUntil, VisuallyHidden } from '../ui/index.ts';
import styles from './IncomingCalls.module.css';
import { originOf } from './origin.ts';
import { answer, useAnswerKeys } from './use-answer-keys.ts';
import { words } from './words.ts';

/**
 * The calls that ring, oldest first; F4 answers the oldest. `large` when nothing else is going on, else a strip
 * that moves no key of the running call. It takes no focus: an agent who types goes on typing.
 */
export function IncomingCalls({ size }: { size: 'large' | 'strip' }) {
  const { ringing, current } = useCalls();
  useAnswerKeys(ringing[0]);
  return ringing.map((call, index) => (
    <IncomingCall
      key={call.id}
      call={call}
      size={size}
      isFirst={index === 0}
      holdsAnother={current !== null && !current.hold.wanted}
    />
  ));
}

interface IncomingCallProps {
  call: Call;
  size: 'large' | 'strip';
  isFirst: boolean;
  holdsAnother: boolean;
}

function IncomingCall({ call, size, isFirst, holdsAnother }: IncomingCallProps) {
  const who = useWho();
  const { title, name } = who(call.remote);
  const origin = originOf(call, who).join(' · ');
  const buttonSize = size === 'large' ? 'large' : 'normal';
  return (
    <section role="alert" aria-label={words.incoming} className={cx(styles['alert'], styles[size])}>
      <Avatar name={name} size={size === 'large' ? 'large' : 'normal'} isRinging />
      <div className={styles['who']}>
        <p className={styles['eyebrow']}>
          {words.incoming} <RingingTime call={call} />
        </p>
        <p className={styles['name']}>{title}</p>
        {origin && <p className={styles['origin']}>{origin}</p>}
        {isFirst && <VisuallyHidden>{words.howToAnswer}</VisuallyHidden>}
      </div>
      <div className={styles['keys']}>
        <Button
          tone="primary"
          icon="phone"
          size={buttonSize}
          onPress={() => void answer(call.id)}
          {...(isFirst && { shortcut: 'F4' })}
        >
          {holdsAnother ? words.holdAndAnswer : words.answer}
        </Button>
        <Button
          size={buttonSize}
          onPress={() => void ask(bridge().decline({ callId: call.id }))}
          {...(isFirst && { shortcut: 'Shift+F4' })}
        >
          {words.decline}
        </Button>
      </div>
    </section>
  );
}

/** Hidden from assistive technology: an alert whose words change is spoken again each time. */
function RingingTime({ call }: { call: Call }) {
  if (call.phase.name !== 'ringing') return null;
  const { since, autoAnswerAt } = call.phase;
  return (
    <span aria-hidden="true" className={styles['time']}>
      {autoAnswerAt === null ? <Waited sinceMs={since} /> : <AnswersItself atMs={autoAnswerAt} />}
    </span>
  );
}

function Waited({ sinceMs }: { sinceMs: number }) {
  return words.ringingFor(useSecondsSince(sinceMs));
}

function AnswersItself({ atMs }: { atMs: number }) {
  return words.answersItself(useSecondsUntil(atMs));
}
