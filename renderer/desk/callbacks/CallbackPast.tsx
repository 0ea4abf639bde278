import type { CallbackDetail, CallbackMoment } from '#shared/contract/callbacks.ts';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import { useHubClock } from '../store/hub-clock.ts';
import { dayAndTime, duration, Icon } from '../ui/index.ts';
import styles from './CallbackPast.module.css';
import { callWords, momentWords, words } from './words-past.ts';

/** What is behind a callback: notes, what happened, and this desk's calls with the number. */
export function CallbackPast({ detail }: { detail: CallbackDetail }) {
  const { notes, history, pastCalls } = detail;
  return (
    <div className={styles['past']}>
      {notes.length > 0 && (
        <section aria-label={words.notes}>
          <h3 className={styles['title']}>{words.notes}</h3>
          <ul className={styles['notes']}>
            {notes.toReversed().map((note) => (
              <li key={`${note.atMs} ${note.who}`} className={styles['note']}>
                <p className={styles['text']}>{note.text}</p>
                <p className={styles['by']}>
                  {note.who} · <When atMs={note.atMs} />
                  {note.unsent && ` · ${words.unsent}`}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      <div className={styles['columns']}>
        <History moments={history} />
        {pastCalls.length > 0 && <PastCalls calls={pastCalls} />}
      </div>
    </div>
  );
}

function When({ atMs }: { atMs: number }) {
  return useHubClock((nowMs) => dayAndTime(atMs, nowMs));
}

function History({ moments }: { moments: readonly CallbackMoment[] }) {
  return (
    <section aria-label={words.history}>
      <h3 className={styles['title']}>{words.history}</h3>
      <ol className={styles['list']}>
        {moments.toReversed().map((moment) => (
          <li key={`${moment.atMs} ${moment.what} ${moment.who}`} className={styles['moment']}>
            <span className={styles['when']}>
              <When atMs={moment.atMs} />
            </span>
            <span>{momentWords(moment)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function PastCalls({ calls }: { calls: readonly CallListEntry[] }) {
  return (
    <section aria-label={words.pastCalls}>
      <h3 className={styles['title']}>{words.pastCalls}</h3>
      <ul className={styles['list']}>
        {calls.map((call) => (
          <li key={call.id} className={styles['moment']}>
            <span className={styles['when']}>
              <When atMs={call.startedAt} />
            </span>
            <span className={styles['call']}>
              <Icon name={call.direction} size={1} />
              {callWords(call)}
              {call.answeredAt !== null && ` · ${duration((call.endedAt - call.answeredAt) / 1000)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
