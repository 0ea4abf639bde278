import type { Availability } from '#shared/contract/desk-state.ts';

/** What the header says. */
export const words = {
  product: 'Hearthline',
  group: 'Whether calls come to you',
  ready: 'Ready',
  breakKey: 'Break',
  breakReasons: 'Reason for the break',
  practiceLine: 'Practice line',
  signOut: 'Sign out',
  leavePractice: 'Leave practice',
  hangsUp: 'Press once more: it hangs up',
} as const;

/** What the agent is doing, in a word or two; a time follows. */
export function standingWords(availability: Availability): string {
  switch (availability.name) {
    case 'ready':
      return 'for';
    case 'on-call':
      return 'On a call';
    case 'wrap-up':
      return 'Wrap-up';
    case 'break':
      return availability.reason || 'for';
  }
}

/** When the break begins that was asked for; empty when it is not waiting. */
export function nextWords(availability: Availability): string {
  switch (availability.name) {
    case 'on-call':
      return 'Break after this call';
    case 'wrap-up':
      return 'Break after wrap-up';
    case 'ready':
    case 'break':
      return '';
  }
}
