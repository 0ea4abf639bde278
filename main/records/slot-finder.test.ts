import { describe, expect, it } from 'vitest';
import { hashOf, SlotFinder } from './slot-finder.ts';

const inOrder = (slots: readonly number[]): number[] => [...slots].sort((a, b) => a - b);

describe('finding slots by a hashed key', () => {
  it('finds what stands under a key, moved or not, and nothing that was taken away', () => {
    const finder = new SlotFinder();
    finder.set(1, 7);
    finder.set(2, 7);
    finder.set(3, 8);
    expect(inOrder(finder.find(7))).toEqual([1, 2]);
    finder.set(1, 8);
    finder.set(1, 8);
    expect(finder.find(7)).toEqual([2]);
    expect(inOrder(finder.find(8))).toEqual([1, 3]);
    finder.remove(3);
    finder.remove(3);
    finder.remove(99_999);
    expect(finder.find(8)).toEqual([1]);
    finder.clear();
    expect([finder.find(7), finder.find(8)]).toEqual([[], []]);
    finder.set(1, 7);
    expect(finder.find(7)).toEqual([1]);
  });

  it('says the same as a map does after whatever was done, however many there are', () => {
    const finder = new SlotFinder();
    const known = new Map<number, number>();
    for (let step = 0; step < 60_000; step += 1) {
      const slot = (step * 7919) % 20_011;
      const hash = hashOf(`key ${(step * 31) % 6007}`);
      if (step % 5 === 4) {
        finder.remove(slot);
        known.delete(slot);
      } else {
        finder.set(slot, hash);
        known.set(slot, hash);
      }
    }
    const byHash = new Map<number, number[]>();
    for (const [slot, hash] of known) byHash.set(hash, [...(byHash.get(hash) ?? []), slot]);
    for (let key = 0; key < 6007; key += 1) {
      const hash = hashOf(`key ${key}`);
      expect(inOrder(finder.find(hash))).toEqual(inOrder(byHash.get(hash) ?? []));
    }
  });
});
