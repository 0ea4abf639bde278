import { memo } from 'react';
import type { CallbackRow } from '#shared/contract/callback-state.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { useWho } from '../store/who.ts';
import { cx } from '../ui/index.ts';
import styles from './CallbackOption.module.css';
import { MarkTag } from './MarkTag.tsx';
import { factsOf, standingOf, waitOf, type Mark } from './row-words.ts';
import { PRIORITY_WORDS, words } from './words.ts';

interface CallbackOptionProps {
  row: CallbackRow;
  /** Place in the list, from 0; it is where the row is drawn. */
  index: number;
  isChosen: boolean;
  onChoose: (id: string) => void;
}

export function optionId(id: string): string {
  return `callback-${id}`;
}

/** One patient who waits: who, how long, why, and what a glance must not miss. Drawn again only when it changes. */
export const CallbackOption = memo(function Option({ row, index, isChosen, onChoose }: CallbackOptionProps) {
  const { title } = useWho()(row);
  const { wait, mark, facts } = useSaid(row);
  return (
    // The list takes the keys: the focus stays on it while one row after the other is the active one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      role="option"
      id={optionId(row.id)}
      aria-selected={isChosen}
      aria-posinset={index + 1}
      className={cx(styles['row'], isChosen && styles['chosen'])}
      style={{ top: `calc(${index} * var(--row))` }}
      onClick={() => onChoose(row.id)}
    >
      <span className={styles['line']}>
        <span className={styles['name']}>{title}</span>
        <span className={styles['wait']}>{wait}</span>
      </span>
      <span className={styles['line']}>
        <span className={styles['reason']}>{row.reason}</span>
        <Marks row={row} mark={mark} />
      </span>
      <span className={styles['facts']}>{facts.join(' · ')}</span>
    </div>
  );
});

interface Said {
  wait: string;
  mark: Mark | null;
  facts: string[];
}

/** What is said of a row as time goes on; in words, so that it is drawn again when they change and not each second. */
function useSaid(row: CallbackRow): Said {
  const said = useHubClock((nowMs) =>
    JSON.stringify({ wait: waitOf(row, nowMs), mark: standingOf(row, nowMs), facts: factsOf(row, nowMs) }),
  );
  return JSON.parse(said) as Said;
}

function Marks({ row, mark }: { row: CallbackRow; mark: Mark | null }) {
  const isPressing = row.priority === 'urgent' || row.priority === 'high';
  const isOpen = row.status === 'open' || row.status === 'attention';
  return (
    <>
      {isOpen && isPressing && (
        <MarkTag
          mark={{ text: PRIORITY_WORDS[row.priority], tone: row.priority === 'urgent' ? 'alarm' : 'care' }}
        />
      )}
      {mark && <MarkTag mark={mark} />}
      {row.unsent && <MarkTag mark={{ text: words.unsent, tone: 'care' }} />}
    </>
  );
}
