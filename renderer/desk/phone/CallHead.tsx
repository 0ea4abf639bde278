import type { Call } from '#shared/call/call.ts';
import { useWho } from '../store/who.ts';
import { Avatar, clock, cx, useSecondsSince } from '../ui/index.ts';
import styles from './CallHead.module.css';
import { phaseWords, words } from './words.ts';

/** Who it is and how long it has been, in type that a glance can read. */
export function CallHead({ call }: { call: Call }) {
  const { title, number, name } = useWho()(call.remote);
  return (
    <header className={styles['head']}>
      <Avatar name={name} size="large" />
      <div className={styles['who']}>
        <h1 className={styles['name']}>{title}</h1>
        <Facts call={call} facts={factsOf(call, number)} />
      </div>
      <Standing call={call} />
    </header>
  );
}

/** The same for calls that hear each other: one line each. */
export function ConferenceHead({ calls }: { calls: readonly Call[] }) {
  const who = useWho();
  const names = calls.map((call) => who(call.remote).title);
  const [first] = calls;
  return (
    <header className={styles['head']}>
      <span className={styles['avatars']}>
        {calls.map((call) => (
          <Avatar key={call.id} name={who(call.remote).name} />
        ))}
      </span>
      <div className={styles['who']}>
        <h1 className={styles['name']}>{words.conference(names)}</h1>
        {first && <Facts call={first} facts={[words.conferenceNote]} />}
      </div>
      {first && <Standing call={first} />}
    </header>
  );
}

function factsOf(call: Call, number: string): string[] {
  const facts = [
    number,
    call.queue,
    call.referredBy && words.handedOverBy(call.referredBy),
    call.practice && words.practice,
  ];
  return facts.filter((fact): fact is string => Boolean(fact));
}

/**
 * What is known about the call, and what the agent must not forget about it. In one line, so that muting does not
 * move the keys under the finger that muted.
 */
function Facts({ call, facts }: { call: Call; facts: readonly string[] }) {
  const marks = [call.mute.confirmed && words.muted, call.heldByFarEnd && words.heldByFarEnd];
  return (
    <p className={styles['facts']}>
      {facts.map((fact) => (
        <span key={fact} className={styles['fact']}>
          {fact}
        </span>
      ))}
      {marks.map(
        (mark) =>
          mark && (
            <span key={mark} className={styles['mark']}>
              {mark}
            </span>
          ),
      )}
    </p>
  );
}

function Standing({ call }: { call: Call }) {
  const isQuiet = call.hold.confirmed || call.phase.name === 'reaching';
  return (
    <div className={styles['standing']}>
      <CallTime call={call} />
      <p className={cx(styles['phase'], isQuiet && styles['quiet'])}>{phaseWords(call)}</p>
    </div>
  );
}

/** How long the two have been connected; before that, how long it has been trying. */
export function CallTime({ call }: { call: Call }) {
  const seconds = useSecondsSince(call.answeredAt ?? call.startedAt);
  return <time className={styles['time']}>{clock(seconds)}</time>;
}
