import type { ReactNode } from 'react';
import { closeSheet } from '../store/page.ts';
import { IconButton } from '../ui/index.ts';
import styles from './Sheet.module.css';
import { words } from './words.ts';

/**
 * What opens under the call's keys. It is no dialog: the call's keys stay in reach, and a call that rings
 * meanwhile is still heard by assistive technology.
 */
export function Sheet({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className={styles['sheet']}>
      <header className={styles['head']}>
        <h2>{title}</h2>
        <IconButton icon="close" label={words.close} onPress={closeSheet} />
      </header>
      {children}
    </section>
  );
}
