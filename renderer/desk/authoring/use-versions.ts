import { useEffect, useState } from 'react';
import type { VersionMark } from '#shared/contract/script-book.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { bridge } from '../store/bridge.ts';
import { useDesk } from '../store/desk-store.ts';
import { NewestAnswer } from '../store/newest.ts';
import { showFailure } from '../store/page.ts';

/** What was published of a script, newest first, followed while it changes; null until it is here. */
export function useVersions(script: ScriptRef | null): readonly VersionMark[] | null {
  const revision = useDesk(({ scriptBook }) => scriptBook.revision);
  const [versions, setVersions] = useState<readonly VersionMark[] | null>(null);
  const [reader] = useState(
    () =>
      new NewestAnswer(
        (asked: { script: ScriptRef; revision: number }) => bridge().listVersions({ script: asked.script }),
        (_, answer) => (answer.ok ? setVersions(answer.value) : showFailure(answer.error)),
      ),
  );
  useEffect(() => {
    if (script) reader.ask({ script, revision });
  }, [reader, script, revision]);
  useEffect(() => () => reader.stop(), [reader]);
  return script ? versions : [];
}
