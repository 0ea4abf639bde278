import { describe, expect, it } from 'vitest';
import { PackedTexts } from './packed-texts.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('packed texts', () => {
  it('gives back what was set, in whatever letters, and nothing for a slot without a text', () => {
    const texts = new PackedTexts();
    texts.set(3, 'ada bloom');
    texts.set(1, 'zoë 山田 🙂');
    texts.set(2, '');
    expect([0, 1, 2, 3, 4, 9999].map((slot) => texts.get(slot))).toEqual([
      '',
      'zoë 山田 🙂',
      '',
      'ada bloom',
      '',
      '',
    ]);
    expect(texts.length).toBe(4);
  });

  it('takes another text in the place of one, shorter or longer, and leaves those beside it alone', () => {
    const texts = new PackedTexts();
    const said = ['mira', 'omar', 'noor'];
    for (const [slot, text] of said.entries()) texts.set(slot, text);
    for (const text of ['om', 'omar the second', '', 'omar']) {
      texts.set(1, text);
      expect([0, 1, 2].map((slot) => texts.get(slot))).toEqual(['mira', text, 'noor']);
    }
  });

  it('holds more than a chunk, and a text that is longer than one', () => {
    const texts = new PackedTexts();
    const textOf = (slot: number): string =>
      slot === 700 ? 'long '.repeat(30_000) : `text ${slot} `.repeat(20);
    for (let slot = 0; slot < 1500; slot += 1) texts.set(slot, textOf(slot));
    for (let slot = 0; slot < 1500; slot += 1) expect(texts.get(slot)).toBe(textOf(slot));
  });

  it('finds a part anywhere in a text and in no other', () => {
    const texts = new PackedTexts();
    texts.set(0, 'aab aaab');
    texts.set(1, 'bloom');
    for (const part of ['a', 'aaa', 'aaab', 'aab aaab', 'b a']) expect(texts.has(0, bytes(part))).toBe(true);
    for (const part of ['aaaa', 'bb', 'aab aaabb', 'bl', 'ab bloom']) {
      expect(texts.has(0, bytes(part))).toBe(false);
    }
    expect(texts.has(2, bytes('a'))).toBe(false);
  });

  it('orders texts as strings are, the shorter first', () => {
    const texts = new PackedTexts();
    const words = ['b', 'ab', '', 'a', 'B', 'a-', 'a_', 'abc'];
    for (const [slot, word] of words.entries()) texts.set(slot, word);
    const order = [...words.keys()].sort((a, b) => texts.compare(a, b));
    expect(order.map((slot) => texts.get(slot))).toEqual([...words].sort());
  });

  it('forgets everything', () => {
    const texts = new PackedTexts();
    texts.set(5, 'mira');
    texts.clear();
    expect([texts.length, texts.get(5)]).toEqual([0, '']);
    texts.set(5, 'omar');
    expect(texts.get(5)).toBe('omar');
  });
});
