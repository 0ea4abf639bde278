import type { BookLine, ScriptOrigin, VersionMark } from '#shared/contract/script-book.ts';

/** Every word of the place where scripts are written. */
export const words = {
  place: 'Scripts',
  intro: 'What stands beside the calls. Whatever is published opens with the next call.',
  newScript: 'New script',
  search: 'Search the scripts',
  searchHere: 'Search titles and what they are for',
  loading: 'Fetching the scripts…',
  tryAgain: 'Try again',
  nothingFound: 'No script has these words.',
  groups: { drafts: 'Your drafts', team: 'Your team’s', app: 'The app’s own' },
  noTeam:
    'Nothing of your own is published yet. Open one of the app’s scripts to make it yours, or write a new one.',
  more: (count: number) => `And ${count} more: type on to narrow them down.`,
  kinds: { script: '', 'red-flag': 'Red flag', chips: 'Chips' } satisfies Record<BookLine['kind'], string>,
  draft: 'Draft',
  folder: 'from a folder',
  unreadable: 'Cannot be read here',
  untitled: 'No title yet',

  back: 'All scripts',
  opening: 'Opening the script…',
  text: 'Text of the script',
  textHint: 'Tab leaves the text.',
  remarks: 'To mend',
  goTo: (line: number, column: number) => `Line ${line}, column ${column}`,
  tally: (mistakes: number, advice: number) =>
    mistakes + advice === 0
      ? 'No mistakes, no warnings'
      : [counted(mistakes, 'mistake'), counted(advice, 'warning')].filter(Boolean).join(', '),
  checking: 'Checking…',
  mistake: 'Mistake',
  advice: 'Warning',
  keptHere: 'Your draft is kept on this desk',
  keeping: 'Keeping your draft…',
  notKept: 'Your draft could not be kept',
  readOnly: 'Read only',
  of: (from: ScriptOrigin | null, published: VersionMark | null, when: string) => {
    if (published?.state === 'stands') return `Version ${published.version}, by ${published.by}, ${when}`;
    if (published?.state === 'withdrawn') return `Withdrawn by ${published.by}, ${when}`;
    if (from === 'app') return 'The app’s own';
    return from === 'folder' ? 'Your team’s, from a folder' : 'New, not published yet';
  },
  replaces: {
    team: '',
    folder: 'Published, it takes the place of the one in the folder.',
    app: 'Published, it takes the place of the app’s own.',
  } satisfies Record<ScriptOrigin, string>,
  makeOurs: 'Make ours',
  makeOursHint: 'You get a copy to change. Nothing changes for anybody until it is published.',
  drop: 'Drop the draft',
  dropSurely: 'Press again: what you typed goes',

  publish: (version: number) => `Publish version ${version}`,
  publishAnyway: (warnings: number) => `${counted(warnings, 'warning')}: press again to publish`,
  mendFirst: 'A script with a mistake cannot be published.',
  published: (version: number) => `Version ${version} is published.`,
  withdraw: 'Withdraw',
  withdrawSurely: 'Press again: the one below it stands again',
  withdrawnNews: (id: string) => `“${id}” is withdrawn.`,
  reader: (leads: readonly string[]) =>
    leads.length === 0
      ? 'Only those who lead your team publish scripts.'
      : `Only those who lead your team publish scripts: ${leads.join(', ')}.`,
  away: 'Your team’s hub cannot be reached now.',
  awayBody: 'Write on: your draft is kept on this desk. It can be published when the link is back.',

  outrun: (mark: VersionMark) =>
    mark.state === 'withdrawn'
      ? `${mark.by} withdrew it since you began.`
      : `${mark.by} published version ${mark.version} since you began.`,
  outrunBody: 'Your draft is kept. Look at what is different, then put yours on top of it or drop it.',
  seeDifference: 'What is different',
  onTop: 'Put mine on top of it',
  yours: 'From theirs to your draft',

  preview: 'Preview',
  previewNow: 'As it will stand beside a call',
  previewOld: 'This is how it was before the mistake: it follows again once that is mended.',
  previewNone: 'The preview comes once the mistakes are mended.',
  previewLink: (what: string) => `In a call this ${what}.`,
  links: {
    script: 'opens another script',
    page: 'opens a page in the browser',
    call: 'calls somebody',
  },
  samplePatient: 'Ada Sample',
  sampleReason: 'Test results',
  outcomes: 'How it may end:',
  backToScript: 'Back to the script',
  redFlags: 'Something is wrong',

  past: 'What was published before',
  pastNone: 'It was never published.',
  versionLine: (mark: VersionMark) =>
    mark.state === 'withdrawn' ? `Version ${mark.version}: withdrawn` : `Version ${mark.version}`,
  stands: 'stands now',
  show: (version: number) => `What changed in version ${version}`,
  bringBack: 'Bring this back',
  bringBackSurely: (version: number) => `Press again to publish it as version ${version}`,
  changes: (version: number) => `Changes of version ${version}`,
  sameText: 'The text is the same.',
  line: { same: '', gone: 'taken out', new: 'put in' },
  gap: 'lines that are the same',
} as const;

function counted(count: number, what: string): string {
  if (count === 0) return '';
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
