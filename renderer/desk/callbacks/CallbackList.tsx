import { useCallback, useEffect, type KeyboardEvent, type RefObject } from 'react';
import { cx } from '../ui/index.ts';
import { CallbackOption, optionId } from './CallbackOption.tsx';
import styles from './CallbackList.module.css';
import { MOST_ROWS } from './list-reader.ts';
import type { CallbackList as List } from './use-callback-list.ts';
import { showRow, useRowWindow } from './use-window.ts';
import { words } from './words.ts';

/** Height of a row with the gap under it; the stylesheet's --row says the same. */
const ROW_REM = 5.5;
/** How near to the end the next page is asked for. */
const NEARLY_ALL = 5;

interface CallbackListProps {
  list: List;
  chosenId: string | null;
  listRef: RefObject<HTMLDivElement | null>;
  onChoose: (id: string) => void;
  /** Enter on the chosen row. */
  onTake: () => void;
}

/** The rows of one list: a list box of which only what is seen is drawn. */
export function CallbackList({ list, chosenId, listRef, onChoose, onTake }: CallbackListProps) {
  const { rows, hasMore, question, readMore } = list;
  const asked = `${question?.view} ${question?.search}`;
  const { first, end } = useRowWindow(listRef, rows.length, ROW_REM, asked);
  const chosen = rows.findIndex(({ id }) => id === chosenId);
  useTop(listRef, asked);
  useEffect(() => {
    if (end > rows.length - NEARLY_ALL) readMore();
  });
  const onKeyDown = useListKeys({ listRef, ids: rows.map(({ id }) => id), chosen, onChoose, onTake });
  const drawn = rows.slice(first, end).map((row, offset) => ({ row, index: first + offset }));
  const away = rows[chosen];
  // What assistive technology is told of must be there, even when it was scrolled away.
  if (away && (chosen < first || chosen >= end)) drawn.push({ row: away, index: chosen });
  return (
    <div
      ref={listRef}
      role="listbox"
      data-keeps-keys
      tabIndex={0}
      aria-label={words.list}
      aria-activedescendant={away && optionId(away.id)}
      onKeyDown={onKeyDown}
      className={cx(styles['list'])}
    >
      <div
        role="presentation"
        className={styles['runway']}
        style={{ height: `calc(${rows.length} * var(--row))` }}
      >
        {drawn.map(({ row, index }) => (
          <CallbackOption
            key={row.id}
            row={row}
            index={index}
            isChosen={index === chosen}
            onChoose={onChoose}
          />
        ))}
      </div>
      {hasMore && rows.length >= MOST_ROWS && <p className={styles['more']}>{words.noMore(rows.length)}</p>}
    </div>
  );
}

/** Another list, or another search, begins at its top. */
function useTop(listRef: RefObject<HTMLElement | null>, question: string): void {
  useEffect(() => {
    if (listRef.current) listRef.current.scrollTop = 0;
  }, [listRef, question]);
}

interface ListKeys {
  listRef: RefObject<HTMLElement | null>;
  ids: readonly string[];
  /** Index of the chosen row; -1 when it is not in the list. */
  chosen: number;
  onChoose: (id: string) => void;
  onTake: () => void;
}

function useListKeys({ listRef, ids, chosen, onChoose, onTake }: ListKeys) {
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === 'Enter' && chosen >= 0) {
        event.preventDefault();
        onTake();
        return;
      }
      const list = listRef.current;
      const next = list && moved(event.key, chosen, ids.length, pageOf(list));
      const id = typeof next === 'number' ? ids[next] : undefined;
      if (!list || typeof next !== 'number' || id === undefined) return;
      event.preventDefault();
      onChoose(id);
      showRow(list, next, ROW_REM);
    },
    [listRef, ids, chosen, onChoose, onTake],
  );
}

function pageOf(list: HTMLElement): number {
  const [row] = list.querySelectorAll('[role="option"]');
  return Math.max(1, Math.floor(list.clientHeight / (row?.clientHeight || list.clientHeight || 1)));
}

/** Where a key leads from a row; null for any other key. */
export function moved(key: string, from: number, count: number, page: number): number | null {
  const step: Record<string, number> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + page,
    PageUp: from - page,
    Home: 0,
    End: count - 1,
  };
  const to = step[key];
  if (to === undefined || count === 0) return null;
  return Math.min(count - 1, Math.max(0, to));
}
