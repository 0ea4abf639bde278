import { useDesk } from '../store/desk-store.ts';
import { usePage } from '../store/page.ts';
import type { KeyActions } from '../ui/index.ts';

/**
 * Whether digits are the script's: during a call, and where it asks how a call went. They rest while the keypad is open,
 * where they are sent to the other end, while nobody is on the line, where they are dialled, and for whom single keys
 * are off (WCAG 2.1.4).
 */
export function useTakesDigits(when: 'call' | 'wrap-up' = 'call'): boolean {
  const isKeypadOpen = usePage((page) => page.sheet?.kind === 'keypad');
  const isCallUp = useDesk((desk) =>
    desk.calls.some(({ phase }) => phase.name !== 'ended' && phase.name !== 'ringing'),
  );
  const usesSingleKeys = useDesk((desk) => desk.settings.letterKeys !== false);
  return (isCallUp || when === 'wrap-up') && !isKeypadOpen && usesSingleKeys;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** The digits from 1, as counted from 0. */
export function digitKeys(act: (index: number) => void): KeyActions {
  return Object.fromEntries(DIGITS.map((digit, index) => [digit, () => act(index)]));
}
