import { useState } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { Button, ErrorNotice, Field, IconButton, Notice, Panel, PlaceHeading } from '../ui/index.ts';
import { daysOf, dayTitle, useToday, type CallDay } from './days.ts';
import { Entry } from './Entry.tsx';
import styles from './HistoryPlace.module.css';
import { useCallList, type CallList } from './use-call-list.ts';
import { words } from './words.ts';

/** The agent's calls at this desk, newest first, under their days; on the practice line those of this sitting. */
export function HistoryPlace() {
  const isPractice = useDesk((desk) => desk.sitting.kind === 'practice');
  const [search, setSearch] = useState('');
  const list = useCallList(search);
  return (
    <div className={styles['place']}>
      <PlaceHeading title={words.title}>{isPractice ? words.practiceIntro : words.intro}</PlaceHeading>
      <div role="search">
        <Field label={words.search} value={search} onChange={setSearch} maxLength={200}>
          {search && <IconButton icon="close" label={words.clearSearch} onPress={() => setSearch('')} />}
        </Field>
      </div>
      {list.error && (
        <>
          <ErrorNotice error={list.error} />
          <Button onPress={list.reload}>{words.tryAgain}</Button>
        </>
      )}
      <Found list={list} isPractice={isPractice} />
      {list.hasMore && <Button onPress={() => void list.loadOlder()}>{words.older}</Button>}
    </div>
  );
}

function Found({ list: { entries, error, search }, isPractice }: { list: CallList; isPractice: boolean }) {
  const today = useToday();
  return (
    <>
      {entries === null && !error && <p>{words.loading}</p>}
      {/* It is there before it speaks: that nothing was found is news while one types. */}
      <p role="status" className={styles['none']}>
        {entries?.length === 0 && search !== '' && words.nothingFound}
      </p>
      {entries?.length === 0 && search === '' && (
        <Notice icon="history" title={words.empty}>
          <p>{isPractice ? words.emptyPractice : words.emptyBody}</p>
        </Notice>
      )}
      {entries &&
        daysOf(entries).map((day) => (
          <Day key={day.entries[0]?.id} day={day} title={dayTitle(day.day, today)} />
        ))}
    </>
  );
}

function Day({ day: { entries }, title }: { day: CallDay; title: string }) {
  return (
    <section aria-label={title} className={styles['day']}>
      <h2>{title}</h2>
      <Panel className={styles['panel']}>
        <ul className={styles['list']}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Entry entry={entry} />
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}
