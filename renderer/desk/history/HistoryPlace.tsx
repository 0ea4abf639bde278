import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { callAndLook } from '../store/dial.ts';
import { useWho } from '../store/who.ts';
import {
  atTime,
  Button,
  cx,
  duration,
  ErrorNotice,
  Icon,
  Notice,
  Panel,
  PlaceHeading,
  VisuallyHidden,
} from '../ui/index.ts';
import styles from './HistoryPlace.module.css';
import { useCallList } from './use-call-list.ts';
import { OUTCOME_WORDS, words } from './words.ts';

/** The calls of this sitting, newest first. */
export function HistoryPlace() {
  const { entries, hasMore, error, loadOlder, reload } = useCallList();
  return (
    <div className={styles['place']}>
      <PlaceHeading title={words.title}>{words.intro}</PlaceHeading>
      {error && (
        <>
          <ErrorNotice error={error} />
          <Button onPress={reload}>{words.tryAgain}</Button>
        </>
      )}
      {entries === null && !error && <p>{words.loading}</p>}
      {entries?.length === 0 && (
        <Notice icon="history" title={words.empty}>
          <p>{words.emptyBody}</p>
        </Notice>
      )}
      {entries && entries.length > 0 && (
        <Panel className={styles['panel']}>
          <ul className={styles['list']}>
            {entries.map((entry) => (
              <li key={entry.id}>
                <Entry entry={entry} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {hasMore && <Button onPress={() => void loadOlder()}>{words.older}</Button>}
    </div>
  );
}

function Entry({ entry }: { entry: CallListEntry }) {
  const { title, number } = useWho()(entry);
  const isMissed = entry.reason === 'missed';
  const outcome = OUTCOME_WORDS[entry.reason];
  const direction = isMissed ? words.missed : words[entry.direction];
  const facts = [number, entry.queue, entry.practice && words.practice].filter(Boolean);
  return (
    <div className={cx(styles['entry'], isMissed && styles['missed'])}>
      <span className={styles['mark']} title={direction}>
        <Icon name={isMissed ? 'missed' : entry.direction} />
        <VisuallyHidden>{direction}</VisuallyHidden>
      </span>
      <div>
        <p className={styles['name']}>{title}</p>
        {facts.length > 0 && <p className={styles['facts']}>{facts.join(' · ')}</p>}
      </div>
      <div className={styles['when']}>
        <p>{atTime(entry.startedAt)}</p>
        <p className={styles['facts']}>
          {[outcome, entry.answeredAt !== null && duration((entry.endedAt - entry.answeredAt) / 1000)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <span className={styles['again']}>
        {entry.number && !entry.practice && (
          <Button
            size="small"
            icon="phone"
            label={`${words.callAgain}: ${title}`}
            onPress={() => void callAndLook(entry.number)}
          >
            {words.callAgain}
          </Button>
        )}
      </span>
    </div>
  );
}
