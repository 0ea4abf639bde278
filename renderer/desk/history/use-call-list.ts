import { useEffect, useState } from 'react';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import type { AppError } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';

const PAGE = 50;

interface Shown {
  /** Null until the first page is here. */
  entries: readonly CallListEntry[] | null;
  hasMore: boolean;
  error: AppError | null;
  /** What was searched for to find them. */
  search: string;
}

export interface CallList extends Shown {
  loadOlder: () => Promise<void>;
  reload: () => void;
}

/**
 * The call list, newest first, by page; the newest page is read again whenever main says that the list changed, and
 * whenever something else is searched for. What was found before stays until the answer is here.
 */
export function useCallList(search: string): CallList {
  const revision = useDesk((desk) => desk.callListRevision);
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<Shown>({ entries: null, hasMore: false, error: null, search: '' });

  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const answer = await answerOf(bridge().listCalls({ before: null, limit: PAGE, search }));
      if (!isWanted) return;
      setShown((before) =>
        answer.ok ? withNewest(before, answer.value, search) : { ...before, error: answer.error },
      );
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [revision, attempt, search]);

  const loadOlder = async () => {
    const last = shown.entries?.at(-1)?.id;
    if (last === undefined) return;
    const answer = await answerOf(bridge().listCalls({ before: last, limit: PAGE, search: shown.search }));
    setShown((before) =>
      answer.ok ? withOlder(before, last, answer.value, shown.search) : { ...before, error: answer.error },
    );
  };
  return { ...shown, loadOlder, reload: () => setAttempt(attempt + 1) };
}

interface Page {
  entries: CallListEntry[];
  more: boolean;
}

/** Adds the page that follows `last`, unless the list has moved on meanwhile: by another press, call or search. */
function withOlder(shown: Shown, last: string, page: Page, search: string): Shown {
  const entries = shown.entries ?? [];
  if (entries.at(-1)?.id !== last || shown.search !== search) return shown;
  return { entries: [...entries, ...page.entries], hasMore: page.more, error: null, search };
}

/** The newest page in front of the older entries that were already shown, when they are of the same search. */
function withNewest(shown: Shown, page: Page, search: string): Shown {
  const entries = shown.search === search ? (shown.entries ?? []) : [];
  const oldest = page.entries.at(-1);
  const index = entries.findIndex(({ id }) => id === oldest?.id);
  const older = index >= 0 ? entries.slice(index + 1) : [];
  return {
    entries: [...page.entries, ...older],
    hasMore: older.length > 0 ? shown.hasMore : page.more,
    error: null,
    search,
  };
}
