import { useEffect, useState } from 'react';
import type { OpenScript } from '#shared/contract/scripts.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { appError, type AppError } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';

interface Shown {
  key: string;
  open: OpenScript | null;
  error: AppError | null;
}

/** The script itself, asked for once; null until main has answered. The one before is never shown in its place. */
export function useOpenScript({ id, language }: ScriptRef): {
  open: OpenScript | null;
  error: AppError | null;
} {
  const key = `${language}/${id}`;
  const [shown, setShown] = useState<Shown>({ key: '', open: null, error: null });
  useEffect(() => {
    let isWanted = true;
    const take = (next: Omit<Shown, 'key'>) => isWanted && setShown({ key, ...next });
    void answerOf(bridge().getScript({ id, language })).then(
      (answer) => take(answer.ok ? { open: answer.value, error: null } : { open: null, error: answer.error }),
      () => take({ open: null, error: appError('internal') }),
    );
    return () => {
      isWanted = false;
    };
  }, [id, language, key]);
  return shown.key === key ? shown : { open: null, error: null };
}
