import { FRAME_MS } from '#shared/call/voice-activity.ts';

/** Counts the whole frames of sound between two looks; what is left of one comes with the next look. */
export class FrameClock {
  readonly frameSamples: number;
  readonly #sampleRateHz: number;
  #at: number;
  #count = 0;
  #left = 0;

  constructor(sampleRateHz: number, nowSec: number) {
    this.#sampleRateHz = sampleRateHz;
    this.frameSamples = Math.round((sampleRateHz * FRAME_MS) / 1000);
    this.#at = nowSec;
  }

  look(nowSec: number): void {
    const samples = Math.round((nowSec - this.#at) * this.#sampleRateHz) + this.#left;
    this.#at = nowSec;
    this.#count = Math.floor(samples / this.frameSamples);
    this.#left = samples % this.frameSamples;
  }

  /** Since the look before. */
  get count(): number {
    return this.#count;
  }

  /** Samples of the frame that is not whole yet: the newest. */
  get left(): number {
    return this.#left;
  }

  /** Where there is nothing to hear. */
  silence(): readonly number[] {
    return Array.from({ length: this.#count }, () => 0);
  }
}

/**
 * RMS of each frame since the look before, oldest first. A look that comes so late that the oldest are gone has
 * none of them: better too few than some twice.
 */
export function framesOf(newest: Float32Array, { count, left, frameSamples }: FrameClock): readonly number[] {
  const whole = Math.min(count, Math.floor((newest.length - left) / frameSamples));
  const from = newest.length - left - whole * frameSamples;
  return Array.from({ length: whole }, (_, at) =>
    rmsOf(newest.subarray(from + at * frameSamples, from + (at + 1) * frameSamples)),
  );
}

/** RMS of full scale, 0-1. */
export function rmsOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.min(1, Math.sqrt(sum / samples.length));
}
