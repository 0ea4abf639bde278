import { z } from '../contract/schema.ts';
import { phaseName } from './script.ts';

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
