import { useCallback, useEffect, useState } from 'react';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import type { AppError } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';

const PAGE = 50;

export interface CallList {
  /** Null until the first page is here. */
  entries: readonly CallListEntry[] | null;
  hasMore: boolean;
  error: AppError | null;
  loadOlder: () => Promise<void>;
  reload: () => Promise<void>;
}

/** The call list, newest first, by page; the newest page is read again whenever main says that the list changed. */
export function useCallList(): CallList {
  const revision = useDesk((desk) => desk.callListRevision);
  const [list, setList] = useState<Pick<CallList, 'entries' | 'hasMore'>>({ entries: null, hasMore: false });
  const [error, setError] = useState<AppError | null>(null);

  const reload = useCallback(async () => {
    const answer = await answerOf(bridge().listCalls({ before: null, limit: PAGE }));
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setList((shown) => withNewest(shown, answer.value));
  }, []);
  useEffect(() => void reload(), [reload, revision]);

  const last = list.entries?.at(-1)?.id ?? null;
  const loadOlder = async () => {
    const answer = await answerOf(bridge().listCalls({ before: last, limit: PAGE }));
    setError(answer.ok ? null : answer.error);
    if (!answer.ok) return;
    const { entries, more } = answer.value;
    setList((shown) => ({ entries: [...(shown.entries ?? []), ...entries], hasMore: more }));
  };
  return { ...list, error, loadOlder, reload };
}

/** The newest page in front of the older entries that were already shown. */
function withNewest(
  shown: Pick<CallList, 'entries' | 'hasMore'>,
  newest: { entries: CallListEntry[]; more: boolean },
): Pick<CallList, 'entries' | 'hasMore'> {
  const oldest = newest.entries.at(-1);
  const index = shown.entries?.findIndex(({ id }) => id === oldest?.id) ?? -1;
  const older = index >= 0 && shown.entries ? shown.entries.slice(index + 1) : [];
  return {
    entries: [...newest.entries, ...older],
    hasMore: older.length > 0 ? shown.hasMore : newest.more,
  };
}
