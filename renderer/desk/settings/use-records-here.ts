import { useState } from 'react';
import type { RecordsOutlook } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';

interface RecordsHere {
  /** Null until main has been asked. */
  outlook: RecordsOutlook | null;
  /** Why main could not tell. */
  error: AppError | null;
  look: () => Promise<void>;
}

/** What main tells of the records of whoever sits here. Tries and pauses change, so it is asked whenever they matter. */
export function useRecordsHere(): RecordsHere {
  const [outlook, setOutlook] = useState<RecordsOutlook | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const look = async () => {
    const answer = await answerOf(bridge().recordsHere());
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setOutlook(answer.value);
  };
  return { outlook, error, look };
}
