import type { CallNotes } from '#shared/contract/practice.ts';
import { moodAt } from '#shared/practice/feeling.ts';
import { temperamentOf, type PatientState, type Person } from './patient-state.ts';

/** What they noticed of the call until now; null when nobody answered. */
export function notesOf(person: Person, state: PatientState, now: number): CallNotes | null {
  const { answeredAt, greetedAt, feeling, phase } = state;
  if (answeredAt === null) return null;
  const { atFirst } = temperamentOf(person);
  const tensions = [atFirst, ...feeling.moments.map(({ tension }) => tension)];
  return {
    lengthMs: now - answeredAt,
    greetedAfterMs: greetedAt === null ? null : Math.max(0, greetedAt - answeredAt),
    talkedOver: state.interruptions,
    longestWaitMs: state.longestWaitMs,
    moods: { from: moodAt(atFirst), to: moodAt(feeling.tension) },
    moments: feeling.moments.flatMap(({ at, trigger, tension }, index) => {
      const before = tensions[index] ?? tension;
      // Who is as calm as can be is not moved by one more kindness.
      if (before === tension) return [];
      return [
        { atMs: Math.max(0, at - answeredAt), trigger, isCalmer: tension < before, mood: moodAt(tension) },
      ];
    }),
    walkedOut: phase.name === 'hung-up' && phase.reason === 'had-enough',
  };
}
