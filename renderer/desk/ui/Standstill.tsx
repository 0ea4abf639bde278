import type { ReactNode } from 'react';
import styles from './Standstill.module.css';

/** What fills the window when there is nothing else to draw. */
export function Standstill({ role, children }: { role?: 'alert'; children: ReactNode }) {
  return (
    <div role={role} className={styles['standstill']}>
      {children}
    </div>
  );
}
