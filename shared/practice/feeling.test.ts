import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTense, moodAt, MOODS, tensionAfter, TRIGGERS, UNMOVED, type Temperament } from './feeling.ts';

const temperament: Temperament = {
  atFirst: 40,
  angeredBy: { talkedOver: 20, silence: 10 },
  calmedBy: { chip: 15, pause: 10 },
};

describe('the mood of an invented patient', () => {
  it.each([
    [0, 'calm'],
    [24, 'calm'],
    [25, 'uneasy'],
    [49, 'uneasy'],
    [50, 'upset'],
    [74, 'upset'],
    [75, 'furious'],
    [100, 'furious'],
  ])('at %i is %s', (tension, mood) => {
    expect(moodAt(tension)).toBe(mood);
  });

  it('is tense when upset or furious', () => {
    expect(MOODS.filter(isTense)).toEqual(['upset', 'furious']);
  });
});

describe('what moves a patient', () => {
  it('is what the file says, by as much as it says', () => {
    expect(tensionAfter(temperament, 40, 'talkedOver')).toBe(60);
    expect(tensionAfter(temperament, 40, 'chip')).toBe(25);
    expect(tensionAfter(temperament, 40, 'rushed')).toBe(40);
  });

  it('never leads off the ladder, and nothing moves a colleague', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...TRIGGERS)), (triggers) => {
        const ends = triggers.reduce((tension, by) => tensionAfter(temperament, tension, by), 40);
        expect(ends).toBeGreaterThanOrEqual(0);
        expect(ends).toBeLessThanOrEqual(100);
        expect(triggers.reduce((tension, by) => tensionAfter(UNMOVED, tension, by), 0)).toBe(0);
      }),
    );
  });
});
