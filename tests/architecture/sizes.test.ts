import { describe, expect, it } from 'vitest';
import { codeFiles } from './repository.ts';

const P90_LINES = 250;
const MAX_LINES = 500;

function lineCount(text: string): number {
  return text.trimEnd().split('\n').length;
}

/** The smallest count that at least nine tenths of the files do not exceed. */
function p90(counts: readonly number[]): number {
  const sorted = counts.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? 0;
}

describe('file sizes', () => {
  it(`keep nine of ten files within ${P90_LINES} lines`, () => {
    expect(p90(codeFiles().map(({ text }) => lineCount(text)))).toBeLessThanOrEqual(P90_LINES);
  });

  it(`keep every file within ${MAX_LINES} lines`, () => {
    const tooLong = codeFiles().filter(({ text }) => lineCount(text) > MAX_LINES);
    expect(tooLong.map(({ path }) => path)).toEqual([]);
  });

  it('are counted right', () => {
    expect(lineCount('a\nb\n')).toBe(2);
    expect(p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 400])).toBe(9);
    expect(p90([1, 2, 3, 4, 5, 6, 7, 8, 400, 400])).toBe(400);
  });
});
