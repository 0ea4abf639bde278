import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { useWho } from '../store/who.ts';
import { Avatar, dayAndTime, HERE } from '../ui/index.ts';
import styles from './CallbackHead.module.css';
import { MarkTag } from './MarkTag.tsx';
import { standingOf, waitOf, type Mark } from './row-words.ts';
import { PRIORITY_WORDS, words } from './words.ts';

/** Who waits, why and how long, in type that a glance can read. */
export function CallbackHead({ row, isCompact = false }: { row: CallbackRow; isCompact?: boolean }) {
  const { title, number, name } = useWho()(row);
  return (
    <header className={styles['head']}>
      <Avatar name={name} size={isCompact ? 'normal' : 'large'} />
      <div className={styles['who']}>
        <h2 className={isCompact ? styles['compact'] : styles['name']}>{title}</h2>
        <p className={styles['facts']}>
          {number && <span>{number}</span>}
          <Marks row={row} />
        </p>
      </div>
      <Waiting row={row} isCompact={isCompact} />
    </header>
  );
}

function Marks({ row }: { row: CallbackRow }) {
  const standing = useHubClock((nowMs) => JSON.stringify(standingOf(row, nowMs)));
  const mark = JSON.parse(standing) as Mark | null;
  return (
    <>
      {(row.priority === 'urgent' || row.priority === 'high') && (
        <MarkTag
          mark={{ text: PRIORITY_WORDS[row.priority], tone: row.priority === 'urgent' ? 'alarm' : 'care' }}
        />
      )}
      {mark && <MarkTag mark={mark} />}
      {row.unsent && <MarkTag mark={{ text: words.unsent, tone: 'care' }} />}
    </>
  );
}

/** From the patient's request to the moment somebody speaks to them, and nothing else. */
function Waiting({ row, isCompact }: { row: CallbackRow; isCompact: boolean }) {
  const wait = useHubClock((nowMs) => waitOf(row, nowMs));
  const since = useHubClock((nowMs) => dayAndTime(row.requestedMs, nowMs, HERE));
  const isOver = row.spokeMs !== null || row.closedMs !== null;
  return (
    <div className={styles['waiting']}>
      <p className={isCompact ? styles['waitCompact'] : styles['wait']}>{wait}</p>
      <p className={styles['since']}>{isOver ? words.waitedSince(since) : words.waitingSince(since)}</p>
    </div>
  );
}
