import type { KeptRecords } from '#shared/contract/sign-in.ts';
import { shutWords } from '../ui/index.ts';

const FETCHED = 'Callbacks and their notes come back from your team’s hub.';
const LOST = 'The calls listed here, and anything that was not sent yet, are gone.';

/** What the sign-in page says about the records at this desk and their PIN; what is said elsewhere too is in ui/. */
export const recordsWords = {
  pin: 'PIN for this desk’s records',
  group: 'The records at this desk',
  newHere: 'New at this desk: choose a PIN',
  newBody:
    'It locks what is kept here about patients; nobody can read it without it, not even IT. If you forget it, what is kept here is erased and fetched anew from the hub.',
  destroyed: 'Your records here were erased. Choose a new PIN',
  destroyedBody: `A wrong PIN was typed too often. Nobody can read what was kept here. ${FETCHED} ${LOST}`,
  damaged: 'Your records here were damaged. Choose a new PIN',
  damagedBody: `They were set aside, not thrown away; tell the people who look after this computer. ${FETCHED}`,
  forgot: 'I forgot the PIN',
  keep: 'Keep what is here',
  startOver: 'Start over with a new PIN',
  startOverBody: `Signing in will erase what is kept here for you. ${FETCHED} ${LOST}`,
  eraseAndSignIn: 'Erase and sign in',
  withoutLine: 'You can work without the phone line',
  withoutLineBody:
    'Your PIN alone opens what is kept here: callbacks you hold, notes, outcomes. Hearthline goes on reaching for the server by itself.',
  goOn: 'Go on without the phone line',
} as const;

/** What stands over the PIN; null when the box says enough. */
export function keptWords(kept: KeptRecords): { title: string; body: string } | null {
  return kept.state === 'none' ? NONE_WORDS[kept.why] : shutWords(kept);
}

const NONE_WORDS = {
  'first-time': { title: recordsWords.newHere, body: recordsWords.newBody },
  destroyed: { title: recordsWords.destroyed, body: recordsWords.destroyedBody },
  damaged: { title: recordsWords.damaged, body: recordsWords.damagedBody },
} as const;
