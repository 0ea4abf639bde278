import { useEffect, useState } from 'react';
import type { Debrief } from '#shared/contract/practice.ts';
import type { AppError } from '#shared/result.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';

interface Kept {
  /** Null until they are here. */
  readonly debriefs: readonly Debrief[] | null;
  readonly error: AppError | null;
}

/** The debriefs on this computer, read again whenever main says that they are others. */
export function useKeptDebriefs(): Kept {
  const revision = useDesk((desk) => desk.keptDebriefsRevision);
  const [kept, setKept] = useState<Kept>({ debriefs: null, error: null });
  useEffect(() => {
    let isWanted = true;
    const load = async () => {
      const answer = await answerOf(bridge().listDebriefs());
      if (!isWanted) return;
      setKept((before) =>
        answer.ok ? { debriefs: answer.value, error: null } : { ...before, error: answer.error },
      );
    };
    void load();
    return () => {
      isWanted = false;
    };
  }, [revision]);
  return kept;
}
