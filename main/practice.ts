import { practiceColleagues, readCast, toPracticePatient } from '#shared/practice/cast.ts';
import type { Colleague, PracticePatient } from '#shared/contract/desk-state.ts';

/** Who can be met on the practice line. */
export interface PracticeCast {
  readonly patients: readonly PracticePatient[];
  readonly colleagues: readonly Colleague[];
}

/** Reads the people of the practice line, which the build has put into the app. */
export function loadPracticeCast(): PracticeCast {
  const cast = readCast(import.meta.glob('../assets/practice/*.json', { eager: true, import: 'default' }));
  return { patients: cast.patients.map(toPracticePatient), colleagues: practiceColleagues(cast) };
}
