import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reuse } from './reuse.ts';

it('gives the old object back when nothing changed', () => {
  const before = { a: [1, { b: 2 }], c: null };
  expect(reuse(before, structuredClone(before))).toBe(before);
});

it('keeps the parts that did not change, and only those', () => {
  const before = { calls: [{ id: 'a' }, { id: 'b' }], media: { x: 1 } };
  const after = reuse(before, { calls: [{ id: 'a' }, { id: 'c' }], media: { x: 1 } });
  expect(after).not.toBe(before);
  expect(after.media).toBe(before.media);
  expect(after.calls[0]).toBe(before.calls[0]);
  expect(after.calls[1]).not.toBe(before.calls[1]);
});

it('sees a key that came or went, and a list that grew or shrank', () => {
  expect(reuse({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(reuse({ a: undefined }, { b: undefined })).toEqual({ b: undefined });
  expect(reuse([1, 2], [1])).toEqual([1]);
  expect(reuse([1], [1, 2])).toEqual([1, 2]);
});

it('always equals the new value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (before, next) => {
      expect(reuse(before, structuredClone(next))).toEqual(next);
    }),
  );
});
