import type { KeyboardEvent, RefObject } from 'react';
import { Icon, IconButton, Kbd } from '../ui/index.ts';
import styles from './SearchBox.module.css';
import { words } from './words.ts';

interface SearchBoxProps {
  value: string;
  onChange: (search: string) => void;
  inputRef: RefObject<HTMLInputElement | null>;
  /** Arrow down, or Enter: on to what was found. */
  onLeave: () => void;
  /** The key that leads here, when one does. */
  shortcut: string | undefined;
}

/** Filters the list with each key. Escape empties it; arrow down and Enter lead on to the list. */
export function SearchBox({ value, onChange, inputRef, onLeave, shortcut }: SearchBoxProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && value) onChange('');
    else if (event.key === 'ArrowDown' || event.key === 'Enter') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    // A form of its own: for a field without one, Chromium's autofill walks the whole page after each key.
    <form role="search" className={styles['box']} onSubmit={(event) => event.preventDefault()}>
      <Icon name="search" size={1.125} />
      <input
        ref={inputRef}
        aria-label={words.search}
        placeholder={words.searchHere}
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
        <IconButton icon="close" label={words.clearSearch} onPress={() => onChange('')} />
      ) : (
        shortcut && <Kbd>{shortcut}</Kbd>
      )}
    </form>
  );
}
