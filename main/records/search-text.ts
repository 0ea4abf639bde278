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
type Word = readonly string[];

export interface Search {
  readonly words: readonly Word[];
  /** Pairs of letters that a line must have (`signature`); the cheap question before the dear one. */
  readonly mask: Signature;
}

/** 128 bits: which pairs of letters stand beside each other in a text, hashed. */
export type Signature = readonly [number, number, number, number];

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
  return all.length === 0 ? null : { words: all, mask: maskOf(all) };
}

export function isMet(words: readonly Word[], text: string): boolean {
  // Loops and not `every`: a function made for each line is most of what a search costs.
  for (const writings of words) {
    let isThere = false;
    for (const word of writings) isThere ||= text.includes(word);
    if (!isThere) return false;
  }
  return true;
}

function maskOf(words: readonly Word[]): Signature {
  return words
    .map(sharedSignature)
    .reduce((all, one) => [all[0] | one[0], all[1] | one[1], all[2] | one[2], all[3] | one[3]], [0, 0, 0, 0]);
}

/** The pairs that every writing has. */
function sharedSignature(writings: Word): Signature {
  return writings
    .map(signatureOf)
    .reduce((all, one) => [all[0] & one[0], all[1] & one[1], all[2] & one[2], all[3] & one[3]]);
}

export function signatureOf(text: string): Signature {
  const bits: [number, number, number, number] = [0, 0, 0, 0];
  for (let index = 1; index < text.length; index += 1) {
    const pair = (text.charCodeAt(index - 1) * 37 + text.charCodeAt(index) * 11) & 127;
    const place = (pair >> 5) as 0 | 1 | 2 | 3;
    bits[place] |= 1 << (pair & 31);
  }
  return bits;
}

/** Texts by slot, with what makes most of them fail at a glance. */
export class SearchTexts {
  #texts: string[] = [];
  #signatures = new Int32Array(4096);

  set(slot: number, text: string): void {
    if (slot * 4 + 4 > this.#signatures.length) {
      const larger = new Int32Array(Math.max(this.#signatures.length * 2, slot * 4 + 4));
      larger.set(this.#signatures);
      this.#signatures = larger;
    }
    // No holes: V8 would make a dictionary of it.
    while (this.#texts.length < slot) this.#texts.push('');
    this.#texts[slot] = text;
    this.#signatures.set(signatureOf(text), slot * 4);
  }

  get(slot: number): string {
    return this.#texts[slot] ?? '';
  }

  /** A question about slots; made once for a search, asked for every line. */
  matcher(search: Search): (slot: number) => boolean {
    const signatures = this.#signatures;
    const texts = this.#texts;
    const { words } = search;
    const [a, b, c, d] = search.mask;
    return (slot) => {
      const at = slot * 4;
      if (((signatures[at] ?? 0) & a) !== a || ((signatures[at + 1] ?? 0) & b) !== b) return false;
      if (((signatures[at + 2] ?? 0) & c) !== c || ((signatures[at + 3] ?? 0) & d) !== d) return false;
      return isMet(words, texts[slot] ?? '');
    };
  }

  clear(): void {
    this.#texts = [];
    this.#signatures = new Int32Array(4096);
  }
}
