import type { ProfileMistake } from '#shared/contract/sign-in.ts';
import styles from './MistakeList.module.css';
import { words } from './words.ts';

/** Every mistake of a profile: where it stands, what belongs there, what was found. */
export function MistakeList({ mistakes }: { mistakes: readonly ProfileMistake[] }) {
  return (
    <ul aria-label={words.mistakes} className={styles['list']}>
      {mistakes.map(({ path, expected, found }) => (
        <li key={`${path} ${expected} ${found}`} className={styles['mistake']}>
          {path ? <code>{path}</code> : <strong>{words.wholeFile}</strong>}
          <span>{words.mistake(expected, found)}</span>
        </li>
      ))}
    </ul>
  );
}
