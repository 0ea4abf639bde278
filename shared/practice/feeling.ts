/**
 * What an invented patient feels, so that an agent can practise: one number, read as four moods. Nothing here ever looks
 * at a real person; only the patients of assets/practice have it, and only what their own file says moves it.
 *
 *   0 ─── calm ─── 25 ─── uneasy ─── 50 ─── upset ─── 75 ─── furious ─── 100
 *   ◀── calmedBy: so many points down            angeredBy: so many points up ──▶
 */
export const MOODS = ['calm', 'uneasy', 'upset', 'furious'] as const;
export type Mood = (typeof MOODS)[number];

/** One mood is so many points wide. */
const MOOD_WIDTH = 25;
export const MOST_TENSION = 100;

/**
 * What may move a patient.
 *   talkedOver  the agent went on speaking until the patient fell silent
 *   silence     the agent said nothing for the patient's `promptAfterMs`
 *   rushed      the agent cut the opening off, or spoke for most of the first half minute after it
 *   chip        the agent opened a feeling of the script; it works at the patient's next turn
 *   pause       after a heavy line the agent left a moment before speaking
 *   heardOut    the patient got to the end of a line, and then the agent spoke
 */
export const TRIGGERS = ['talkedOver', 'silence', 'rushed', 'chip', 'pause', 'heardOut'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** A moment of quiet after a heavy line: long enough to be felt, and far from too long (`promptAfterMs`). */
export const PAUSE_GIVEN_MS = 1200;
/** The time after the opening in which a patient can be rushed. */
export const FIRST_MS = 30_000;
/** Who speaks for so much of it rushes. */
export const RUSHED_AFTER_MS = FIRST_MS / 2;

type Points = Readonly<Partial<Record<Trigger, number | undefined>>>;

/** How easily somebody is moved. All in points of tension, 0-100. */
export interface Temperament {
  readonly atFirst: number;
  readonly angeredBy: Points;
  readonly calmedBy: Points;
}

/** Somebody whom nothing moves: a colleague at work. */
export const UNMOVED: Temperament = { atFirst: 0, angeredBy: {}, calmedBy: {} };

export function moodAt(tension: number): Mood {
  const step = Math.floor(Math.max(0, tension) / MOOD_WIDTH);
  return MOODS[step] ?? 'furious';
}

/** Upset or furious: they say less, and say it shorter. */
export function isTense(mood: Mood): boolean {
  return mood === 'upset' || mood === 'furious';
}

/** The tension after something happened; never below 0, never above 100. */
export function tensionAfter({ angeredBy, calmedBy }: Temperament, tension: number, by: Trigger): number {
  const moved = tension + (angeredBy[by] ?? 0) - (calmedBy[by] ?? 0);
  return Math.min(MOST_TENSION, Math.max(0, moved));
}
