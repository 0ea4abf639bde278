import type { Availability } from '#shared/contract/desk-state.ts';

/** What the header says. */
export const words = {
  product: 'Hearthline',
  group: 'Whether calls come to you',
  ready: 'Ready',
  breakKey: 'Break',
  breakReasons: 'Reason for the break',
  afterThisCall: { ready: 'Ready after this call', break: 'Break after this call' },
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
