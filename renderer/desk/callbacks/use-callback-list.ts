import { useCallback, useEffect, useRef, useState } from 'react';
import type { CallbackView } from '#shared/contract/callback-state.ts';
import { useDesk } from '../store/desk-store.ts';
import { ListReader, NOTHING_SHOWN, type ShownList } from './list-reader.ts';

export interface CallbackList extends ShownList {
  /** Nothing has been answered yet. */
  isLoading: boolean;
  /** Asks at once. What is typed is no state of the list, so that a key draws the search box and, with the answer, the rows. */
  find: (search: string) => void;
  readMore: () => void;
  reload: () => void;
}

/** One list of the queue as main has it now, filtered as one types. */
export function useCallbackList(view: CallbackView): CallbackList {
  const revision = useDesk((desk) => desk.callbacks.revision);
  const [shown, setShown] = useState<ShownList>(NOTHING_SHOWN);
  const [reader] = useState(() => new ListReader(setShown));
  const search = useRef('');
  useEffect(() => {
    reader.read(view, search.current);
    return () => reader.stop();
  }, [reader, view]);
  const find = useCallback(
    (text: string) => {
      search.current = text;
      reader.read(view, text);
    },
    [reader, view],
  );
  const answeredRevision = useRef(revision);
  useEffect(() => {
    if (answeredRevision.current === revision) return;
    answeredRevision.current = revision;
    reader.refresh();
  }, [reader, revision]);
  // What answers another list is not shown as this one's; another search's rows stay until the new ones are here.
  const isOther = shown.question !== null && shown.question.view !== view;
  const current = isOther ? NOTHING_SHOWN : shown;
  return {
    ...current,
    isLoading: current.question === null,
    find,
    readMore: () => reader.readMore(),
    reload: () => reader.refresh(),
  };
}
