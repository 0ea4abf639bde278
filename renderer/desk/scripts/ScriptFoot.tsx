import type { CallScript } from '#shared/script/script.ts';
import styles from './ScriptFoot.module.css';
import { words } from './words.ts';

/** Who read the script, when, and what it is built on. */
export function ScriptFoot({ script }: { script: CallScript }) {
  const { reviewer, reviewed, version, sources } = script;
  return (
    <p className={styles['about']}>
      {words.reviewed(reviewer, reviewed, version)}{' '}
      {words.builtOn(sources.map(({ name }) => name).join(', '))}
    </p>
  );
}
