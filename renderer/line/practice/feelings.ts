import {
  FIRST_MS,
  moodAt,
  MOODS,
  PAUSE_GIVEN_MS,
  RUSHED_AFTER_MS,
  tensionAfter,
  type Trigger,
} from '#shared/practice/feeling.ts';
import { temperamentOf, type Feeling, type PatientState, type Person } from './patient-state.ts';

/** What moves somebody on the practice line, and what they remark on it. */

/** A call in which more happens has been long enough. */
const MOST_MOMENTS = 60;

/** Nothing, where their file has no points for it. */
export function felt(person: Person, state: PatientState, trigger: Trigger, at: number): PatientState {
  const { feeling } = state;
  const temperament = temperamentOf(person);
  const isKnown = (temperament.angeredBy[trigger] ?? temperament.calmedBy[trigger]) !== undefined;
  // Whoever takes over from the agent has a call of their own.
  if (!isKnown || state.passedOn || feeling.moments.length >= MOST_MOMENTS) return state;
  const tension = tensionAfter(temperament, feeling.tension, trigger);
  return withFeeling(state, { tension, moments: [...feeling.moments, { at, trigger, tension }] });
}

/** The agent begins to speak after a line that was said to its end. */
export function feltListenedTo(person: Person, state: PatientState, at: number): PatientState {
  const { phase } = state;
  if (phase.name !== 'listening' || phase.after === null) return state;
  const waitedMs = at - phase.since;
  const isPause =
    phase.after === 'heavy-line' && waitedMs >= PAUSE_GIVEN_MS && waitedMs < person.temper.promptAfterMs;
  const heard = felt(person, state, 'heardOut', at);
  return isPause ? felt(person, heard, 'pause', at) : heard;
}

/** Cut off in the opening is rushed, and later it is talked over. */
export function feltInterrupted(person: Person, state: PatientState, at: number): PatientState {
  return felt(person, state, state.next === 0 && state.attempts === 0 ? 'rushed' : 'talkedOver', at);
}

/** The half minute after the opening begins, unless they were rushed already. */
export function openingSaid(state: PatientState, at: number): PatientState {
  const isRushed = state.feeling.moments.some(({ trigger }) => trigger === 'rushed');
  return isRushed ? state : withFeeling(state, { first: { since: at, spokenMs: 0 } });
}

/** The agent has fallen silent: so much of the first half minute was theirs. */
export function countFirst(state: PatientState, pausedAt: number): PatientState {
  const { first } = state.feeling;
  if (!first || !state.agent.isSpeaking) return state;
  return withFeeling(state, { first: { ...first, spokenMs: spokenMs(state, first, pausedAt) } });
}

/** Whether the first half minute is over, or most of it was the agent's. */
export function feltFirst(person: Person, state: PatientState, now: number): PatientState {
  const { first } = state.feeling;
  if (!first) return state;
  const isRushed = (state.agent.isSpeaking ? spokenMs(state, first, now) : first.spokenMs) > RUSHED_AFTER_MS;
  if (!isRushed && now - first.since < FIRST_MS) return state;
  const over = withFeeling(state, { first: null });
  return isRushed ? felt(person, over, 'rushed', now) : over;
}

function spokenMs({ agent }: PatientState, first: NonNullable<Feeling['first']>, now: number): number {
  const until = Math.min(now, first.since + FIRST_MS);
  return first.spokenMs + Math.max(0, until - Math.max(agent.since, first.since));
}

/** What they remark before they go on, because their mood is another than it was; null when nothing is left to say. */
export function remarkOn(
  person: Person,
  state: PatientState,
): { readonly state: PatientState; readonly remark: string | null } {
  const { feeling } = state;
  const mood = moodAt(feeling.tension);
  if (person.kind !== 'patient' || mood === feeling.shown) return { state, remark: null };
  const kind = MOODS.indexOf(mood) < MOODS.indexOf(feeling.shown) ? 'eased' : 'hurt';
  const remark = person.feeling[kind][feeling[kind]] ?? null;
  const made = remark === null ? feeling[kind] : feeling[kind] + 1;
  return { state: withFeeling(state, { shown: mood, [kind]: made }), remark };
}

/** They show how they feel by other words. */
export function shown(state: PatientState): PatientState {
  return withFeeling(state, { shown: moodAt(state.feeling.tension) });
}

export function chipOpened(state: PatientState): PatientState {
  return withFeeling(state, { chipWaits: true });
}

/** At their turn they notice what the agent made of the chip. */
export function feltChip(person: Person, state: PatientState, at: number): PatientState {
  if (!state.feeling.chipWaits) return state;
  return felt(person, withFeeling(state, { chipWaits: false }), 'chip', at);
}

/** Their goodbye when it is too much; null while it is not. */
export function walkOutOf(person: Person, { feeling, passedOn }: PatientState): string | null {
  if (person.kind !== 'patient' || passedOn) return null;
  const { walkOut } = person.feeling;
  return walkOut && feeling.tension >= walkOut.at ? walkOut.says : null;
}

function withFeeling(state: PatientState, change: Partial<Feeling>): PatientState {
  return { ...state, feeling: { ...state.feeling, ...change } };
}
