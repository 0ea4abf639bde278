import type { Search, Word } from '#shared/search.ts';
import { PackedTexts } from './packed-texts.ts';

/** 128 bits: which pairs of letters stand beside each other in a text, hashed. */
type Signature = readonly [number, number, number, number];

function maskOf(search: Search): Signature {
  return search
    .map(sharedSignature)
    .reduce((all, one) => [all[0] | one[0], all[1] | one[1], all[2] | one[2], all[3] | one[3]], [0, 0, 0, 0]);
}

/** The pairs that every writing has. */
function sharedSignature(writings: Word): Signature {
  return writings
    .map(signatureOf)
    .reduce((all, one) => [all[0] & one[0], all[1] & one[1], all[2] & one[2], all[3] & one[3]]);
}

function signatureOf(text: string): Signature {
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
  readonly #texts = new PackedTexts();
  #signatures = new Int32Array(4096);

  set(slot: number, text: string): void {
    if (slot * 4 + 4 > this.#signatures.length) {
      const larger = new Int32Array(Math.max(this.#signatures.length * 2, slot * 4 + 4));
      larger.set(this.#signatures);
      this.#signatures = larger;
    }
    this.#texts.set(slot, text);
    this.#signatures.set(signatureOf(text), slot * 4);
  }

  get(slot: number): string {
    return this.#texts.get(slot);
  }

  /** A question about slots; made once for a search, asked for every line. */
  matcher(search: Search): (slot: number) => boolean {
    const signatures = this.#signatures;
    const texts = this.#texts;
    const words = search.map((writings) => writings.map((word) => Buffer.from(word)));
    // Pairs of letters that a line must have: the cheap question before the dear one.
    const [a, b, c, d] = maskOf(search);
    return (slot) => {
      const at = slot * 4;
      if (((signatures[at] ?? 0) & a) !== a || ((signatures[at + 1] ?? 0) & b) !== b) return false;
      if (((signatures[at + 2] ?? 0) & c) !== c || ((signatures[at + 3] ?? 0) & d) !== d) return false;
      // Loops and not `every`: a function made for each line is most of what a search costs.
      for (const writings of words) {
        let isThere = false;
        for (const word of writings) isThere ||= texts.has(slot, word);
        if (!isThere) return false;
      }
      return true;
    };
  }

  clear(): void {
    this.#texts.clear();
    this.#signatures = new Int32Array(4096);
  }
}
