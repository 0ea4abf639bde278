import { useEffect, useState } from 'react';
import type { ScriptRef } from '#shared/script/choose.ts';
import { answerOf } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { showFailure } from '../store/page.ts';

interface VersionText {
  readonly text: string;
  /** Of the version before it. */
  readonly before: string;
}

/** The text of a version and of the one before; null until it is here. */
export function useVersionText(script: ScriptRef, version: number): VersionText | null {
  const [read, setRead] = useState<{ version: number; value: VersionText } | null>(null);
  const { id, language } = script;
  useEffect(() => {
    let isWanted = true;
    void answerOf(bridge().readVersion({ script: { id, language }, version })).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setRead({ version, value: answer.value });
      else showFailure(answer.error);
    });
    return () => void (isWanted = false);
  }, [id, language, version]);
  return read?.version === version ? read.value : null;
}
