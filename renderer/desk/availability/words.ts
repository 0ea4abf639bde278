import type { Availability } from '#shared/contract/desk-state.ts';

/** What the header says. */
export const words = {
  product: 'Hearthline',
  ready: 'Ready',
  breakKey: 'Break',
  practiceLine: 'Practice line',
  signOut: 'Sign out',
  leavePractice: 'Leave practice',
  hangsUp: 'Press once more: it hangs up',
  breakReasons: 'Reason for the break',
} as const;

/** Where the agent stands, in a word or two. */
export function standingWords(availability: Availability): string {
  switch (availability.name) {
    case 'ready':
      return 'Ready';
    case 'on-call':
      return 'On a call';
    case 'wrap-up':
      return 'Wrap-up';
    case 'break':
      return availability.reason ? `Break: ${availability.reason}` : 'Break';
  }
}
