import type { KeyboardEvent, RefObject } from 'react';
import { IconButton } from './Button.tsx';
import { Icon } from './Icon.tsx';
import { Kbd } from './Kbd.tsx';
import styles from './SearchBox.module.css';

interface SearchBoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (search: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
  /** What the other keys do here; true for one that was taken. */
  onKey: (key: string) => boolean;
  /** The key that leads here, when one does. */
  shortcut?: string | undefined;
}

/** Filters a list with each key. */
export function SearchBox({
  label,
  placeholder,
  value,
  onChange,
  inputRef,
  onKey,
  shortcut,
}: SearchBoxProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey(event.key)) event.preventDefault();
  };
  return (
    // A form of its own: for a field without one, Chromium's autofill walks the whole page after each key.
    <form role="search" className={styles['box']} onSubmit={(event) => event.preventDefault()}>
      <Icon name="search" size={1.125} />
      <input
        ref={inputRef}
        aria-label={label}
        placeholder={placeholder}
        className={styles['input']}
        value={value}
        maxLength={200}
        autoComplete="off"
        spellCheck="false"
        aria-keyshortcuts={shortcut}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value ? (
        <IconButton icon="close" label="Clear the search" onPress={() => onChange('')} />
      ) : (
        shortcut && <Kbd>{shortcut}</Kbd>
      )}
    </form>
  );
}
