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
  'script-mistakes': () => ({
    title: 'There is still a mistake in the script.',
    safe: 'Nothing was published; your draft is kept.',
    todo: 'Each mistake stands beside its line, with how to mend it.',
  }),
  'script-too-long': (say) => ({
    title: `The script is too long to publish: ${say('kilobytes', 'more')} kB, and the hub takes ${say('most', 'fewer')}.`,
    safe: 'Nothing was published; your draft is kept.',
    todo: 'Make two scripts of it, with a link from one to the other.',
  }),
  'script-outrun': (say) => ({
    title: `${say('by', 'Somebody')} published version ${say('version', 'of their own')} of it in between.`,
    safe: 'Nothing was published; your draft is kept.',
    todo: 'Look at what is different, then publish yours on top of it or drop it.',
  }),
  'script-new': (say) => ({
    title: `“${say('title', 'A script')}” is new: version ${say('version', 'one more')}, by ${say('by', 'your team')}.`,
    safe: 'A call that is under way keeps the version it began with.',
    todo: 'It opens with your next call.',
  }),
  'script-withdrawn': (say) => ({
    title: `${say('by', 'Your team')} has withdrawn the script “${say('id', 'of theirs')}”.`,
    safe: 'A call that is under way keeps the version it began with.',
    todo: 'The app’s own script of that name stands again, where there is one.',
  }),
  'scripts-new': (say) => ({
    title: `${say('count', 'Some')} scripts of your team are new.`,
    safe: 'A call that is under way keeps the version it began with.',
    todo: 'They are in Scripts, with what has changed.',
  }),
  'script-unreadable': (say) => ({
    title:
      say('count', '1') === '1'
        ? `“${say('id', 'A script')}”, by ${say('by', 'your team')}, cannot be read here.`
        : `${say('count', 'Some')} scripts of your team cannot be read here.`,
    safe: 'All other scripts are there, and the app’s own stands where one is missing.',
    todo: 'It may be written for a newer Hearthline: ask IT to update this desk.',
  }),
} as const satisfies Record<string, Wording>;
