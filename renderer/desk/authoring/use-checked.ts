import { useEffect, useState } from 'react';
import type { CheckedScript } from '#shared/contract/script-book.ts';
import { bridge } from '../store/bridge.ts';
import { NewestAnswer } from '../store/newest.ts';
import { showFailure } from '../store/page.ts';

/** Between the last key and the check: words are seldom right while they are typed. */
const CHECK_AFTER_MS = 200;

interface Question {
  text: string;
  base: number;
}

export interface Checked {
  /** Of the text as it was a moment ago; null until the first answer. */
  readonly now: CheckedScript | null;
  /** The last one without a mistake. */
  readonly good: CheckedScript | null;
  /** Whether `now` is about this very text. */
  readonly isOfNow: boolean;
}

/** What the reader says of a text, while it is typed. */
export function useChecked({ text, base }: Question): Checked {
  const [told, setTold] = useState<{ asked: Question; now: CheckedScript } | null>(null);
  const [good, setGood] = useState<CheckedScript | null>(null);
  const [reader] = useState(
    () =>
      new NewestAnswer(
        (asked: Question) => bridge().checkScript(asked),
        (asked, answer) => {
          if (!answer.ok) return showFailure(answer.error);
          setTold({ asked, now: answer.value });
          if (answer.value.script) setGood(answer.value);
          return undefined;
        },
      ),
  );
  const isFirst = told === null;
  useEffect(() => {
    const timer = setTimeout(() => reader.ask({ text, base }), isFirst ? 0 : CHECK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [reader, text, base, isFirst]);
  useEffect(() => () => reader.stop(), [reader]);
  return { now: told?.now ?? null, good, isOfNow: told?.asked.text === text && told.asked.base === base };
}
