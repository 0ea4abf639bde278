import { describe, expect, it } from 'vitest';
import type { Attempt } from './callback.ts';
import type { Outcome } from './event.ts';
import { afterOutcome, type RetryRules } from './policy.ts';

const rules: RetryRules = { maxAttempts: 3, noAnswerMin: 60, busyMin: 10, voicemailMin: 240 };
const NOW = Date.UTC(2026, 9, 7, 15);
const after = (outcome: Outcome, before: (Outcome | null)[] = [], laterMs: number | null = null) => {
  const attempts = before.map((told): Attempt => ({ agent: 'ana', atMs: 0, outcome: told, late: false }));
  return afterOutcome(outcome, { attempts }, rules, { hubNowMs: NOW, laterMs });
};

describe('After an outcome', () => {
  it.each(['spoke', 'do-not-call'] as const)('%s it is done', (outcome) => {
    expect(after(outcome, ['no-answer', 'no-answer', 'no-answer'])).toEqual({ kind: 'done' });
  });

  it.each([
    ['no-answer', 60],
    ['busy', 10],
    ['voicemail-left', 240],
  ] as const)('%s it is tried again %i minutes later', (outcome, minutes) => {
    expect(after(outcome)).toEqual({ kind: 'retry', dueMs: NOW + minutes * 60_000 });
  });

  it('in vain as often as the team tries, a lead decides', () => {
    const toLead = { kind: 'lead', why: 'max-attempts' };
    expect(after('busy', ['no-answer'])).toMatchObject({ kind: 'retry' });
    expect(after('busy', ['no-answer', 'voicemail-left'])).toEqual(toLead);
    expect(after('no-answer', ['busy', 'busy', 'busy', 'busy'])).toEqual(toLead);
  });

  it('that the patient asked for another time, it is not before that, and no try in vain', () => {
    expect(after('asked-for-later', ['busy', 'busy', 'busy'], NOW + 5)).toEqual({
      kind: 'retry',
      dueMs: NOW + 5,
    });
    expect(after('asked-for-later', [], NOW - 5)).toEqual({ kind: 'retry', dueMs: NOW });
    expect(after('no-answer', ['asked-for-later', 'asked-for-later'])).toMatchObject({ kind: 'retry' });
  });

  it('that the number is wrong, a lead decides', () => {
    expect(after('wrong-number')).toEqual({ kind: 'lead', why: 'wrong-number' });
  });
});
