import { setTimeout as delay } from 'node:timers/promises';
import { existsSync } from 'node:fs';
import { levelDb, type ToneLevel, toneLevels } from './goertzel.ts';
import { PARTY_HZ, partyOf } from './parties.ts';
import { readFrames, wavLayout } from './wav.ts';

/** The rate at which the bench's phones write down what they hear. */
export const HEARD_RATE_HZ = 48_000;

/** What a phone hears in one stretch of time. */
export interface Heard {
  /** The tones that stand out, strongest first. */
  tones: ToneLevel[];
  /** The whole level; a full-scale sine is 0 dB, nothing at all -120 dB. */
  levelDb: number;
}

/** Weaker than this is not heard. */
export const AUDIBLE_DB = -50;
/** A party's tone holds at least this part of the power; music and speech, spread wide, do not at one frequency. */
const AUDIBLE_SHARE = 0.02;
/**
 * Sound waits in the phone before it is written: in its jitter buffer (two packets of 20 ms) and its file buffer
 * (43 ms). What is written sooner was heard before we began to listen.
 */
const PHONE_DELAY_MS = 90;
/** A window is complete so much later at the latest; a phone without a call writes nothing, which is silence. */
const PATIENCE_MS = 200;
const LOOK_EVERY_MS = 10;

/** Names the parties among heard tones, for example `agent+patient`; a tone of nobody is given in Hz. */
export function whoIsHeard(heard: Heard): string {
  return heard.tones
    .map(({ hz }) => partyOf(hz) ?? `${hz} Hz`)
    .sort()
    .join('+');
}

/** Listens for `windowMs` from now to the sound file that grows at `path` in real time. */
export async function listen(path: string, windowMs: number, alsoHz: readonly number[] = []): Promise<Heard> {
  const start = framesIn(path);
  const deadline = Date.now() + windowMs + PHONE_DELAY_MS + PATIENCE_MS;
  const window = frames(windowMs);
  for (;;) {
    const now = framesIn(path);
    // Fewer than before: the file was begun anew, for another call or after a hold.
    const fresh = now >= start ? now - start : now;
    if (fresh < window + frames(PHONE_DELAY_MS) && Date.now() < deadline) {
      await delay(LOOK_EVERY_MS);
      continue;
    }
    const samples = new Float32Array(window);
    const layout = fresh > 0 ? wavLayout(path) : undefined;
    if (layout)
      samples.set(readFrames(path, layout, Math.max(0, now - Math.min(fresh, window)), now).samples);
    return describe(samples, HEARD_RATE_HZ, ...alsoHz);
  }
}

function frames(ms: number): number {
  return Math.round((ms * HEARD_RATE_HZ) / 1000);
}

function framesIn(path: string): number {
  return (existsSync(path) ? wavLayout(path)?.frames : undefined) ?? 0;
}

/** What stands out in `samples`: parties' tones, and `alsoHz`. */
export function describe(samples: Float32Array, sampleRateHz: number, ...alsoHz: readonly number[]): Heard {
  const candidates = [...new Set([...Object.values(PARTY_HZ), ...alsoHz])];
  const tones = toneLevels(samples, sampleRateHz, candidates)
    .filter(({ db, share }) => db > AUDIBLE_DB && share > AUDIBLE_SHARE)
    .sort((a, b) => b.db - a.db);
  return { tones, levelDb: levelDb(samples) };
}
