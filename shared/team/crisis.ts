import { instantMs, z } from '../contract/schema.ts';
import { BULLETIN_LASTS_MS } from './bulletin.ts';
import { signalLink } from './signal.ts';

/** Crisis mode while it is on: the crisis script opens with every call of the team. */
export const crisisMode = z.object({
  /** By this desk's clock. */
  sinceMs: instantMs,
  /** Name of the lead who began it. */
  by: z.string().max(100),
});
export type CrisisMode = z.infer<typeof crisisMode>;

/** What a desk knows of it. */
export const crisisState = z.object({
  /** Null while it is off. */
  mode: crisisMode.nullable(),
  /** The way by which it is told: `nobody` at one desk alone, `off` on a hub that does not take it. */
  link: signalLink,
});
export type CrisisState = z.infer<typeof crisisState>;

/** A word that the hub has dropped by now counts at no desk, also at one that was away when it was dropped. */
export function crisisAt(mode: CrisisMode | null, nowMs: number): CrisisMode | null {
  return mode !== null && nowMs - mode.sinceMs < BULLETIN_LASTS_MS ? mode : null;
}
