import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { levelDb, type ToneLevel, toneLevels } from './goertzel.ts';
import { PARTY_HZ, partyOf } from './parties.ts';
import { readFrames, wavLayout } from './wav.ts';

/** What a phone hears in one stretch of time. */
export interface Heard {
  /** The tones that stand out, strongest first. */
  tones: ToneLevel[];
  /** The whole level; a full-scale sine is 0 dB, nothing at all -120 dB. */
  levelDb: number;
  /** How much sound came in during the stretch; less than the stretch when packets stopped. */
  receivedMs: number;
}

/** Weaker than this is not heard. */
export const AUDIBLE_DB = -50;
/** A party's tone holds at least this part of the power; music and speech, spread wide, do not at one frequency. */
const AUDIBLE_SHARE = 0.02;
/** Packets come every 20 ms and through a jitter buffer: a window may be complete so much later. */
const LATE_MS = 200;
const LOOK_EVERY_MS = 10;

/** Names the parties among heard tones, for example `agent+patient`; a tone of nobody is given in Hz. */
export function whoIsHeard(heard: Heard): string {
  return heard.tones
    .map(({ hz }) => partyOf(hz) ?? `${hz} Hz`)
    .sort()
    .join('+');
}

/**
 * Listens for `windowMs` from now to the sound files that grow in `dir`. Only sound that arrives in this time counts;
 * time without sound counts as silence.
 */
export async function listen(dir: string, windowMs: number, alsoHz: readonly number[] = []): Promise<Heard> {
  const start = position(dir);
  const deadline = Date.now() + windowMs + LATE_MS;
  const sampleRateHz = 8000;
  const wanted = Math.round((windowMs * sampleRateHz) / 1000);
  for (;;) {
    const now = position(dir);
    const from = now.file === start.file && now.frames >= start.frames ? start.frames : 0;
    const received = now.frames - from;
    if (received < wanted && Date.now() < deadline) {
      await delay(LOOK_EVERY_MS);
      continue;
    }
    const samples = new Float32Array(wanted);
    if (now.file && now.layout && received > 0) {
      samples.set(readFrames(now.file, now.layout, Math.max(from, now.frames - wanted), now.frames).samples);
    }
    return describe(samples, sampleRateHz, Math.min(windowMs, (received * 1000) / sampleRateHz), alsoHz);
  }
}

/** What stands out in `samples`. */
export function describe(
  samples: Float32Array,
  sampleRateHz: number,
  receivedMs: number,
  alsoHz: readonly number[] = [],
): Heard {
  const candidates = [...new Set([...Object.values(PARTY_HZ), ...alsoHz])];
  const tones = toneLevels(samples, sampleRateHz, candidates)
    .filter(({ db, share }) => db > AUDIBLE_DB && share > AUDIBLE_SHARE)
    .sort((a, b) => b.db - a.db);
  return { tones, levelDb: levelDb(samples), receivedMs };
}

function position(dir: string) {
  // The names hold the time of each call's start, so the last by name is the newest.
  const newest = readdirSync(dir)
    .filter((name) => name.endsWith('-dec.wav'))
    .sort()
    .at(-1);
  const file = newest && join(dir, newest);
  const layout = file ? wavLayout(file) : undefined;
  return { file, layout, frames: layout?.frames ?? 0 };
}
