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
}

export interface CallList extends Shown {
  loadOlder: () => Promise<void>;
  reload: () => void;
}

/** The call list, newest first, by page; the newest page is read again whenever main says that the list changed. */
export function useCallList(): CallList {
  const revision = useDesk((desk) => desk.callListRevision);
  const [attempt, setAttempt] = useState(0);
  const [shown, setShown] = useState<Shown>({ entries: null, hasMore: false, error: null });

  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const answer = await answerOf(bridge().listCalls({ before: null, limit: PAGE }));
      if (!isWanted) return;
      setShown((before) =>
        answer.ok ? withNewest(before, answer.value) : { ...before, error: answer.error },
      );
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [revision, attempt]);

  const loadOlder = async () => {
    const last = shown.entries?.at(-1)?.id;
    if (last === undefined) return;
    const answer = await answerOf(bridge().listCalls({ before: last, limit: PAGE }));
    setShown((before) =>
      answer.ok ? withOlder(before, last, answer.value) : { ...before, error: answer.error },
    );
  };
  return { ...shown, loadOlder, reload: () => setAttempt(attempt + 1) };
}

interface Page {
  entries: CallListEntry[];
  more: boolean;
}

/** Adds the page that follows `last`, unless the list has moved on meanwhile: by another press, or by a new call. */
function withOlder(shown: Shown, last: string, page: Page): Shown {
  const entries = shown.entries ?? [];
  if (entries.at(-1)?.id !== last) return shown;
  return { entries: [...entries, ...page.entries], hasMore: page.more, error: null };
}

/** The newest page in front of the older entries that were already shown. */
function withNewest({ entries, hasMore }: Shown, page: Page): Shown {
  const oldest = page.entries.at(-1);
  const index = entries?.findIndex(({ id }) => id === oldest?.id) ?? -1;
  const older = index >= 0 && entries ? entries.slice(index + 1) : [];
  return {
    entries: [...page.entries, ...older],
    hasMore: older.length > 0 ? hasMore : page.more,
    error: null,
  };
}
