import { POOR_BELOW_MOS } from './quality.ts';

/**
 * When to tell the agent that the line is poor: inside five seconds of it getting so, and without flapping.
 *
 *   quiet ──3 of the last 5 one-second samples are poor──▶ raised
 *   raised ──at least 5 s up, and 4 of the last 5 samples are fine──▶ quiet
 */
export interface QualityAlert {
  readonly raisedAt: number | null;
  /** Newest last; true for a poor sample. */
  readonly recent: readonly boolean[];
}

export const QUIET: QualityAlert = { raisedAt: null, recent: [] };

const WINDOW = 5;
const POOR_TO_RAISE = 3;
const POOR_TO_KEEP = 2;
export const SHORTEST_ALERT_MS = 5000;

/** One sample a second, `at` in ms by any steady clock. */
export function heardSample(alert: QualityAlert, mos: number, at: number): QualityAlert {
  const recent = [...alert.recent, mos < POOR_BELOW_MOS].slice(-WINDOW);
  const poor = recent.filter(Boolean).length;
  if (alert.raisedAt === null) return { recent, raisedAt: poor >= POOR_TO_RAISE ? at : null };
  const mayClear = at - alert.raisedAt >= SHORTEST_ALERT_MS && poor < POOR_TO_KEEP;
  return { recent, raisedAt: mayClear ? null : alert.raisedAt };
}

export function isRaised(alert: QualityAlert): boolean {
  return alert.raisedAt !== null;
}
