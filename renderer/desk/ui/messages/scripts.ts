import type { Wording } from './message.ts';

/** The scripts. */
export const scriptMessages = {
  'script-unknown': () => ({
    title: 'That script is not here any more.',
    safe: 'The call goes on, and the other scripts are there.',
    todo: 'Choose another one.',
  }),
  'page-unknown': () => ({
    title: 'The team’s profile does not say where that page is.',
    safe: 'The call goes on.',
    todo: 'Tell whoever looks after the profile; the script names the page.',
  }),
} as const satisfies Record<string, Wording>;
