import { useCallback, useEffect, useState } from 'react';
import type { OpenedDraft } from '#shared/contract/script-book.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import type { AppError, Result } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { Button, ErrorNotice } from '../ui/index.ts';
import { closeBook, openInBook } from './book-store.ts';
import { Editor } from './Editor.tsx';
import { words } from './words.ts';

interface OpenedScriptProps {
  open: { script: ScriptRef | null; draftId: string | null };
}

/** One script, fetched; again after it was published, withdrawn or dropped. */
export function OpenedScript({ open }: OpenedScriptProps) {
  const [answer, setAnswer] = useState<{ turn: number; opened: Result<OpenedDraft, AppError> } | null>(null);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let isWanted = true;
    void answerOf(bridge().openDraft(open)).then((opened) => isWanted && setAnswer({ turn, opened }));
    return () => void (isWanted = false);
  }, [open, turn]);
  const again = useCallback(
    (script: ScriptRef | null) => {
      const isSame =
        script && open.script && script.id === open.script.id && script.language === open.script.language;
      if (isSame) setTurn((now) => now + 1);
      else if (script) openInBook(script, null);
      else closeBook();
    },
    [open],
  );
  if (!answer) return <p>{words.opening}</p>;
  if (answer.opened.ok) {
    return <Editor key={answer.turn} opened={answer.opened.value} script={open.script} onDone={again} />;
  }
  return (
    <>
      <ErrorNotice error={answer.opened.error} />
      <Button onPress={closeBook}>{words.back}</Button>
    </>
  );
}
