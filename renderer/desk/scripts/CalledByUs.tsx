import type { ScriptRule } from '#shared/script/choose.ts';
import { Button } from '../ui/index.ts';
import { choose } from './actions.ts';
import styles from './CalledByUs.module.css';
import { words } from './words.ts';

/** How a call is opened of which nobody knows yet who picks up. */
const OPENING = { id: 'callback-opening', language: 'en' };
/** Scripts that were chosen so begin with that themselves, or the agent knows. */
const KNOWS: readonly ScriptRule['kind'][] = ['callback', 'outgoing', 'hand'];

/**
 * Where the agent placed the call: whoever picks up may not be the patient, and must not learn from the greeting that
 * they have one.
 */
export function CalledByUs({ subjectId, rule }: { subjectId: string; rule: ScriptRule }) {
  if (KNOWS.includes(rule.kind)) return null;
  return (
    <div className={styles['note']} lang="en">
      <p>{words.calledByUs}</p>
      <Button size="small" tone="quiet" onPress={() => void choose(subjectId, OPENING)}>
        {words.howToOpen}
      </Button>
    </div>
  );
}
