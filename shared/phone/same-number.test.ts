import { describe, expect, it } from 'vitest';
import { sameNumberBy } from './same-number.ts';

const numbers = { country: 'US', dialPrefix: '9', extensionMaxLength: 6 };
const isSame = sameNumberBy({ numbers, domain: 'pbx.example' });

describe('Two writings are one number', () => {
  it.each([
    ['+12025550123', '12025550123'],
    ['+12025550123', '0012025550123'],
    ['+12025550123', '(202) 555-0123'],
    ['2025550123', '12025550123'],
    ['1001', '1001'],
    ['ana@pbx.example', 'ana@pbx.example'],
    ['reception', 'reception'],
  ])('%s and %s', (one, other) => {
    expect([isSame(one, other), isSame(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['+12025550123', '+12025550124'],
    ['+12025550123', '+13125550123'],
    ['', ''],
    ['', '1001'],
    ['reception', 'anonymous'],
    ['ana@pbx.example', 'ben@pbx.example'],
  ])('but not “%s” and “%s”', (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });
});
