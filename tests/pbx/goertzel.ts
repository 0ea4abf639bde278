/** One tone's strength in a stretch of sound. */
export interface ToneLevel {
  hz: number;
  /** dB below a full-scale sine (0 dB). */
  db: number;
  /** This tone's part of the stretch's whole power, 0 to 1: a party's tone has much, music and speech little. */
  share: number;
}

const SILENCE_DB = -120;

/**
 * The amplitude of one frequency in `samples` (-1 to 1), by Goertzel's algorithm under a Hann window:
 * a sine of amplitude a gives a, its neighbours from 4 window-widths on give almost nothing.
 */
export function amplitudeAt(samples: Float32Array, sampleRateHz: number, hz: number): number {
  const length = samples.length;
  if (length < 2) return 0;
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz);
  let before = 0;
  let beforeThat = 0;
  for (let at = 0; at < length; at += 1) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (length - 1));
    const now = (samples[at] ?? 0) * hann + coefficient * before - beforeThat;
    beforeThat = before;
    before = now;
  }
  const power = before * before + beforeThat * beforeThat - coefficient * before * beforeThat;
  // The Hann window halves the mean, a real sine splits into two halves: hence 4 / N.
  return (4 * Math.sqrt(Math.max(power, 0))) / length;
}

/** The level of each of `tonesHz` in `samples`. */
export function toneLevels(
  samples: Float32Array,
  sampleRateHz: number,
  tonesHz: readonly number[],
): ToneLevel[] {
  const whole = meanSquare(samples);
  return tonesHz.map((hz) => {
    const amplitude = amplitudeAt(samples, sampleRateHz, hz);
    const share = whole > 0 ? Math.min(1, (amplitude * amplitude) / 2 / whole) : 0;
    return { hz, db: decibels(amplitude), share };
  });
}

/** RMS level of `samples` in dB; a full-scale sine is 0 dB. */
export function levelDb(samples: Float32Array): number {
  return decibels(Math.sqrt(2 * meanSquare(samples)));
}

function meanSquare(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return samples.length > 0 ? sum / samples.length : 0;
}

function decibels(amplitude: number): number {
  return amplitude > 0 ? Math.max(SILENCE_DB, 20 * Math.log10(amplitude)) : SILENCE_DB;
}
