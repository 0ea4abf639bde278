import type { CallbackRow, CallbackView } from '#shared/contract/callback-state.ts';
import type { Outcome, Priority, RequestSource } from '#shared/callback/event.ts';

/** What the queue says. */
export const words = {
  place: 'Callbacks',
  list: 'People who wait',
  detail: 'About this callback',
  views: {
    next: 'Next',
    mine: 'Mine',
    team: 'Team',
    done: 'Done',
    attention: 'Needs attention',
  } satisfies Record<CallbackView, string>,
  viewList: 'Lists of the queue',
  search: 'Search by name, number or reason',
  searchHere: 'Name, number or reason',
  nothingFound: (search: string) => `Nobody in this list for “${search}”`,
  nothingFoundBody: 'Try part of a name or number, or look in “Team” and “Done”.',
  nobodyShown:
    'Whoever is next stands here once the desk has caught up. To read about somebody now, press their name.',
  loading: 'Looking…',
  tryAgain: 'Try again',
  newCallback: 'New callback',
  importList: 'Import a list',
  found: (search: string, count: number, hasMore: boolean) =>
    count === 0
      ? `Nobody found with “${search}”`
      : `${count}${hasMore ? ' or more' : ''} ${count === 1 ? 'callback' : 'callbacks'} with “${search}”`,
  noMore: (count: number) => `The first ${count} are shown. Search to find the others.`,

  take: 'Take it',
  notNow: 'Not now',
  look: 'Look at it',
  nextInLine: 'Next in line',
  call: 'Call',
  callAgain: 'Call again',
  callAnyway: 'Call again all the same',
  backToIt: 'Back to it',
  callbackInHand: 'Callback in hand',
  open: 'Open',
  openWhole: 'Open the whole callback',
  release: 'Put it back',
  reopen: 'Back into the queue',
  handOver: 'Hand over',
  handOverTo: 'Hand over to',
  toLead: 'Whoever leads',
  reschedule: 'Another time',
  cancel: 'Cancel it',
  close: 'Close',
  waitingSince: (at: string) => `waiting since ${at}`,
  waitedSince: (at: string) => `waited since ${at}`,
  facts: {
    reason: 'Why',
    time: 'Their time',
    window: 'Asked for',
    language: 'Language',
    tries: 'Tries',
    source: 'How it came',
  },
  timeIn: (time: string, place: string, how: string) => `${time} in ${place}${how}`,
  bothTimes: (there: string, place: string, here: string) => `${there} in ${place} (${here} here)`,
  unknownZone: (zone: string) => `Not known (${zone})`,
  askedTimes: (count: number, how: string) => `${how}, ${count} times in all`,

  outcomes: 'How did it go?',
  pressAgain: 'Press once more: nobody calls them again.',
  later: 'When shall we call again?',
  day: 'Day',
  from: 'From',
  until: 'Until (if they said so)',
  noSuchTime: 'That time does not exist there on that day: the clocks are changed.',
  past: 'That time is over already.',
  thatIs: (here: string) => `That is ${here}.`,
  thatIsThere: (there: string, place: string, here: string) => `That is ${there} in ${place}, ${here} here.`,
  keepLater: 'Keep the time',
  inOneHour: 'In 1 hour',
  inThreeHours: 'In 3 hours',
  tomorrow: 'Tomorrow 09:00',

  note: 'Notes',
  noteHint: 'Encrypted. You and the next agent read them.',
  keepNote: 'Keep the note',
  unsent: 'not sent yet',

  cancelReason: 'Cancel this callback',
  reason: 'Why',
  cancelNow: 'Cancel the callback',
  cancelAgain: 'Press once more to cancel it',
  rescheduleTitle: 'Another time',
  keepTime: 'Keep the new time',
  priority: 'How urgent',

  handsFull: (who: string) => `In your hands: ${who}`,
  rejected: 'What the team hub did not take',
  notTaken: (what: string, who: string) => `${who}: the hub did not take ${what}.`,
  syncing: 'Catching up with the team',
  syncingBody: (done: number, total: number) =>
    `${done.toLocaleString()} of ${total.toLocaleString()} read. Calls go on; the queue fills as it comes.`,
  offline: (since: string) => `No link to the team since ${since}`,
  offlineBody: 'Go on with those in your hands or kept for you. What you do is kept here and sent by itself.',
  unsentSince: (count: number, since: string) =>
    `${count === 1 ? '1 thing waits' : `${count} things wait`} to be sent${since && ` since ${since}`}.`,

  begun: (at: string) => ({
    title: at
      ? `You began a call at ${at} and no outcome was told.`
      : 'A call was begun and no outcome was told.',
    body: 'The patient may have been reached. Tell how it went, or call again knowing that.',
  }),
  busyWith: (who: string) => `First finish with ${who}: tell how it went, or put it back.`,
  needsHub: 'Without the link to the team only what is kept for you can be taken.',
  onCall: 'You are on a call.',
  kept: (what: string, who: string) => `Kept: ${what}, ${who}.`,
  offer: (who: string, wait: string) => `Next: ${who}, waiting ${wait}`,
  offered: (who: string, wait: string, reason: string) => `Next: ${who}, waiting ${wait}. ${reason}.`,

  number: 'Number',
  name: 'Name',
  reasons: 'Usual reasons',
  anyLanguage: 'Not said',
  when: 'When',
  soon: 'As soon as possible',
  atTime: 'At a time they said',
  whoseClock: 'By whose clock',
  clockHere: (place: string) => `Ours (${place})`,
  noteOnce: 'Note (encrypted)',
  make: 'Make the callback',
  made: (who: string) => `Made: a callback for ${who}.`,
  joined: (who: string) =>
    `${who} waits for that already. It counts as asked once more, and keeps its place.`,

  dropList: 'Drop a CSV file here',
  columns:
    'Its first line names the columns: number and reason, and if you have them name, language, priority…',
  chooseFile: 'Choose a file…',
  reading: (fileName: string) => `Reading ${fileName}…`,
  imported: (count: number, fileName: string) =>
    `${count === 1 ? '1 callback' : `${count.toLocaleString()} callbacks`} added from ${fileName}.`,
  known: (count: number) =>
    count === 1 ? '1 line was known already.' : `${count.toLocaleString()} lines were known already.`,
  mistakes: (count: number) =>
    count === 1 ? '1 line was not taken:' : `${count.toLocaleString()} lines were not taken:`,
  mistakeTable: 'Lines that were not taken',
  mistakeColumns: ['Line', 'Column', 'Expected', 'Found'],
  mistakeLine: (line: number, column: string, expected: string, found: string) =>
    `Line ${line}, ${column}: expected ${expected}, found “${found}”.`,
  copyReport: 'Copy the report',
  copied: 'Copied.',
} as const;

export const OUTCOME_WORDS: Record<Outcome, string> = {
  spoke: 'Spoke',
  'no-answer': 'No answer',
  busy: 'Busy',
  'voicemail-left': 'Voicemail left',
  'wrong-number': 'Wrong number',
  'asked-for-later': 'Asked for later',
  'do-not-call': 'Do not call again',
};

export const PRIORITY_WORDS: Record<Priority, string> = {
  urgent: 'Urgent',
  high: 'High',
  normal: 'Normal',
  low: 'Low',
};

export const SOURCE_WORDS: Record<RequestSource, string> = {
  agent: 'Made by an agent',
  phone: 'Asked on the phone',
  web: 'Asked on the web',
  import: 'From a list',
  'missed-call': 'A missed call',
  script: 'From a script',
};

/** What the hub may not have taken, by the kind of event. */
export const REJECTED_WORDS: Readonly<Record<string, string>> = {
  requested: 'the new callback',
  claimed: 'that you took it',
  renewed: 'that you keep it longer',
  released: 'that you put it back',
  'dial-started': 'that you began a call',
  outcome: 'how it went',
  rescheduled: 'the new time',
  note: 'the note',
  cancelled: 'that it is cancelled',
};

/** The kind sentence of an empty list. */
export const EMPTY_WORDS: Record<CallbackView, { title: string; body: string }> = {
  next: { title: 'Nobody waits', body: 'Everyone has been called, or waits for the time they asked for.' },
  mine: { title: 'Nothing in your hands', body: 'What you take, and what is handed to you, stands here.' },
  team: { title: 'The team’s queue is empty', body: 'Callbacks come from calls, missed calls and lists.' },
  done: { title: 'Nothing done yet', body: 'Whoever was spoken to stands here, newest first.' },
  attention: { title: 'All is well', body: 'What a person has to decide would stand here.' },
};

/** How their zone is known. */
export const ZONE_WORDS: Record<CallbackRow['zone']['from'], string> = {
  patient: '',
  number: ' (by number)',
  team: ' (the team’s: theirs is not known)',
};
