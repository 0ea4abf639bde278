/**
 * How lists are searched as one types: every word must stand somewhere in a line, in any order. Accents, case and the
 * punctuation of numbers do not count.
 */

const MARKS = /\p{M}/gu;
/** Letters that Unicode does not take apart into a letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};
const OTHER_LETTERS = /[ßæœøłđðþı]/g;
const NOT_WORD = /[^\p{L}\p{N}+]+/gu;
const PLAIN = /^[a-z0-9 ]*$/;
/** A number as people write it, from its first digit to its last. */
const WRITTEN_NUMBER = /\+?\(?\d[\d ().\-/]*/g;

/** Small letters without accents, and spaces for whatever is neither a letter nor a digit. */
export function folded(text: string): string {
  const small = text.toLowerCase();
  if (PLAIN.test(small)) return small;
  return small
    .normalize('NFKD')
    .replaceAll(MARKS, '')
    .replaceAll(OTHER_LETTERS, (letter) => LETTERS[letter] ?? letter)
    .replaceAll(NOT_WORD, ' ')
    .replaceAll('+', ' ');
}

/** The text of a line that is searched in. */
export function lineText(name: string, reason: string, number: string): string {
  return `${folded(name)} ${folded(reason)} ${number.replaceAll(/\D/g, '')}`.replaceAll(/ {2,}/g, ' ');
}

/** A word of a search: it is met where any of its writings stands. */
export type Word = readonly string[];

/** What is looked for: each of these words. */
export type Search = readonly Word[];

/** Null when nothing was typed that could be looked for. */
export function readSearch(typed: string): Search | null {
  const numbers: Word[] = [];
  const rest = typed.replaceAll(WRITTEN_NUMBER, (written) => {
    const digits = written.replaceAll(/\D/g, '');
    // The zero before a national number is not in the international one that is kept.
    const national = digits.replace(/^0+/, '');
    numbers.push(national.length >= 3 && national !== digits ? [digits, national] : [digits]);
    return ' ';
  });
  const words = folded(rest)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => [word]);
  // The longest first: it is the likeliest to be missing.
  const all = [...words, ...numbers].toSorted((a, b) => (b[0]?.length ?? 0) - (a[0]?.length ?? 0));
  return all.length === 0 ? null : all;
}

/** @param text as `lineText` makes it */
export function isMet(search: Search, text: string): boolean {
  // Loops and not `every`: a function made for each line is most of what a search costs.
  for (const writings of search) {
    let isThere = false;
    for (const word of writings) isThere ||= text.includes(word);
    if (!isThere) return false;
  }
  return true;
}
