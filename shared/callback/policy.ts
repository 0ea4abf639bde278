import type { Callback } from './callback.ts';
import type { AfterOutcome, Outcome } from './event.ts';
import { MINUTE_MS } from './local-time.ts';

/** When to try again, of the profile's group `callbacks.retry`. */
export interface RetryRules {
  readonly maxAttempts: number;
  readonly noAnswerMin: number;
  readonly busyMin: number;
  readonly voicemailMin: number;
}

/** Outcomes after which the patient has still not been reached: they count towards the most tries. */
const IN_VAIN: readonly (Outcome | null)[] = ['no-answer', 'busy', 'voicemail-left'];

/**
 * What follows from an outcome. It is written into the event, so that every desk reads the same, whatever its profile.
 * @param laterMs the earliest time that the patient asked for, with `asked-for-later`
 */
export function afterOutcome(
  outcome: Outcome,
  callback: Pick<Callback, 'attempts'>,
  rules: RetryRules,
  { hubNowMs, laterMs }: { hubNowMs: number; laterMs: number | null },
): AfterOutcome {
  switch (outcome) {
    case 'spoke':
    case 'do-not-call':
      return { kind: 'done' };
    case 'wrong-number':
      return { kind: 'lead', why: 'wrong-number' };
    case 'asked-for-later':
      // Asked for, so no try in vain.
      return { kind: 'retry', dueMs: Math.max(laterMs ?? hubNowMs, hubNowMs) };
    case 'no-answer':
      return tryAgain(callback, rules, hubNowMs + rules.noAnswerMin * MINUTE_MS);
    case 'busy':
      return tryAgain(callback, rules, hubNowMs + rules.busyMin * MINUTE_MS);
    case 'voicemail-left':
      return tryAgain(callback, rules, hubNowMs + rules.voicemailMin * MINUTE_MS);
  }
}

function tryAgain(
  { attempts }: Pick<Callback, 'attempts'>,
  { maxAttempts }: RetryRules,
  dueMs: number,
): AfterOutcome {
  const inVain = attempts.filter((attempt) => IN_VAIN.includes(attempt.outcome)).length + 1;
  return inVain >= maxAttempts ? { kind: 'lead', why: 'max-attempts' } : { kind: 'retry', dueMs };
}
