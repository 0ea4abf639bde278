import { useEffect } from 'react';

const CONTROL = 'button, a, input, label, [role="option"], [role="menuitem"]';

/**
 * The second click of a double click counts only on the control that had the first. What a first click brings up in
 * its place is not meant: behind Answer comes Mute, behind Hang up the Hang up of the next patient.
 */
export function useSingleClicks(): void {
  useEffect(() => {
    let first: Element | null = null;
    const onClick = (event: MouseEvent) => {
      const control = event.target instanceof Element ? event.target.closest(CONTROL) : null;
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
