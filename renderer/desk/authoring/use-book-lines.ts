import { useEffect, useState } from 'react';
import type { BookLine } from '#shared/contract/script-book.ts';
import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { NewestAnswer } from '../store/newest.ts';

const PAGE = 100;

interface BookLines {
  /** Null until they are here. */
  readonly lines: readonly BookLine[] | null;
  readonly error: AppError | null;
  readonly reload: () => void;
}

/** Every script and draft, asked for anew whenever one of them changes. */
export function useBookLines(): BookLines {
  const revision = useDesk(
    ({ scriptBook, scriptListRevision }) => `${scriptBook.revision} ${scriptListRevision}`,
  );
  const [answer, setAnswer] = useState<Result<readonly BookLine[], AppError> | null>(null);
  const [reader] = useState(() => new NewestAnswer(allLines, (_: string, told) => setAnswer(told)));
  useEffect(() => reader.ask(revision), [reader, revision]);
  useEffect(() => () => reader.stop(), [reader]);
  return {
    lines: answer?.ok ? answer.value : null,
    error: answer && !answer.ok ? answer.error : null,
    reload: () => reader.again(),
  };
}

async function allLines(): Promise<Result<readonly BookLine[]>> {
  const lines: BookLine[] = [];
  for (;;) {
    const answer = await answerOf(bridge().listBook({ from: lines.length, limit: PAGE }));
    if (!answer.ok) return failed(answer.error);
    lines.push(...answer.value.lines);
    if (!answer.value.more) return ok(lines);
  }
}
