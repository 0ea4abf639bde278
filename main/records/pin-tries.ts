import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from '#shared/contract/schema.ts';
import { readPrivate, writePrivate } from './private-files.ts';

/** Wrong PINs since the last right one. */
export interface PinTries {
  readonly failed: number;
  /** How long the computer had been running at the last try. No clock that a person can set is asked. */
  readonly uptimeMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** How long no PIN is taken after so many wrong ones; after more, the last. */
const DELAYS_MS = [0, 0, 0, 0, 5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE];
/** As many as bring the longest delay. */
const LONGEST = DELAYS_MS.length - 1;

const triesFile = z.object({
  failed: z.number().int().nonnegative(),
  uptimeMs: z.number().nonnegative(),
  seal: z.string(),
});

export const NO_TRIES: PinTries = { failed: 0, uptimeMs: 0 };

/**
 * Reads the count beside a key. One that is missing or was written by another hand counts as so many wrong PINs that
 * the longest delay begins now; the last try is always left, or a fault of the disk could destroy the records.
 */
export function readTries(path: string, deviceSecret: Uint8Array, limit: number, uptimeMs: number): PinTries {
  const text = readPrivate(path)?.toString() ?? '';
  const read = triesFile.safeParse(parsed(text));
  if (read.success && isSealed(read.data, deviceSecret)) return read.data;
  const tries = { failed: Math.max(0, Math.min(LONGEST, limit - 1)), uptimeMs };
  writeTries(path, deviceSecret, tries);
  return tries;
}

/** On the disk when it returns. */
export function writeTries(path: string, deviceSecret: Uint8Array, { failed, uptimeMs }: PinTries): void {
  const seal = sealOf({ failed, uptimeMs }, deviceSecret).toString('hex');
  writePrivate(path, JSON.stringify({ failed, uptimeMs, seal }));
}

/**
 * How long no PIN may be tried yet. After a restart the time since then is at least what the computer has been running
 * for: the wait may be longer than it need be, never shorter.
 */
export function waitMs({ failed, uptimeMs }: PinTries, nowUptimeMs: number): number {
  const delayMs = DELAYS_MS[Math.min(failed, LONGEST)] ?? 0;
  const passedMs = nowUptimeMs >= uptimeMs ? nowUptimeMs - uptimeMs : nowUptimeMs;
  return Math.max(0, delayMs - passedMs);
}

function sealOf({ failed, uptimeMs }: PinTries, deviceSecret: Uint8Array): Buffer {
  return createHmac('sha256', deviceSecret).update(`hearthline pin tries 1\n${failed}\n${uptimeMs}`).digest();
}

function isSealed(tries: PinTries & { seal: string }, deviceSecret: Uint8Array): boolean {
  const seal = Buffer.from(tries.seal, 'hex');
  const wanted = sealOf(tries, deviceSecret);
  return seal.length === wanted.length && timingSafeEqual(seal, wanted);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
