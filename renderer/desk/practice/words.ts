import type { Debrief } from '#shared/contract/practice.ts';
import type { Mood, Trigger } from '#shared/practice/feeling.ts';

/** What the practice place says. */
export const words = {
  title: 'Practice',
  intro:
    'Invented patients with recorded voices. They call you, wait until you have spoken, and react to how you speak with them. Nothing is recorded and nothing leaves this desk.',
  start: 'Let them call',
  onlyWithoutServer:
    'Practice has a line of its own. Sign out, then choose “Practise without a phone system”.',
  none: 'No patients on this line',
} as const;

/** What a debrief says: kindly, of this call alone. */
export const debriefWords = {
  title: (name: string) => `Your call with ${name}`,
  region: 'Debrief',
  helped: 'What helped',
  tryNext: 'To try next time',
  feelings: 'How they felt',
  fromTo: (from: Mood, to: Mood) =>
    from === to
      ? `${MOOD_WORDS[from]} from beginning to end`
      : `${MOOD_WORDS[from]} when they called, ${MOOD_WORDS[to].toLowerCase()} at the end`,
  walkedOut: 'They had enough, and hung up.',
  moments: 'The moments that moved them',
  noMoments: 'Nothing moved them, one way or the other.',
  /** `now` is the mood that they came into; null while they stay in the one they were in. */
  moved: (isCalmer: boolean, now: Mood | null) => {
    const way = isCalmer ? 'calmer' : 'more upset';
    return now === null ? `a little ${way}` : `${way}, now ${MOOD_WORDS[now].toLowerCase()}`;
  },
  facts: 'The call in figures',
  length: 'Length',
  greeting: 'Until they heard you',
  greetingAfter: (seconds: number) => (seconds < 1 ? 'at once' : `after ${seconds} s`),
  neverHeard: 'They did not hear you',
  talk: 'Talk and listen',
  shares: (own: number, their: number, quiet: number) => `you ${own} %, they ${their} %, quiet ${quiet} %`,
  tooShort: 'too short a call to say',
  longest: 'Your longest stretch',
  talkedOver: 'They were talked over',
  times: (count: number) => (count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`),
  wait: 'Their longest wait for a word',
  script: 'Script',
  phases: 'Parts you were in',
  noPhases: 'none',
  chips: 'Feelings you looked up',
  noChips: 'none',
  whoSees: 'Only you see this, and it is gone when you close it.',
  ifKept: 'Kept, it stays on this computer for whoever practises here.',
  keep: 'Keep',
  close: 'Close',
  kept: 'Kept on this computer',
  keptList: 'Kept debriefs',
  keptIntro: 'On this computer, for whoever practises here. They are about invented people.',
  show: 'Show',
  hide: 'Hide',
  forget: 'Delete',
  forgetSure: 'Press again to delete',
  again: 'Call again',
} as const;

export const MOOD_WORDS: Readonly<Record<Mood, string>> = {
  calm: 'Calm',
  uneasy: 'Uneasy',
  upset: 'Upset',
  furious: 'Furious',
};

/** What the agent did, at the moment that moved the patient. */
export const TRIGGER_WORDS: Readonly<Record<Trigger, string>> = {
  talkedOver: 'You talked over them',
  silence: 'They heard nothing for a while',
  rushed: 'The beginning was hurried',
  chip: 'You looked up how they may feel',
  pause: 'You left them a moment',
  heardOut: 'You let them finish',
};

export const HELPED_WORDS: Readonly<Record<Debrief['helped'][number], string>> = {
  calmed: 'They were calmer at the end than when they called.',
  pause: 'After something hard you left a moment of quiet. That is heard.',
  chip: 'You took their feeling seriously and looked up what may help.',
  'heard-out': 'You let them get to the end of what they had to say.',
  'never-talked-over': 'You did not talk over them once.',
  'greeted-soon': 'They did not have to wait for your greeting.',
  listened: 'They had their full share of the talk.',
  'all-phases': 'You went through every part of the script.',
  stayed: 'You took a call that is not easy. That is how it gets easier.',
};

export const TRY_WORDS: Readonly<Record<Debrief['tryNext'], string>> = {
  'begin-slower':
    'Give the first half minute to them: greet, ask one thing, and wait until they have told it.',
  'let-finish': 'When you both speak, stop first. Wait until it is quiet, then answer what they said.',
  'say-when-quiet': 'When you need a moment, say so: “I am looking it up, I am still here.”',
  'greet-sooner': 'Greet as soon as the line is open: your name first, then an open question.',
  shorter: 'One thing at a time, then a stop. They will ask for the rest.',
  pause: 'After something heavy, count to two before you speak.',
  chip: 'Open the feeling that you hear in the script: there is a word for it that helps.',
  'all-phases':
    'Go on to the parts of the script that you did not reach: checking and closing keep the next call away.',
  harder: 'You are ready for another one. Try the next patient in the list.',
};
