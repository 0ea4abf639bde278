import type { ReactNode } from 'react';
import { cx } from '../ui/index.ts';
import styles from './CallRow.module.css';

interface CallRowProps {
  /** Stands before the name. */
  mark: ReactNode;
  title: string;
  /** One line under the name; what is empty is left out. */
  facts: readonly (string | false | null)[];
  /** `raised` lies over other things; `care` asks for something to be done. */
  tone?: 'plain' | 'raised' | 'care';
  /** Stands after the name: a time, keys. */
  children: ReactNode;
}

/** A call in one row, where it is not the one in the agent's ear. */
export function CallRow({ mark, title, facts, tone = 'plain', children }: CallRowProps) {
  return (
    <div className={cx(styles['row'], styles[tone])}>
      <span className={styles['mark']}>{mark}</span>
      <div className={styles['who']}>
        <h2 className={styles['name']}>{title}</h2>
        <p className={styles['facts']}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
      {children}
    </div>
  );
}
