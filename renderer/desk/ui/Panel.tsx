import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import styles from './Panel.module.css';

/** A sheet of paper on the desk. */
export function Panel({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={cx(styles['panel'], className)}>{children}</div>;
}

/** Heading of a place, with a line under it that says what it is for. */
export function PlaceHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className={styles['heading']}>
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </header>
  );
}
