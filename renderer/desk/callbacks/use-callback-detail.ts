import { useEffect, useRef, useState } from 'react';
import type { CallbackDetail } from '#shared/contract/callbacks.ts';
import type { AppError, Result } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { NewestAnswer } from '../store/newest.ts';
import { reuse } from '../store/reuse.ts';

interface Shown {
  id: string | null;
  detail: CallbackDetail | null;
  error: AppError | null;
}
const NOTHING: Shown = { id: null, detail: null, error: null };

/** All that is known of one callback, asked again whenever the queue changes; null until the first answer. */
export function useCallbackDetail(id: string | null): {
  detail: CallbackDetail | null;
  error: AppError | null;
} {
  const revision = useDesk((desk) => desk.callbacks.revision);
  const [shown, setShown] = useState(NOTHING);
  const [asker] = useState(
    () =>
      new NewestAnswer<string, CallbackDetail>(
        async (callbackId): Promise<Result<CallbackDetail>> => answerOf(bridge().getCallback({ callbackId })),
        (callbackId, answer) => setShown((before) => withAnswer(before, callbackId, answer)),
      ),
  );
  useEffect(() => {
    if (id !== null) asker.ask(id);
    return () => asker.stop();
  }, [asker, id]);
  const answeredRevision = useRef(revision);
  useEffect(() => {
    if (answeredRevision.current === revision) return;
    answeredRevision.current = revision;
    asker.again();
  }, [asker, revision]);
  return shown.id === id ? shown : NOTHING;
}

function withAnswer(before: Shown, id: string, answer: Result<CallbackDetail>): Shown {
  const known = before.id === id ? before.detail : null;
  if (!answer.ok) return { id, detail: known, error: answer.error };
  return { id, detail: reuse(known, answer.value), error: null };
}
