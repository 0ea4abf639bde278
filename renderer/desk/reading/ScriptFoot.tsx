import type { ScriptOrigin } from '#shared/contract/script-book.ts';
import type { CallScript } from '#shared/script/script.ts';
import styles from './ScriptFoot.module.css';
import { originWords, words } from './words.ts';

/** Who read the script, when, and what it is built on. */
export function ScriptFoot({ script, from }: { script: CallScript; from: ScriptOrigin | null }) {
  const { reviewer, reviewed, version, sources } = script;
  return (
    <p className={styles['about']}>
      {from && from !== 'app' && `${originWords(from)}. `}
      {words.reviewed(reviewer, reviewed, version)}{' '}
      {words.builtOn(sources.map(({ name }) => name).join(', '))}
    </p>
  );
}
