import { describe, expect, it } from 'vitest';
import { inHead, sound } from './fakes/broken-scripts.ts';
import { readLibrary } from './library.ts';

const CARD = `---
id: medical-emergency
kind: red-flag
title: Medical emergency
summary: Somebody may be in danger now.
language: en
version: 1
reviewer: A. Okafor, nurse lead
reviewed: 2026-11-30
review-by: 2027-11-30
sources: [{ name: Our rule }]
call: emergency
---

# Signs

- They cannot breathe.

# Do

- Stay on the line.
`;
const card = { path: 'en/medical-emergency.md', text: CARD };
const file = (text: string, path = 'en/results-late.md') => ({ path, text });
const told = (files: ReturnType<typeof readLibrary>): string[] =>
  files.flatMap(({ path, remarks }) =>
    remarks.map(({ line, column, what }) => `${path}:${line}:${column} ${what}`),
  );

describe('Scripts that belong together', () => {
  it('are all used when each is sound', () => {
    const read = readLibrary([card, file(sound())]);
    expect(told(read)).toEqual([]);
    expect(read.map(({ script }) => script?.id)).toEqual(['medical-emergency', 'results-late']);
  });

  it('say what points at a card that is not there, and are used all the same', () => {
    const read = readLibrary([file(sound())]);
    expect(told(read)).toEqual([
      'en/results-late.md:14:13 There is no sound red-flag card “medical-emergency”.',
      'en/results-late.md:32:3 There is no sound red-flag card “medical-emergency”.',
    ]);
    expect(read[0]?.script?.id).toBe('results-late');
  });

  it('may point at what stands beside them', () => {
    const beside = readLibrary([card]).flatMap(({ script }) => script ?? []);
    expect(told(readLibrary([file(sound())], beside))).toEqual([]);
  });

  it('are not two of one id and language; the first is used', () => {
    const read = readLibrary([card, file(sound()), file(sound(), 'again/results-late.md')]);
    expect(told(read)).toEqual([
      'again/results-late.md:1:1 The id and the language are those of “en/results-late.md”.',
    ]);
    expect(read.map(({ script }) => script?.id)).toEqual(['medical-emergency', 'results-late', undefined]);
  });

  it('may be the same in two languages', () => {
    const read = readLibrary([
      card,
      file(sound()),
      file(inHead('language: en', 'language: fr'), 'fr/results-late.md'),
    ]);
    expect(told(read)).toEqual([]);
  });

  it('do not hide each other: a broken one leaves the others in use', () => {
    const read = readLibrary([card, file(inHead('version: 1', 'version: one'))]);
    expect(read.map(({ script }) => script?.id)).toEqual(['medical-emergency', undefined]);
  });
});
