import type { FlagTold } from '#shared/contract/red-flags.ts';
import type { ScriptRule } from '#shared/script/choose.ts';
import { areOnIt } from '../ui/index.ts';

/** Every word of the scripts that is not a script's own. */
export const words = {
  region: 'Script',
  change: 'Change',
  changeName: 'Change the script',
  close: 'Keep this one',
  search: 'Search the scripts',
  searchHere: 'Search words in any script',
  nothingFound: 'No script has these words.',
  found: (count: number) => (count === 1 ? '1 script' : `${count} scripts`),
  more: (count: number) => `And ${count} more: type on to narrow them down.`,
  outOfDate: (day: string) => `Was to be reviewed by ${day}`,
  calledByUs: 'You are calling them. Until you know who is there, say your own name alone.',
  howToOpen: 'How to open',
  redFlag: 'Something is wrong',
  redFlagKey: 'F9',
  redFlags: 'Something is wrong: which is it?',
  backToScript: 'Back to the script',
  otherFlag: 'Something else',
  wrapUp: 'How did it end?',
  outcomes: 'How it ended',
  note: 'Note',
  noteHint: 'Kept with the call, encrypted, on this desk.',
  noteHintPractice: 'Kept until you leave the practice line.',
  keep: 'Keep',
  enter: 'Enter',
  nothing: 'Nothing to note',
  withCallback: 'It is kept with the callback’s outcome.',
  readAgain: 'The script again',
  toWrapUp: 'Say how it ended',
  falseAlarm: 'False alarm',
  onIt: areOnIt,
} as const;

/** Whether the leads know of a red flag. */
export const FLAG_TOLD: Readonly<Record<FlagTold, string>> = {
  telling: 'Telling your leads…',
  told: 'Your leads are told',
  waiting: 'Telling your leads when the hub is back',
  late: 'The hub did not come back in time: nobody is told. Ask your lead now.',
  off: 'The team hub cannot tell your leads: nobody is told. Ask your lead now.',
  nobody: 'No team hub: nobody is told',
};

/** Why this script stands there. */
export function ruleWords(rule: ScriptRule, queue: string | null): string {
  switch (rule.kind) {
    case 'practice':
      return 'For this practice patient';
    case 'crisis':
      return 'For every call in a crisis';
    case 'number':
      return `For calls to ${rule.word}`;
    case 'queue':
      return `For ${queue ?? rule.word}`;
    case 'reason':
      return `For callbacks about “${rule.word}”`;
    case 'callback':
      return 'For callbacks';
    case 'outgoing':
      return 'For calls you place';
    case 'any':
      return 'For calls of no known kind';
    case 'resumed':
      return 'Where you were when the line broke';
    case 'handed-over':
      return `Handed over by ${rule.by}`;
    case 'hand':
      return 'Chosen by you';
  }
}
