/**
 * What a new PIN must be. Tries at the desk are few and slow; but where the system keeps no secrets whoever copies the
 * files can try as fast as scrypt lets them, so a longer one is asked for there (`minLength` comes from main).
 */
export interface PinContext {
  /** Characters (code points) it must have. */
  readonly minLength: number;
  readonly extension: string;
  /** The password of the extension, which the PIN must not repeat: one theft would open both. */
  readonly password: string;
}

export type PinFlaw =
  /** `missing` more characters are needed. */
  | { readonly why: 'too-short'; readonly missing: number }
  /** A row of keys, a run like 123456, the same again and again, or a word that everybody tries first. */
  | { readonly why: 'too-plain' }
  | { readonly why: 'is-password' }
  /** Little more than the extension, which the sign-in page shows. */
  | { readonly why: 'is-extension' };

/** The same PIN however the keyboard composes its letters (Unicode NFKC). Spaces count. */
export function normalPin(pin: string): string {
  return pin.normalize('NFKC');
}

/** What is wrong with a new PIN first; null when nothing is. */
export function flawOfPin(pin: string, { minLength, extension, password }: PinContext): PinFlaw | null {
  const text = normalPin(pin);
  const letters = [...text];
  if (letters.length < minLength) return { why: 'too-short', missing: minLength - letters.length };
  if (text === normalPin(password)) return { why: 'is-password' };
  if (extension !== '' && [...text.replaceAll(extension, '')].length < minLength / 2) {
    return { why: 'is-extension' };
  }
  return isPlain(letters, minLength) ? { why: 'too-plain' } : null;
}

/** What people choose first when they are asked for a secret, in the languages of the sample teams. */
const COMMON = new Set(
  'password passwort motdepasse contraseña welcome letmein iloveyou changeme secret hearthline hospital clinic'.split(
    ' ',
  ),
);
const KEY_ROWS = ['qwertyuiop', 'qwertzuiop', 'azertyuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm', '1234567890'];

function isPlain(letters: readonly string[], minLength: number): boolean {
  const folded = letters.map((letter) => letter.toLowerCase());
  const word = folded.filter((letter) => /\p{L}/u.test(letter)).join('');
  if (COMMON.has(word)) return true;
  const hasFewKinds = new Set(folded).size < Math.max(4, Math.floor(minLength / 2));
  return hasFewKinds || surprises(folded) < Math.ceil((minLength * 2) / 3);
}

/** How many characters do not follow from those before: not the next in order, not the next key, not the same step. */
function surprises(letters: readonly string[]): number {
  let count = 0;
  let lastStep = 0;
  for (const [index, letter] of letters.entries()) {
    const before = letters[index - 1];
    const step = before === undefined ? Number.NaN : code(letter) - code(before);
    const follows =
      Math.abs(step) <= 1 || step === lastStep || (before !== undefined && isNext(before, letter));
    if (!follows) count += 1;
    lastStep = step;
  }
  return count;
}

function code(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

function isNext(before: string, letter: string): boolean {
  return KEY_ROWS.some((row) => row.includes(before + letter) || row.includes(letter + before));
}
