import type { ReactNode } from 'react';
import styles from './Tag.module.css';

/** A word that stands out for as long as something is other than usual. */
export function Tag({ children }: { children: ReactNode }) {
  return <span className={styles['tag']}>{children}</span>;
}
