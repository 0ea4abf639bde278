import { isTense, moodAt } from '#shared/practice/feeling.ts';
import type { MoodLine } from '#shared/practice/persona.ts';
import type { PatientState, Person, Speech } from './patient-state.ts';

/** What somebody tells, as they tell it in the mood they are in. */

/** The next line that they say now: what they would tell only a calm ear is left out. Null when all is told. */
export function nextLine(person: Person, state: PatientState): Extract<Speech, { part: 'line' }> | null {
  const story = storyOf(person, state.passedOn);
  const isUpset = isTense(moodAt(state.feeling.tension));
  for (const [index, { open, tense, heavy }] of story.entries()) {
    const sentence = isUpset ? tense : open;
    if (index < state.next || sentence === undefined) continue;
    return { part: 'line', sentence, index, isHeavy: heavy === true };
  }
  return null;
}

export function lastWord({ closing }: Person, { feeling }: PatientState): string {
  if (typeof closing === 'string') return closing;
  return isTense(moodAt(feeling.tension)) ? closing.tense : closing.open;
}

function storyOf(person: Person, passedOn: boolean): readonly MoodLine[] {
  const opening = alike(person.opening);
  if (passedOn) return [opening];
  return [opening, ...(person.kind === 'patient' ? person.lines : person.lines.map(alike))];
}

function alike(sentence: string): MoodLine {
  return { open: sentence, tense: sentence };
}
