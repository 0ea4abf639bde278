import type { Colleague, HandOff, PracticePatient } from '../contract/desk-state.ts';
import { type ColleaguePersona, type PatientPersona, type Persona, persona } from './persona.ts';

/** Everybody on the practice line. */
export interface Cast {
  /** The easiest first. */
  readonly patients: readonly PatientPersona[];
  readonly colleagues: readonly ColleaguePersona[];
}

/**
 * Reads persona files, already parsed as JSON, by file name. They are part of the app, so a mistake in one is a bug.
 * @throws {Error} naming the file, and what is wrong where.
 */
export function readCast(files: Readonly<Record<string, unknown>>): Cast {
  const people = Object.entries(files).map(([file, content]) => readPersona(file, content));
  return {
    patients: people.filter((one) => one.kind === 'patient').toSorted((a, b) => a.order - b.order),
    colleagues: people
      .filter((one) => one.kind === 'colleague')
      .toSorted((a, b) => a.extension.localeCompare(b.extension)),
  };
}

function readPersona(file: string, content: unknown): Persona {
  const read = persona.safeParse(content);
  if (!read.success) {
    const mistakes = read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`${file}: ${mistakes.join('; ')}`);
  }
  const name = file.split('/').at(-1);
  if (name !== `${read.data.id}.json`)
    throw new Error(`${file}: the id ${read.data.id} is not the file's name`);
  return read.data;
}

/** The entry of the picker. */
export function toPracticePatient({ id, name, brief }: PatientPersona): PracticePatient {
  return { id, name, brief };
}

/** RFC 6761 §6.4: a name that is guaranteed to be nobody's. Nothing is ever sent to it. */
export const PRACTICE_DOMAIN = 'practice.invalid';
/** Calls at once while practising, as in a profile that does not say otherwise. */
export const PRACTICE_MAX_CALLS = 4;

/** Answers everything with one's own voice, a little later. */
export const ECHO_EXTENSION = '600';
/** Always on another call: for practising a transfer that does not work. */
export const BUSY_EXTENSION = '486';
/** Rings and rings. */
export const NO_ANSWER_EXTENSION = '480';

/** Where scripts lead while practising: nobody outside is ever called. */
export const PRACTICE_HAND_OFFS: readonly HandOff[] = [
  { name: 'nurse', label: 'Nurse desk', number: '301' },
  { name: 'lead', label: 'Your lead', number: '301' },
  { name: 'emergency', label: 'Emergency (practice)', number: '301' },
  { name: 'crisis-line', label: 'Crisis line (practice)', number: '301' },
];

/** Whom the agent can reach while practising, for the list of colleagues. */
export function practiceColleagues(cast: Cast): Colleague[] {
  return [
    ...cast.colleagues.map(({ extension, name }) => ({ extension, name, light: 'free' as const })),
    { extension: BUSY_EXTENSION, name: 'Somebody who is busy', light: 'busy' as const },
    { extension: NO_ANSWER_EXTENSION, name: 'Somebody who is away', light: 'away' as const },
    { extension: ECHO_EXTENSION, name: 'Echo', light: 'free' as const },
  ];
}
