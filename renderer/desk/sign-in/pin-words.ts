import type { KeptRecords, RecordsRules } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import type { PinFlaw } from '#shared/sign-in/pin-rule.ts';

const FETCHED = 'Callbacks and their notes come back from your team’s hub.';
const LOST = 'The calls listed here, and anything that was not sent yet, are gone.';

/** What the sign-in page says about the PIN and what it locks. */
export const pinWords = {
  pin: 'PIN for this desk’s records',
  again: 'The same PIN again',
  group: 'The records at this desk',
  newHere: 'New at this desk: choose a PIN',
  newBody:
    'It locks what is kept here about patients; nobody can read it without it, not even IT. If you forget it, what is kept here is erased and fetched anew from the hub.',
  passphrase: 'A few words are fine too.',
  noKeyring: (minLength: number) =>
    `This computer has no keyring to keep a secret in. Your PIN alone protects what is kept here, so it needs ${minLength} characters or more.`,
  good: 'That PIN will do.',
  notTheSame: 'The two PINs are not the same yet.',
  destroyed: 'Your records here were erased. Choose a new PIN',
  destroyedBody: `A wrong PIN was typed too often. Nobody can read what was kept here. ${FETCHED} ${LOST}`,
  damaged: 'Your records here were damaged. Choose a new PIN',
  damagedBody: `They were set aside, not thrown away; tell the people who look after this computer. ${FETCHED}`,
  waiting: 'After wrong PINs there is a pause.',
  waitLeft: (time: string) => `The next try is in ${time}.`,
  locked: 'Your records here are locked.',
  lockedBody:
    'A wrong PIN was typed too often. Nothing was erased, and no PIN opens them any more. Ask your lead or IT; until then you can work at another desk.',
  sealed: 'Your records here do not belong to this computer’s keyring.',
  sealedBody:
    'They came from another computer, or the keyring is locked or was emptied. If it is locked, unlock it and start Hearthline again.',
  newer: 'Your records here were written by a newer Hearthline.',
  newerBody: 'They were not touched. Update Hearthline on this computer, then sign in.',
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

/** What a new PIN still needs. It changes only when the fault does, so that it can be read out while one types. */
export function flawWords(flaw: PinFlaw['why'], minLength: number): string {
  switch (flaw) {
    case 'too-short':
      return `${minLength} characters or more. ${pinWords.passphrase}`;
    case 'too-plain':
      return 'Too easy to guess: a row, a run, a repetition or a common word.';
    case 'is-password':
      return 'Not the password again: whoever has one would have both.';
    case 'is-extension':
      return 'Too close to your extension, which everybody knows.';
  }
}

interface Words {
  title: string;
  body: string;
}

/** A failure about the PIN or the records in this page's own words; null for all others. */
export function recordsTrouble({ code, details = {} }: AppError): Words | null {
  if (code === 'pin-wrong') {
    const body = leftWords(Number(details['left']), details['onLimit']);
    return { title: 'That PIN does not open your records here.', body };
  }
  if (code === 'pin-weak') {
    const body = flawWords(details['why'] as PinFlaw['why'], Number(details['minLength']));
    return { title: 'Choose another PIN.', body };
  }
  if (code === 'records-destroyed') {
    return { title: 'That was one wrong PIN too many.', body: 'What was kept here was erased.' };
  }
  if (code === 'not-allowed' && details['why'] === 'tries-kept') return TRIES_KEPT;
  if (code === 'records-failed' && details['why'] === 'sealed') {
    return { title: pinWords.sealed, body: pinWords.sealedBody };
  }
  return null;
}

const TRIES_KEPT: Words = {
  title: 'No more tries without the server.',
  body: 'The others are kept for whoever has your password, so that nobody can use them up. Nothing was erased. Sign in again when the server can be reached.',
};

function leftWords(left: number, onLimit: unknown): string {
  if (onLimit === 'server') {
    return left === 0
      ? 'Nothing was erased. The next PIN can be tried when the server has accepted your password.'
      : `${triesLeft(left)} without the server. Nothing is erased meanwhile.`;
  }
  if (left === 0) return pinWords.lockedBody;
  const what = onLimit === 'lock' ? 'your records here are locked' : 'what is kept here is erased';
  return `${triesLeft(left)} before ${what}.`;
}

function triesLeft(count: number): string {
  return count === 1 ? 'One more try' : `${count} more tries`;
}

/** What stands over the PIN; null when the box says enough. */
export function keptWords(kept: KeptRecords): Words | null {
  switch (kept.state) {
    case 'none':
      return NONE_WORDS[kept.why];
    case 'locked':
      return { title: pinWords.locked, body: pinWords.lockedBody };
    case 'sealed':
      return { title: pinWords.sealed, body: pinWords.sealedBody };
    case 'newer':
      return { title: pinWords.newer, body: pinWords.newerBody };
    case 'known':
    case 'waiting':
      return null;
  }
}

const NONE_WORDS = {
  'first-time': { title: pinWords.newHere, body: pinWords.newBody },
  destroyed: { title: pinWords.destroyed, body: pinWords.destroyedBody },
  damaged: { title: pinWords.damaged, body: pinWords.damagedBody },
} as const;

/** What has to be said about a desk where the PIN stands alone; empty elsewhere. */
export function keyringWords({ keyring, minLength }: RecordsRules): string {
  return keyring ? '' : pinWords.noKeyring(minLength);
}
