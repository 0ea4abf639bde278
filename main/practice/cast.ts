import { practiceColleagues, readCast, toPracticePatient } from '#shared/practice/cast.ts';
import type { Colleague, PracticePatient } from '#shared/contract/desk-state.ts';

/** Who can be met on the practice line. */
export interface PracticeCast {
  readonly patients: readonly PracticePatient[];
  /** Id of the script that stands beside a patient's call, by the patient's id. */
  readonly scripts: ReadonlyMap<string, string>;
  readonly colleagues: readonly Colleague[];
}

/** Reads the people of the practice line, which the build has put into the app. */
export function loadPracticeCast(): PracticeCast {
  const cast = readCast(import.meta.glob('../../assets/practice/*.json', { eager: true, import: 'default' }));
  const scripts = new Map(cast.patients.map(({ id, script }) => [id, script]));
  return { patients: cast.patients.map(toPracticePatient), scripts, colleagues: practiceColleagues(cast) };
}
