import { describe, expect, it } from 'vitest';
import { bulletin, BULLETIN_LASTS_MS } from './bulletin.ts';
import { crisisAt } from './crisis.ts';

const mode = { sinceMs: 1_000, by: 'Ana Reyes' };

describe('Crisis mode', () => {
  it('lasts until it is ended, and at most for as long as the hub keeps the word that began it', () => {
    expect(crisisAt(mode, 1_000)).toEqual(mode);
    expect(crisisAt(mode, 1_000 + BULLETIN_LASTS_MS - 1)).toEqual(mode);
    expect(crisisAt(mode, 1_000 + BULLETIN_LASTS_MS)).toBeNull();
    expect(crisisAt(null, 1_000)).toBeNull();
  });

  it('is on also where the clock was set back since', () => {
    expect(crisisAt(mode, 0)).toEqual(mode);
  });
});

describe('A bulletin', () => {
  it('of a kind that is not known here is none', () => {
    expect(bulletin.safeParse({ kind: 'crisis', on: true, id: '1' }).success).toBe(true);
    expect(bulletin.safeParse({ kind: 'news', text: 'Flu line opens at 8', id: '1' }).success).toBe(false);
    expect(bulletin.safeParse({ kind: 'crisis', on: 'yes', id: '1' }).success).toBe(false);
  });
});
