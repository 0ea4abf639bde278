import styles from './Kbd.module.css';

/** A key as it stands on the keyboard. Hidden from assistive technology, which hears `aria-keyshortcuts` instead. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd aria-hidden="true" className={styles['kbd']}>
      {children}
    </kbd>
  );
}
