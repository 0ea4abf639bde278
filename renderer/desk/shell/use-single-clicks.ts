import { useEffect } from 'react';

const CONTROL = 'button, input, [role="option"], [role="menuitem"]';

/** What a click means to press. A label and the box in it are one. */
function controlAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? (target.closest('label') ?? target.closest(CONTROL)) : null;
}

/**
 * The second click of a double click counts only on the control that had the first. What a first click brings up in
 * its place is not meant: behind Answer comes Mute, behind Hang up the Hang up of the next patient.
 */
export function useSingleClicks(): void {
  useEffect(() => {
    let first: Element | null = null;
    const onClick = (event: MouseEvent) => {
      const control = controlAt(event.target);
      // `detail` counts the clicks of a series in the system's own time and place; 0 is the keyboard's or a script's.
      if (event.detail <= 1) first = control;
      else if (control !== first) {
        event.stopPropagation();
        event.preventDefault();
      }
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, []);
}
