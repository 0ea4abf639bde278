import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBrief, lineDifferences, type DiffLine } from './line-differences.ts';

const shown = (before: string, after: string) => lineDifferences(before, after).map(told);
const told = ({ kind, text }: DiffLine) => `${{ same: ' ', gone: '-', new: '+' }[kind]}${text}`;

describe('What changed between two texts', () => {
  it('is nothing where they are the same', () => {
    expect(shown('a\nb', 'a\nb')).toEqual([' a', ' b']);
  });

  it('is the lines that are gone, then those in their place', () => {
    expect(shown('a\nb\nc', 'a\nx\nc')).toEqual([' a', '-b', '+x', ' c']);
  });

  it('is everything, of a text that is new or was withdrawn', () => {
    expect(shown('', 'a\nb')).toEqual(['+a', '+b']);
    expect(shown('a\nb', '')).toEqual(['-a', '-b']);
  });

  it('names each line by its number in the text that has it', () => {
    const lines = lineDifferences('a\nb\nc\nd', 'a\nc\nx\nd');
    expect(lines.map(({ kind, line }) => `${kind} ${line}`)).toEqual([
      'same 1',
      'gone 2',
      'same 2',
      'new 3',
      'same 4',
    ]);
  });

  it('makes either text whole again, whatever they are', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', '- d'), { maxLength: 12 })
      .map((all) => all.join('\n'));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifferences(before, after);
        const of = (kind: 'gone' | 'new') =>
          lines.flatMap((one) => (one.kind === 'same' || one.kind === kind ? [one.text] : [])).join('\n');
        expect([of('gone'), of('new')]).toEqual([before, after]);
      }),
    );
  });

  it('is shown with a little round it, and a gap for the rest between', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng';
    const brief = inBrief(lineDifferences(before, 'A\nb\nc\nd\ne\nf\nG'), 1);
    expect(brief.map((line) => (line === 'gap' ? '…' : told(line)))).toEqual([
      '-a',
      '+A',
      ' b',
      '…',
      ' f',
      '-g',
      '+G',
    ]);
  });
});
