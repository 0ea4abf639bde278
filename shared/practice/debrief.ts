import { sharesOf, type BalanceFigures } from '../call/balance.ts';
import type { CallNotes, Debrief, PracticeFacts } from '../contract/practice.ts';
import { isTense, MOODS, type Trigger } from './feeling.ts';

/**
 * A kind look back at a practice call: what helped first, then one thing to try. It names moments of this call and
 * compares it with no other.
 */

/** A call in which more was said than this can be spoken of; before, "stayed" is all that can be said. */
const WORTH_A_WORD_MS = 10_000;
const SOON_MS = 3500;
const LONG_TURN_MS = 30_000;
/** Who is spoken with should have about half of the talk, at least. */
const LISTENED_PERCENT = 45;
const MOST_HELPED = 3;

export interface DebriefParts {
  readonly id: string;
  readonly at: number;
  readonly patient: Debrief['patient'];
  readonly facts: Pick<PracticeFacts, 'notes' | 'balance'>;
  readonly script: Debrief['script'];
}

export function debriefOf({ id, at, patient, facts, script }: DebriefParts): Debrief {
  const { notes, balance } = facts;
  const look: Look = { notes, balance, shares: balance && sharesOf(balance), script };
  const helped = HELPED_WHEN.filter(([, holds]) => holds(look)).map(([name]) => name);
  return {
    id,
    at,
    patient,
    notes,
    shares: look.shares,
    longestMonologueMs: balance?.longestMonologueMs ?? null,
    script,
    helped: helped.length > 0 ? helped.slice(0, MOST_HELPED) : ['stayed'],
    tryNext: TRY_WHEN.find(([, holds]) => holds(look))?.[0] ?? 'harder',
  };
}

interface Look {
  readonly notes: CallNotes;
  readonly balance: BalanceFigures | null;
  readonly shares: Debrief['shares'];
  readonly script: Debrief['script'];
}
type Holds = (look: Look) => boolean;

const was =
  (...triggers: readonly Trigger[]) =>
  (isCalmer: boolean): Holds =>
  ({ notes }) =>
    notes.moments.some((one) => one.isCalmer === isCalmer && triggers.includes(one.trigger));

const isCalmerAtTheEnd: Holds = ({ notes: { moods } }) => MOODS.indexOf(moods.to) < MOODS.indexOf(moods.from);
const isLongEnough: Holds = ({ notes }) => notes.lengthMs >= WORTH_A_WORD_MS;
const allPhases: Holds = ({ script }) => script !== null && script.phases.every(({ isVisited }) => isVisited);

/** What helped, the most telling first. */
const HELPED_WHEN: readonly (readonly [Debrief['helped'][number], Holds])[] = [
  ['calmed', isCalmerAtTheEnd],
  ['pause', was('pause')(true)],
  ['chip', was('chip')(true)],
  ['heard-out', was('heardOut')(true)],
  ['never-talked-over', (look) => look.notes.talkedOver === 0 && isLongEnough(look)],
  ['listened', ({ shares }) => shares !== null && shares.their >= LISTENED_PERCENT],
  ['greeted-soon', ({ notes }) => notes.greetedAfterMs !== null && notes.greetedAfterMs <= SOON_MS],
  ['all-phases', allPhases],
];

/** The one thing to try: what hurt the most comes first. */
const TRY_WHEN: readonly (readonly [Debrief['tryNext'], Holds])[] = [
  ['begin-slower', was('rushed')(false)],
  ['let-finish', ({ notes }) => notes.talkedOver > 0],
  ['say-when-quiet', was('silence')(false)],
  ['greet-sooner', ({ notes }) => notes.greetedAfterMs === null || notes.greetedAfterMs > SOON_MS],
  ['shorter', ({ balance }) => balance !== null && balance.longestMonologueMs > LONG_TURN_MS],
  ['pause', (look) => isTense(look.notes.moods.to) && !was('pause')(true)(look)],
  ['chip', ({ notes, script }) => isTense(notes.moods.to) && script?.chipsUsed.length === 0],
  ['all-phases', (look) => look.script !== null && !allPhases(look)],
];
