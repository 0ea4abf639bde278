import { describe, expect, it } from 'vitest';
import { closingLine, skipOf, sum } from './tally.mjs';
import { choose } from './test-parts.mjs';

describe('the closing line', () => {
  it('counts what passed and failed, and skips only when there are any', () => {
    expect(closingLine({ passed: 3, failed: 0, skipped: 0, skips: [] })).toBe('3 passed, 0 failed');
    expect(closingLine({ passed: 3, failed: 1, skipped: 2, skips: [] })).toBe(
      '3 passed, 1 failed, 2 skipped',
    );
  });

  it('is the sum of its parts', () => {
    const one = { passed: 1, failed: 2, skipped: 1, skips: [{ test: 'a', reason: 'b' }] };
    expect(sum([one, one])).toEqual({
      passed: 2,
      failed: 4,
      skipped: 2,
      skips: [...one.skips, ...one.skips],
    });
    expect(sum([])).toMatchObject({ passed: 0, failed: 0 });
    expect(sum([one, skipOf('c', 'd')])).toMatchObject({
      skipped: 2,
      skips: [...one.skips, { test: 'c', reason: 'd' }],
    });
  });
});

describe('npm test', () => {
  const names = (/** @type {string[]} */ ...args) => choose(args).parts.map(({ name }) => name);

  it('runs everything, or the parts that are named', () => {
    expect(names()).toEqual(['unit', 'host', 'hub', 'pbx', 'line', 'practice', 'look', 'desk', 'faults']);
    expect(names('desk', 'unit')).toEqual(['unit', 'desk']);
  });

  it('finds a file’s part by its folder', () => {
    expect(names('./tests/pbx/pbx.test.ts')).toEqual(['pbx']);
    expect(names('tests/practice/cast.test.ts')).toEqual(['practice']);
    expect(choose(['tests/pbx/pbx.test.ts']).filters).toEqual(['tests/pbx/pbx.test.ts']);
  });

  it('hands vitest a name to look for, and does not count what that leaves out', () => {
    expect(choose(['unit', '-t', 'a name'])).toMatchObject({ filters: ['-t', 'a name'], byName: true });
  });
});
