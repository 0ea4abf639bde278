import type { ProfileMistake } from '#shared/contract/sign-in.ts';
import styles from './MistakeList.module.css';
import { words } from './words.ts';

/** Every mistake of a profile: where it stands, what belongs there, what was found. */
export function MistakeList({ mistakes }: { mistakes: readonly ProfileMistake[] }) {
  return (
    <div className={styles['frame']}>
      <table aria-label={words.mistakes} className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{words.where}</th>
            <th scope="col">{words.expected}</th>
            <th scope="col">{words.found}</th>
          </tr>
        </thead>
        <tbody>
          {mistakes.map(({ path, expected, found }) => (
            <tr key={`${path} ${expected} ${found}`}>
              <th scope="row">{path ? <code>{path}</code> : words.wholeFile}</th>
              <td>{expected}</td>
              <td>{found}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
