import { z } from '../contract/schema.ts';
import { phaseName, type Branch, type CallScript, type Cue, type PhaseName } from './script.ts';

/**
 * Where an agent is in a script. Plain data: it outlives the window, goes with the call to a colleague, and holds no
 * word about the patient.
 */
export const scriptPlace = z.object({
  phase: phaseName,
  /** In each phase the branch that was picked, and the branch in it, counted from 0. */
  picked: z.partialRecord(phaseName, z.array(z.number().int().min(0).max(8)).max(2)),
  /** The chip that is open over the phase, by its title. */
  chip: z.string().max(64).nullable(),
  /** Phases that were on screen, in the order of the first time. */
  visited: z.array(phaseName).max(5),
  chipsUsed: z.array(z.string().max(64)).max(40),
});
export type ScriptPlace = z.infer<typeof scriptPlace>;

export const scriptMove = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), phase: phaseName }),
  /** To the next phase of the script, or the one before. */
  z.object({ kind: z.literal('step'), by: z.union([z.literal(1), z.literal(-1)]) }),
  /** A branch of those on offer. */
  z.object({ kind: z.literal('pick'), branch: z.number().int().min(0).max(8) }),
  /** Out of the chip, else out of the branch. */
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('chip'), title: z.string().max(64) }),
]);
export type ScriptMove = z.infer<typeof scriptMove>;

export function firstPlace(script: Pick<CallScript, 'phases'>): ScriptPlace {
  const phase = script.phases[0]?.name ?? 'open';
  return { phase, picked: {}, chip: null, visited: [phase], chipsUsed: [] };
}

/**
 * The place after a move. What makes no sense there changes nothing: the key was pressed as the offer changed.
 * @param chips all chips that this script offers, by title
 */
export function moved(
  place: ScriptPlace,
  move: ScriptMove,
  script: Pick<CallScript, 'phases'>,
  chips: readonly string[],
): ScriptPlace {
  switch (move.kind) {
    case 'phase':
      return toPhase(place, move.phase, script);
    case 'step': {
      const names = script.phases.map(({ name }) => name);
      const next = names[names.indexOf(place.phase) + move.by];
      return next === undefined ? place : toPhase(place, next, script);
    }
    case 'pick': {
      const { offered, path } = standing(place, script);
      if (!offered[move.branch]) return place;
      return { ...place, chip: null, picked: { ...place.picked, [place.phase]: [...path, move.branch] } };
    }
    case 'back': {
      if (place.chip !== null) return { ...place, chip: null };
      const { path } = standing(place, script);
      return path.length === 0
        ? place
        : { ...place, picked: { ...place.picked, [place.phase]: path.slice(0, -1) } };
    }
    case 'chip': {
      if (!chips.includes(move.title)) return place;
      if (place.chip === move.title) return { ...place, chip: null };
      return { ...place, chip: move.title, chipsUsed: [...new Set([...place.chipsUsed, move.title])] };
    }
  }
}

function toPhase(place: ScriptPlace, phase: PhaseName, script: Pick<CallScript, 'phases'>): ScriptPlace {
  if (!script.phases.some(({ name }) => name === phase)) return place;
  return { ...place, phase, chip: null, visited: [...new Set([...place.visited, phase])] };
}

/** What stands on screen at a place. */
export interface Standing {
  readonly cues: readonly Cue[];
  /** Titles of the branches that were picked, the outermost first. */
  readonly trail: readonly string[];
  /** Branches to pick from now. */
  readonly offered: readonly Pick<Branch, 'title'>[];
  readonly path: readonly number[];
}

/** A place kept for an older version of a script may point at what is no longer there: it is then read as far as it goes. */
export function standing(place: ScriptPlace, script: Pick<CallScript, 'phases'>): Standing {
  const phase = script.phases.find(({ name }) => name === place.phase) ?? script.phases[0];
  if (!phase) return { cues: [], trail: [], offered: [], path: [] };
  const [first, second] = place.picked[place.phase] ?? [];
  const branch = first === undefined ? undefined : phase.branches[first];
  if (!branch || first === undefined)
    return { cues: phase.cues, trail: [], offered: phase.branches, path: [] };
  const leaf = second === undefined ? undefined : branch.branches[second];
  if (!leaf || second === undefined) {
    return { cues: branch.cues, trail: [branch.title], offered: branch.branches, path: [first] };
  }
  return { cues: leaf.cues, trail: [branch.title, leaf.title], offered: [], path: [first, second] };
}
