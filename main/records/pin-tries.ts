import { createHmac } from 'node:crypto';
import { z } from '#shared/contract/schema.ts';

/** What happens to somebody's records when their PIN is wrong too often (profile, `records`). */
export interface PinRules {
  readonly wrongPinLimit: number;
  readonly onWrongPin: 'destroy' | 'lock';
}

/** Time as two clocks tell it: people set the one, and the other begins anew with the computer. */
export interface TryTime {
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Milliseconds since the computer started (os.uptime). */
  readonly uptimeMs: number;
}

const pinTries = z.object({
  /** Wrong ones in a row; the one under way counts. */
  failed: z.int().nonnegative(),
  lastUptimeMs: z.number(),
  /** Those of the profile with which the records were opened last: another profile may not forgive more. */
  rules: z.object({ wrongPinLimit: z.int().positive(), onWrongPin: z.enum(['destroy', 'lock']) }),
});
export type PinTries = z.infer<typeof pinTries>;

/** As many wrong ones cost no time. */
export const FORGIVEN = 2;
const DELAYS_MS = [5_000, 15_000, 60_000, 300_000, 900_000];
/** So many, and the longest wait begins. */
export const LONGEST_WAIT = FORGIVEN + DELAYS_MS.length;

/** Whose tries they are, and at which computer. */
export interface TriesOf {
  readonly deviceSecret: Uint8Array;
  readonly folder: string;
}

const triesFile = z.object({ tries: z.unknown(), check: z.string() });

export function writeTries(tries: PinTries, whose: TriesOf): string {
  return JSON.stringify({ tries, check: checkOf(tries, whose) });
}

/** @returns null when it is not what was written: one bit of a bad disk could make it the last try */
export function readTries(text: string, whose: TriesOf): PinTries | null {
  const file = triesFile.safeParse(parsed(text));
  if (!file.success || file.data.check !== checkOf(file.data.tries, whose)) return null;
  return pinTries.safeParse(file.data.tries).data ?? null;
}

function checkOf(tries: unknown, { deviceSecret, folder }: TriesOf): string {
  const text = JSON.stringify(['hearthline-records-tries-1', folder, tries]);
  return createHmac('sha256', deviceSecret).update(text).digest('hex');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** For how long no PIN is tried; 0 when one may be. */
export function waitMs({ failed, lastUptimeMs }: PinTries, time: Pick<TryTime, 'uptimeMs'>): number {
  if (failed <= FORGIVEN) return 0;
  const delayMs = DELAYS_MS[Math.min(failed - FORGIVEN, DELAYS_MS.length) - 1] ?? 0;
  return Math.max(0, delayMs - passedMs(lastUptimeMs, time.uptimeMs));
}

/**
 * What has passed since the last try at the very least. The clock on the wall is not asked: anybody may set it forward.
 * Who starts the computer anew waits for as long again at most.
 */
function passedMs(lastUptimeMs: number, uptimeMs: number): number {
  // The same start of the computer, or a later one that has run for longer: then it is more than this.
  return uptimeMs >= lastUptimeMs ? uptimeMs - lastUptimeMs : uptimeMs;
}
