import { useEffect } from 'react';

const CONTROL = 'button, input, [role="option"], [role="menuitem"]';

/** What a click means to press. A label and the box in it are one. */
function controlAt(target: EventTarget | null): Element | null {
  return target instanceof Element ? (target.closest('label') ?? target.closest(CONTROL)) : null;
}

/** What a control says now: a key that asks for a second press says something else than before the first. */
function meaningOf(control: Element): string {
  return `${control.textContent} ${control.hasAttribute('data-armed')}`;
}

/**
 * The second click of a double click counts only on the control that had the first, while it says the same. What a
 * first click brings up in its place is not meant: behind Answer comes Mute, behind Hang up the Hang up of the next
 * patient, behind "Transfer now" comes "Transfer anyway".
 */
export function useSingleClicks(): void {
  useEffect(() => {
    let first: Element | null = null;
    let meant = '';
    const onClick = (event: MouseEvent) => {
      const control = controlAt(event.target);
      // `detail` counts the clicks of a series in the system's own time and place; 0 is the keyboard's or a script's.
      if (event.detail <= 1) {
        first = control;
        meant = control ? meaningOf(control) : '';
      } else if (control !== first || (control && meaningOf(control) !== meant)) {
        event.stopPropagation();
        event.preventDefault();
      }
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, []);
}
