import { useEffect } from 'react';

/**
 * A function key, wherever the focus is: it types nothing, so typing is no reason to wait. With Shift it may do
 * something else.
 * @param act null where the key does nothing now
 */
export function useFunctionKey(name: `F${number}`, act: ((withShift: boolean) => void) | null): void {
  useEffect(() => {
    if (!act) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== name || event.repeat || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      act(event.shiftKey);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [name, act]);
}
