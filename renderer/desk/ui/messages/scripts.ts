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
  'scripts-broken': (say) => ({
    title:
      say('count', '1') === '1'
        ? 'One of your team’s own scripts cannot be used.'
        : `${say('count', 'Some')} of your team’s own scripts cannot be used.`,
    safe: 'All other scripts are there, and the app’s own stands where one is missing.',
    todo: `Tell whoever writes them: ${say('path', 'a file')}, line ${say('line', '1')}, column ${say('column', '1')}.`,
  }),
  'script-folder-missing': (say) => ({
    title: 'Your team’s own scripts cannot be reached.',
    safe: 'The app’s own scripts stand beside your calls.',
    todo: `Tell IT that the folder ${say('folder', 'of the scripts')} is not there, or may not be read.`,
  }),
} as const satisfies Record<string, Wording>;
