import type { Wording } from './message.ts';

/** The scripts. */
export const scriptMessages = {
  'script-unknown': () => ({
    title: 'That script is not here any more.',
    safe: 'The call goes on, and the other scripts are there.',
    todo: 'Choose another one.',
  }),
} as const satisfies Record<string, Wording>;
