import type { Wording } from './message.ts';

const SHUT = 'What is stored here stays encrypted.';

/** What this desk keeps on its disk, and the PIN that opens it. */
export const recordsMessages = {
  'pin-wrong': (say) => ({
    title: 'That PIN does not open the records of this desk.',
    safe: `${SHUT}${leftOf(say('left', ''), say('onLimit', ''))}`,
    todo: 'Type it again.',
  }),
  'pin-wait': (say) => ({
    title: `After several wrong PINs there is a pause${say('seconds', '') && ` of ${say('seconds', '')} seconds`}.`,
    safe: SHUT,
    todo: 'Wait, then type it again with care.',
  }),
  'pin-weak': (say) => ({
    title: 'That PIN is too short or too easy to guess.',
    safe: 'Nothing was changed.',
    todo: `Use at least ${say('minLength', '6')} characters that do not simply count or repeat.`,
  }),
  'records-locked': () => ({
    title: 'The PIN was wrong too often, so the records of this desk are locked.',
    safe: `${SHUT} Nothing was erased.`,
    todo: 'Ask your lead or IT to unlock them. Until then you can work at another desk.',
  }),
  'records-destroyed': () => ({
    title: 'The PIN was wrong too often, so the records of this desk were made unreadable for good.',
    safe: 'Nobody can read them now. What the team hub has is still there.',
    todo: 'Choose a new PIN. The queue comes back from the hub.',
  }),
  'records-damaged': () => ({
    title: 'The records of this desk are damaged.',
    safe: 'They were set aside, not thrown away. What the team hub has is still there.',
    todo: 'Go on: the queue is read again from the hub. Tell the people who look after this computer.',
  }),
  'records-newer': () => ({
    title: 'The records of this desk were written by a newer Hearthline.',
    safe: 'They were not touched.',
    todo: 'Update Hearthline on this computer, then sign in again.',
  }),
  'records-full': () => ({
    title: 'The disk of this computer is full.',
    safe: 'What was kept before is safe. The last thing you did was not kept.',
    todo: 'Make room on the disk, then do it again.',
  }),
  'records-failed': () => ({
    title: 'The disk of this computer did not take what you did.',
    safe: 'What was kept before is safe. The last thing you did was not kept.',
    todo: 'Do it again. If it stays so, tell the people who look after this computer.',
  }),
} as const satisfies Record<string, Wording>;

/** How many tries are left, where it matters; the profile says what happens after the last one. */
function leftOf(left: string, onLimit: string): string {
  if (left === '') return '';
  const what = onLimit === 'destroy' ? 'made unreadable for good' : 'locked';
  return left === '1'
    ? ` One more try is left before they are ${what}.`
    : ` ${left} more tries are left before they are ${what}.`;
}
