import { Button } from 'react-aria-components';
import type { Colleague } from '#shared/contract/desk-state.ts';
import { cx } from '../ui/index.ts';
import styles from './ColleagueList.module.css';
import { LIGHT_WORDS, words } from './words.ts';

interface ColleagueListProps {
  colleagues: readonly Colleague[];
  onChoose: (colleague: Colleague) => void;
  /** Extension of the one that is chosen. */
  chosen?: string;
  /** Said when there is nobody to show. */
  whenEmpty?: string;
}

/** Colleagues with their busy lights; a light is a colour and a word. */
export function ColleagueList({ colleagues, onChoose, chosen, whenEmpty }: ColleagueListProps) {
  if (colleagues.length === 0) return whenEmpty && <p className={styles['empty']}>{whenEmpty}</p>;
  return (
    <ul aria-label={words.colleagues} className={styles['list']}>
      {colleagues.map((colleague) => (
        <li key={colleague.extension}>
          <Button
            className={cx(styles['colleague'], colleague.extension === chosen && styles['chosen'])}
            onPress={() => onChoose(colleague)}
          >
            <i className={cx(styles['light'], styles[colleague.light])} />
            <span className={styles['name']}>
              {colleague.name} <span className={styles['extension']}>{colleague.extension}</span>
            </span>
            <span className={styles['state']}>{LIGHT_WORDS[colleague.light]}</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}
