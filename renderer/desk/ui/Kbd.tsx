import styles from './Kbd.module.css';

/** A key as it stands on the keyboard. Hidden from assistive technology, which hears `aria-keyshortcuts` instead. */
export function Kbd({ children }: { children: string }) {
  return (
    <kbd aria-hidden="true" className={styles['kbd']}>
      {children}
    </kbd>
  );
}

/** The same key for `aria-keyshortcuts`, which names keys as `KeyboardEvent.key` does. */
export function keyShortcut(shortcut: string | undefined): { 'aria-keyshortcuts'?: string } {
  return shortcut ? { 'aria-keyshortcuts': shortcut === 'Esc' ? 'Escape' : shortcut } : {};
}
