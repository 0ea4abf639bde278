import type { KeptRecords, RecordsRules } from '#shared/contract/sign-in.ts';
import type { AppError } from '#shared/result.ts';
import type { PinFlaw } from '#shared/sign-in/pin-rule.ts';

/** What is said about a PIN wherever one is typed. */
export const pinWords = {
  again: 'The same PIN again',
  passphrase: 'A few words are fine too.',
  noKeyring: (minLength: number) =>
    `This computer has no keyring to keep a secret in. Your PIN alone protects what is kept here, so it needs ${minLength} characters or more.`,
  good: 'That PIN will do.',
  notTheSame: 'The two PINs are not the same yet.',
  waiting: 'After wrong PINs there is a pause.',
  waitLeft: (time: string) => `The next try is in ${time}.`,
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

/** How a new PIN stands that is typed twice. */
export function newPinWords(
  flaw: PinFlaw['why'] | null,
  pin: string,
  again: string,
  minLength: number,
): string {
  if (flaw) return flawWords(flaw, minLength);
  // While the second box is still being typed it is no mistake yet.
  return again === '' || pin.startsWith(again) ? pinWords.good : pinWords.notTheSame;
}

/** What has to be said about a desk where the PIN stands alone; empty elsewhere. */
export function keyringWords({ keyring, minLength }: RecordsRules): string {
  return keyring ? '' : pinWords.noKeyring(minLength);
}

interface Words {
  title: string;
  body: string;
}

const LOCKED: Words = {
  title: 'Your records here are locked.',
  body: 'A wrong PIN was typed too often. Nothing was erased, and no PIN opens them any more. Ask your lead or IT; until then you can work at another desk.',
};
const SEALED: Words = {
  title: 'Your records here do not belong to this computer’s keyring.',
  body: 'They came from another computer, or the keyring is locked or was emptied. If it is locked, unlock it and start Hearthline again.',
};
const NEWER: Words = {
  title: 'Your records here were written by a newer Hearthline.',
  body: 'They were not touched. Update Hearthline on this computer, then sign in.',
};

/** Why no PIN opens what is kept here; null where one does, and where nothing is kept. */
export function shutWords({ state }: KeptRecords): Words | null {
  switch (state) {
    case 'locked':
      return LOCKED;
    case 'sealed':
      return SEALED;
    case 'newer':
      return NEWER;
    case 'none':
    case 'known':
    case 'waiting':
      return null;
  }
}

/** A failure about the PIN or the records in the words of whoever just typed one; null for all others. */
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
  if (code === 'records-locked') return LOCKED;
  if (code === 'not-allowed' && details['why'] === 'tries-kept') return TRIES_KEPT;
  if (code === 'records-failed' && details['why'] === 'sealed') return SEALED;
  return null;
}

const TRIES_KEPT: Words = {
  title: 'No more tries without the server.',
  body: 'The others are kept for whoever has your password, so that nobody can use them up. Nothing was erased. Sign in again when the server can be reached.',
};

/** `onLimit` as main tells it (main/sign-in-records.ts). */
function leftWords(left: number, onLimit: unknown): string {
  if (onLimit === 'server') {
    return left === 0
      ? 'Nothing was erased. The next PIN can be tried when the server has accepted your password.'
      : `${triesLeft(left)} without the server. Nothing is erased meanwhile.`;
  }
  if (onLimit === 'sign-in')
    return `${triesLeft(left)} until you sign in again. Nothing is erased meanwhile.`;
  const what = onLimit === 'lock' ? 'your records here are locked' : 'what is kept here is erased';
  return `${triesLeft(left)} before ${what}.`;
}

function triesLeft(count: number): string {
  if (count === 0) return 'No more tries';
  return count === 1 ? 'One more try' : `${count} more tries`;
}
