import { useCallback, useDeferredValue, useEffect, useRef, useState, type RefObject } from 'react';
import { useDesk } from '../store/desk-store.ts';
import { openCallbackSheet, openImportSheet, usePage } from '../store/page.ts';
import { useWho } from '../store/who.ts';
import { SearchBox, Button, ErrorNotice, Notice, useKeys, VisuallyHidden } from '../ui/index.ts';
import { take } from './actions.ts';
import { CallbackList } from './CallbackList.tsx';
import { CallbackPreview } from './CallbackPreview.tsx';
import styles from './CallbacksPlace.module.css';
import { HubNotice } from './HubNotice.tsx';
import { canTake } from './may.ts';
import { QueueTabs } from './QueueTabs.tsx';
import { RejectedList } from './RejectedList.tsx';
import { TaskSheet } from './TaskSheet.tsx';
import { useCallbackList, type CallbackList as List } from './use-callback-list.ts';
import { EMPTY_WORDS, words } from './words.ts';

/** The queue: who waits at the left, the one that is looked at beside it. */
export function CallbacksPlace() {
  const view = usePage((page) => page.callbackView);
  const list = useCallbackList(view);
  const chosenId = useChosen(list);
  const row = list.rows.find(({ id }) => id === chosenId);
  // The list is drawn first: as one types, the sheet beside it would cost each key more than all the rows.
  const [shownId, shownRow] = [useDeferredValue(chosenId), useDeferredValue(row)];
  const listRef = useRef<HTMLDivElement>(null);
  const toList = useCallback(() => listRef.current?.focus(), []);
  return (
    <section aria-label={words.place} className={styles['place']}>
      <div className={styles['queue']}>
        <PlaceHead />
        <HubNotice />
        <QueueTabs view={view}>
          <Search onFind={list.find} onLeave={toList} />
          {view === 'attention' && <RejectedList />}
          <Rows list={list} chosenId={chosenId} listRef={listRef} />
        </QueueTabs>
      </div>
      <div ref={useTopFor(shownId)} className={styles['preview']}>
        <TaskSheet />
        <BackToHand shownId={shownId} />
        {shownId !== null && <CallbackPreview callbackId={shownId} row={shownRow} />}
        {shownId === null && list.rows.length > 0 && <p className={styles['quiet']}>{words.nobodyShown}</p>}
      </div>
    </section>
  );
}

/** Another patient is read from the top. */
function useTopFor(chosenId: string | null): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (ref.current) ref.current.scrollTop = 0;
  }, [chosenId]);
  return ref;
}

/**
 * What the agent chose; before that what is in their hands, or whoever stands first. While the log is read somebody else
 * stands first each second: the sheet does not turn the pages.
 */
function useChosen({ rows }: List): string | null {
  const chosenId = usePage((page) => page.callbackId);
  const inHandId = useDesk((desk) => desk.callbacks.inHand?.id);
  const isSyncing = useDesk((desk) => desk.callbacks.link.name === 'syncing');
  const firstId = rows[0]?.id ?? null;
  const [shownFirstId, setShownFirstId] = useState(firstId);
  if (!isSyncing && shownFirstId !== firstId) setShownFirstId(firstId);
  return chosenId ?? inHandId ?? shownFirstId;
}

function PlaceHead() {
  const mayImport = useDesk(({ callbacks }) => callbacks.me.lead || callbacks.link.name === 'solo');
  return (
    <header className={styles['head']}>
      <h1>{words.place}</h1>
      <div className={styles['headKeys']}>
        {mayImport && (
          <Button size="small" icon="file" onPress={openImportSheet}>
            {words.importList}
          </Button>
        )}
        <Button size="small" icon="add" onPress={() => openCallbackSheet()}>
          {words.newCallback}
        </Button>
      </div>
    </header>
  );
}

interface SearchProps {
  onFind: (search: string) => void;
  onLeave: () => void;
}

function Search({ onFind, onLeave }: SearchProps) {
  const [search, setSearch] = useState('');
  const inputRef = useRef<HTMLInputElement>(null);
  const usesLetters = useDesk((desk) => desk.settings.letterKeys !== false);
  useKeys(usesLetters ? { '/': () => inputRef.current?.focus() } : {});
  const find = (text: string) => {
    setSearch(text);
    onFind(text);
  };
  // Escape empties the box; arrow down and Enter lead on to the list.
  const onKey = (key: string) => {
    if (key === 'Escape' && search) find('');
    else if (key === 'ArrowDown' || key === 'Enter') onLeave();
    else return false;
    return true;
  };
  return (
    <SearchBox
      label={words.search}
      placeholder={words.searchHere}
      value={search}
      onChange={find}
      inputRef={inputRef}
      onKey={onKey}
      shortcut={usesLetters ? '/' : undefined}
    />
  );
}

interface RowsProps {
  list: List;
  chosenId: string | null;
  listRef: RefObject<HTMLDivElement | null>;
}

function choose(callbackId: string): void {
  usePage.setState({ callbackId });
}

function Rows({ list, chosenId, listRef }: RowsProps) {
  const { rows, error, isLoading, hasMore, isNarrowed, question, reload } = list;
  const chosen = rows.find(({ id }) => id === chosenId);
  const isTakeable = useDesk((desk) => chosen !== undefined && canTake(chosen, desk.callbacks));
  const onTake = useCallback(() => {
    if (isTakeable && chosenId !== null) void take(chosenId);
  }, [isTakeable, chosenId]);
  return (
    <>
      {error && (
        <>
          <ErrorNotice error={error} />
          <div>
            <Button onPress={reload}>{words.tryAgain}</Button>
          </div>
        </>
      )}
      {isLoading && !error && <p className={styles['quiet']}>{words.loading}</p>}
      {question && rows.length === 0 && !error && <Empty question={question} />}
      {rows.length > 0 && (
        <CallbackList list={list} chosenId={chosenId} listRef={listRef} onChoose={choose} onTake={onTake} />
      )}
      <VisuallyHidden>
        <span role="status">
          {question?.search && !isNarrowed && words.found(question.search, rows.length, hasMore)}
        </span>
      </VisuallyHidden>
    </>
  );
}

function Empty({ question }: { question: NonNullable<List['question']> }) {
  const rejected = useDesk((desk) => desk.callbacks.rejected);
  if (question.search) {
    return (
      <Notice icon="search" title={words.nothingFound(question.search)}>
        <p>{words.nothingFoundBody}</p>
      </Notice>
    );
  }
  // What stands above it says otherwise.
  if (question.view === 'attention' && rejected > 0) return null;
  const { title, body } = EMPTY_WORDS[question.view];
  return (
    <Notice icon="check" title={title}>
      <p>{body}</p>
    </Notice>
  );
}

/** The way back to the one in hand, while another is looked at. */
function BackToHand({ shownId }: { shownId: string | null }) {
  const inHand = useDesk((desk) => desk.callbacks.inHand);
  const who = useWho();
  if (!inHand || inHand.id === shownId) return null;
  return (
    <div className={styles['back']}>
      <p>{words.handsFull(who(inHand).title)}</p>
      <Button size="small" tone="primary" onPress={() => choose(inHand.id)}>
        {words.backToIt}
      </Button>
    </div>
  );
}
