import { useRef } from 'react';
import type { BookLine } from '#shared/contract/script-book.ts';
import { useHubNow } from '../store/hub-clock.ts';
import {
  Button,
  dayAndTime,
  ErrorNotice,
  languageName,
  Panel,
  PlaceHeading,
  SearchBox,
  Tag,
} from '../ui/index.ts';
import { arrangeLines } from './arrange-lines.ts';
import { openInBook, searchBook, useBook, useLed } from './book-store.ts';
import styles from './BookList.module.css';
import { useBookLines } from './use-book-lines.ts';
import { useMayPublish, WhoMayPublish } from './WhoMayPublish.tsx';
import { words } from './words.ts';

/** As many as one looks through; typing narrows them. */
const SHOWN = 80;

/** Every script of this desk, with the drafts first. */
export function BookList() {
  const { lines, error, reload } = useBookLines();
  const search = useBook((book) => book.search);
  const box = useRef<HTMLInputElement>(null);
  const mayWrite = useMayPublish();
  useLed(box);
  const onKey = (key: string) => {
    if (key !== 'Escape' || search === '') return false;
    searchBook('');
    return true;
  };
  return (
    <div className={styles['book']}>
      <PlaceHeading title={words.place}>{words.intro}</PlaceHeading>
      <WhoMayPublish />
      <div className={styles['tools']}>
        <SearchBox
          label={words.search}
          placeholder={words.searchHere}
          value={search}
          onChange={searchBook}
          inputRef={box}
          onKey={onKey}
        />
        {mayWrite && (
          <Button icon="add" onPress={() => openInBook(null, null)}>
            {words.newScript}
          </Button>
        )}
      </div>
      {error && (
        <>
          <ErrorNotice error={error} />
          <Button onPress={reload}>{words.tryAgain}</Button>
        </>
      )}
      {!lines && !error && <p>{words.loading}</p>}
      {lines && <Groups lines={lines} search={search} mayWrite={mayWrite} />}
    </div>
  );
}

function Groups({
  lines,
  search,
  mayWrite,
}: {
  lines: readonly BookLine[];
  search: string;
  mayWrite: boolean;
}) {
  const { drafts, team, app, more } = arrangeLines(lines, search, SHOWN);
  const isNothing = drafts.length + team.length + app.length === 0;
  return (
    <>
      <p role="status" className={styles['none']}>
        {isNothing && words.nothingFound}
      </p>
      <Group title={words.groups.drafts} lines={drafts} />
      {team.length === 0 && search === '' && mayWrite && drafts.length === 0 && (
        <p className={styles['none']}>{words.noTeam}</p>
      )}
      <Group title={words.groups.team} lines={team} />
      <Group title={words.groups.app} lines={app} />
      {more > 0 && <p className={styles['none']}>{words.more(more)}</p>}
    </>
  );
}

function Group({ title, lines }: { title: string; lines: readonly BookLine[] }) {
  if (lines.length === 0) return null;
  return (
    <section aria-label={title} className={styles['group']}>
      <h2>{title}</h2>
      <Panel className={styles['panel']}>
        <ul className={styles['list']}>
          {lines.map((line) => (
            <li key={line.draftId ?? `${line.language}/${line.id}`}>
              <Line line={line} />
            </li>
          ))}
        </ul>
      </Panel>
    </section>
  );
}

function Line({ line }: { line: BookLine }) {
  const { id, language, title, summary, draftId, from } = line;
  const isNew = from === null && line.published === null;
  return (
    // A plain button: many are drawn with each key.
    <button
      type="button"
      className={styles['line']}
      onClick={() => openInBook(isNew ? null : { id, language }, isNew ? draftId : null)}
    >
      <span className={styles['title']} lang={language || undefined}>
        {title || words.untitled}
      </span>
      <span className={styles['facts']}>
        {draftId !== null && <Tag>{words.draft}</Tag>}
        <Facts line={line} />
      </span>
      <span className={styles['summary']} lang={language || undefined}>
        {summary}
      </span>
    </button>
  );
}

function Facts({ line: { kind, language, from, published } }: { line: BookLine }) {
  const hubNow = useHubNow();
  const facts = [
    words.kinds[kind],
    language !== '' && language !== 'en' && languageName(language),
    from === 'folder' && words.folder,
    published?.state === 'unreadable' && words.unreadable,
    published && `${words.versionLine(published)}, ${published.by}, ${dayAndTime(published.atMs, hubNow())}`,
  ];
  return <>{facts.filter(Boolean).join(' · ')}</>;
}
