import { useState } from 'react';
import type { Call } from '#shared/call/call.ts';
import type { ScriptBeside } from '#shared/contract/scripts.ts';
import type { Around } from '../reading/around.ts';
import { ScriptBody } from '../reading/ScriptBody.tsx';
import { useKeys } from '../ui/index.ts';
import { choose, move } from './actions.ts';
import { CalledByUs } from './CalledByUs.tsx';
import { ScriptFinder } from './ScriptFinder.tsx';
import { ScriptHead } from './ScriptHead.tsx';
import styles from './ScriptPanel.module.css';
import { digitKeys, useTakesDigits } from './use-takes-digits.ts';

interface ScriptReadingProps {
  around: Around;
  beside: ScriptBeside;
  /** The call; null for a callback that nobody dialled yet. */
  call: Call | null;
}

/** One script, read; or the search for another one in its place. */
export function ScriptReading({ around, beside, call }: ScriptReadingProps) {
  const [isFinding, setFinding] = useState(false);
  const takesDigits = useTakesDigits();
  const { subjectId, rule } = beside;
  const { language } = around.open.script;
  const isCalledByUs = call?.direction !== 'incoming';
  useKeys({
    ...(!isFinding && takesDigits && digitKeys((branch) => move(subjectId, { kind: 'pick', branch }))),
    ...(!isFinding && {
      arrowright: () => move(subjectId, { kind: 'step', by: 1 }),
      arrowleft: () => move(subjectId, { kind: 'step', by: -1 }),
      backspace: () => move(subjectId, { kind: 'back' }),
    }),
  });
  return (
    <>
      <ScriptHead
        script={around.open.script}
        rule={beside.rule}
        queue={call?.queue ?? null}
        onChange={() => setFinding(!isFinding)}
      />
      <div className={styles['scroll']}>
        {isFinding ? (
          <ScriptFinder
            current={around.open.script}
            onChoose={(script) =>
              void choose(subjectId, script).then((isDone) => isDone && setFinding(false))
            }
            onClose={() => setFinding(false)}
          />
        ) : (
          <ScriptBody
            around={around}
            place={beside.place}
            takesDigits={takesDigits}
            opening={isCalledByUs && <CalledByUs subjectId={subjectId} rule={rule} language={language} />}
          />
        )}
      </div>
    </>
  );
}
