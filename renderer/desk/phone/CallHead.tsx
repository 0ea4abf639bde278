import type { Call } from '#shared/call/call.ts';
import { useWho } from '../store/who.ts';
import { Avatar, clock, cx, Tag, useSecondsSince } from '../ui/index.ts';
import styles from './CallHead.module.css';
import { originOf } from './origin.ts';
import { phaseWords, words } from './words.ts';

/** Who it is and how long it has been, in type that a glance can read. */
export function CallHead({ call }: { call: Call }) {
  const who = useWho();
  const { title, name } = who(call.remote);
  return (
    <header className={styles['head']}>
      <Avatar name={name} size="large" />
      <div className={styles['who']}>
        <h1 className={styles['name']}>{title}</h1>
        <Facts facts={originOf(call, who)} marks={marksOf(call, words.heldByFarEnd)} />
      </div>
      <Standing call={call} />
    </header>
  );
}

/** The same for calls that hear each other: one line each. */
export function ConferenceHead({ calls }: { calls: readonly Call[] }) {
  const who = useWho();
  const names = calls.map((call) => who(call.remote).title);
  const marks = calls.flatMap((call, index) => marksOf(call, words.putYouOnHold(names[index] ?? '')));
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
        <Facts facts={[words.conferenceNote]} marks={[...new Set(marks)]} />
      </div>
      {first && <Standing call={first} />}
    </header>
  );
}

/** What the agent must not forget. */
function marksOf({ mute, heldByFarEnd }: Call, held: string): string[] {
  return [mute.confirmed && words.muted, heldByFarEnd && held].filter((mark) => mark !== false);
}

/**
 * What is known about the call, and what the agent must not forget about it. In one line, so that muting does not
 * move the keys under the finger that muted.
 */
function Facts({ facts, marks }: { facts: readonly string[]; marks: readonly string[] }) {
  return (
    <p className={styles['facts']}>
      {facts.map((fact) => (
        <span key={fact} className={styles['fact']}>
          {fact}
        </span>
      ))}
      {marks.map((mark) => (
        <Tag key={mark}>{mark}</Tag>
      ))}
    </p>
  );
}

function Standing({ call }: { call: Call }) {
  const isQuiet = call.hold.confirmed || call.heldByFarEnd || call.phase.name === 'reaching';
  return (
    <div className={styles['standing']}>
      <CallTime call={call} />
      <p className={cx(styles['phase'], isQuiet && styles['quiet'])}>{phaseWords(call)}</p>
    </div>
  );
}

/** How long the two have been connected; before that, how long it has been trying. */
export function CallTime({ call, size = 'large' }: { call: Call; size?: 'normal' | 'large' }) {
  const seconds = useSecondsSince(call.answeredAt ?? call.startedAt);
  return <time className={cx(styles['time'], styles[size])}>{clock(seconds)}</time>;
}
