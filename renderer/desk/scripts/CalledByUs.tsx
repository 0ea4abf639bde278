import type { ScriptRule } from '#shared/script/choose.ts';
import { Button } from '../ui/index.ts';
import { choose } from './actions.ts';
import styles from './CalledByUs.module.css';
import { words } from './words.ts';

/** How a call is opened of which nobody knows yet who picks up. */
const OPENING = 'callback-opening';
/** Scripts that were chosen so begin with that themselves, or the agent knows. */
const KNOWS: readonly ScriptRule['kind'][] = ['callback', 'outgoing', 'hand'];

interface CalledByUsProps {
  subjectId: string;
  rule: ScriptRule;
  language: string;
}

/**
 * Where the agent placed the call: whoever picks up may not be the patient, and must not learn from the greeting that
 * they have one.
 */
export function CalledByUs({ subjectId, rule, language }: CalledByUsProps) {
  if (KNOWS.includes(rule.kind)) return null;
  return (
    <div className={styles['note']}>
      <p>{words.calledByUs}</p>
      <Button size="small" tone="quiet" onPress={() => void choose(subjectId, { id: OPENING, language })}>
        {words.howToOpen}
      </Button>
    </div>
  );
}
