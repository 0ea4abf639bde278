import type { ScriptMove, ScriptPlace } from './place.ts';
import type { Branch, CallScript, Cue, Phase, PhaseName } from './script.ts';

/** Reading a script: what stands at a place in it, and where a move leads. */

export function firstPlace(script: Pick<CallScript, 'phases'>): ScriptPlace {
  const phase = script.phases[0]?.name ?? 'open';
  return { phase, picked: {}, chip: null, visited: [phase], chipsUsed: [] };
}

/**
 * A place of another desk, in the script as it is here: what this one does not have is left out.
 * @param chips all chips that this script offers, by title
 */
export function placeIn(
  place: ScriptPlace,
  script: Pick<CallScript, 'phases'>,
  chips: readonly string[],
): ScriptPlace {
  const names = script.phases.map(({ name }) => name);
  const { phase } = names.includes(place.phase) ? place : firstPlace(script);
  return {
    phase,
    picked: place.picked,
    chip: place.chip !== null && chips.includes(place.chip) ? place.chip : null,
    visited: [...new Set([...place.visited.filter((name) => names.includes(name)), phase])],
    chipsUsed: place.chipsUsed.filter((title) => chips.includes(title)),
  };
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
  readonly phase: Phase;
  /** Where the next step leads; null after the last phase. */
  readonly next: Phase | null;
  readonly cues: readonly Cue[];
  /** Titles of the branches that were picked, the outermost first. */
  readonly trail: readonly string[];
  /** Branches to pick from now. */
  readonly offered: readonly Pick<Branch, 'title'>[];
  readonly path: readonly number[];
}

/** A place kept for an older version of a script may point at what is no longer there: it is then read as far as it goes. */
export function standing(place: ScriptPlace, { phases }: Pick<CallScript, 'phases'>): Standing {
  const at = Math.max(
    0,
    phases.findIndex(({ name }) => name === place.phase),
  );
  const phase = phases[at];
  if (!phase) throw new Error('a script has a phase at least');
  return { phase, next: phases[at + 1] ?? null, ...within(phase, place.picked[phase.name] ?? []) };
}

function within(
  { cues, branches }: Phase,
  [first, second]: readonly number[],
): Pick<Standing, 'cues' | 'trail' | 'offered' | 'path'> {
  const branch = first === undefined ? undefined : branches[first];
  if (!branch || first === undefined) return { cues, trail: [], offered: branches, path: [] };
  const leaf = second === undefined ? undefined : branch.branches[second];
  if (!leaf || second === undefined) {
    return { cues: branch.cues, trail: [branch.title], offered: branch.branches, path: [first] };
  }
  return { cues: leaf.cues, trail: [branch.title, leaf.title], offered: [], path: [first, second] };
}
