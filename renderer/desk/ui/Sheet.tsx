import type { ReactNode } from 'react';
import { IconButton } from './Button.tsx';
import styles from './Sheet.module.css';

/**
 * What opens under the keys that it belongs to. It is no dialog: the call's keys stay in reach, and a call that rings
 * meanwhile is still heard by assistive technology.
 */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <section aria-label={title} className={styles['sheet']}>
      <header className={styles['head']}>
        <h2>{title}</h2>
        <IconButton icon="close" label="Close" onPress={onClose} />
      </header>
      {children}
    </section>
  );
}
