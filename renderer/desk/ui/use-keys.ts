import { useEffect, useRef } from 'react';

/** What each key does, by `KeyboardEvent.key` in lower case. */
export type KeyActions = Readonly<Record<string, () => void>>;

const TYPES_TEXT =
  'input, textarea, select, [contenteditable], [role="textbox"], [role="listbox"]:not([data-keeps-keys]), [role="menu"]';

/**
 * True where a letter means a letter: in a box, or in an open list that is searched by typing. A list box that is not
 * says so with `data-keeps-keys`.
 */
function takesText({ target, key }: KeyboardEvent): boolean {
  return key !== 'Escape' && target instanceof Element && target.closest(TYPES_TEXT) !== null;
}

/**
 * Keys for the whole window. They rest while the agent types (Escape types nothing and never rests), while a
 * modifier is down, and when something nearer has taken the key.
 * @param comes `first`: before everybody else who listens to the window
 */
export function useKeys(actions: KeyActions, comes: 'first' | 'in-turn' = 'in-turn'): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
      if (takesText(event)) return;
      const action = latest.current[event.key.toLowerCase()];
      if (!action) return;
      event.preventDefault();
      action();
    };
    const capture = comes === 'first';
    document.addEventListener('keydown', onKey, { capture });
    return () => document.removeEventListener('keydown', onKey, { capture });
  }, [comes]);
}
