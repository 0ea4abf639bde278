import type { SignInState } from '#shared/contract/sign-in.ts';

/** What the sign-in page says. */
export const words = {
  product: 'Hearthline',
  promise: 'Ready when they call.',
  title: 'Sign in',
  profileHeading: 'Your team’s profile',
  drop: 'Drop the profile file here',
  choose: 'Choose a profile file',
  chooseOther: 'Choose another file',
  dropHint: 'Your team has one. Its name ends in .hearthline.json.',
  opening: 'Reading the file…',
  refused: (file: string, count: number) =>
    count === 1 ? `${file} has one mistake` : `${file} has ${count} mistakes`,
  refusedHint: 'Nothing was changed. Send this list to whoever made the profile.',
  mistakes: 'Mistakes in the profile',
  mistake: (expected: string, found: string) => `expected ${expected}, found ${found}`,
  wholeFile: 'The file itself',
  extension: 'Extension',
  password: 'Password',
  signIn: 'Sign in',
  cancel: 'Cancel',
  needsProfile: 'Choose your team’s profile first.',
  practise: 'Practise without a phone system',
  practiseHint: 'Recorded patients call you. No account needed.',
  tryAgain: 'Try again',
  loading: 'One moment…',
} as const;

export const PROGRESS_WORDS: Record<NonNullable<SignInState['progress']>, string> = {
  'reaching-server': 'Reaching the server…',
  'checking-password': 'Checking the password…',
  'opening-records': 'Opening your records…',
};
