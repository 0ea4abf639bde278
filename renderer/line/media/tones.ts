/** Sounds made on the spot: no files, nothing to load, the same on every machine. */

interface Beep {
  readonly startSec: number;
  readonly lengthSec: number;
  readonly frequenciesHz: readonly number[];
  /** Peak, 0-1. */
  readonly gain: number;
  /** A bell dies away; a tone is held. */
  readonly shape: 'bell' | 'held';
}

export interface Tone {
  /** Length of one round, with its silence. */
  readonly periodSec: number;
  readonly loops: boolean;
  readonly beeps: readonly Beep[];
}

const bell = (startSec: number, hz: number, gain: number): Beep => ({
  startSec,
  lengthSec: 1.2,
  frequenciesHz: [hz, hz * 2, hz * 3.01],
  gain,
  shape: 'bell',
});

export const TONES = {
  /** Two soft bells and a pause: to be noticed, not to startle. */
  ring: {
    periodSec: 4,
    loops: true,
    beeps: [bell(0, 659.3, 0.5), bell(0.35, 830.6, 0.5), bell(0.9, 659.3, 0.4), bell(1.25, 830.6, 0.4)],
  },
  /** A second call while one is up: one quiet bell now and then. */
  callWaiting: { periodSec: 6, loops: true, beeps: [bell(0, 523.3, 0.18), bell(0.25, 659.3, 0.18)] },
  /** ITU-T E.180 ringing tone, for networks that send none. */
  ringBack: {
    periodSec: 5,
    loops: true,
    beeps: [{ startSec: 0, lengthSec: 1, frequenciesHz: [425], gain: 0.12, shape: 'held' }],
  },
  /** "You are on": an answer by itself. */
  autoAnswer: {
    periodSec: 0.4,
    loops: false,
    beeps: [
      { startSec: 0, lengthSec: 0.12, frequenciesHz: [880], gain: 0.25, shape: 'held' },
      { startSec: 0.16, lengthSec: 0.16, frequenciesHz: [1174.7], gain: 0.25, shape: 'held' },
    ],
  },
  test: { periodSec: 1.6, loops: false, beeps: [bell(0, 659.3, 0.5), bell(0.35, 830.6, 0.5)] },
} as const satisfies Record<string, Tone>;

export type ToneName = keyof typeof TONES;

const EDGE_SEC = 0.008;

/** One round of a tone as samples, -1 to 1. */
export function renderTone(tone: Tone, sampleRate: number): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(Math.ceil(tone.periodSec * sampleRate));
  for (const beep of tone.beeps) {
    const first = Math.floor(beep.startSec * sampleRate);
    const count = Math.min(Math.floor(beep.lengthSec * sampleRate), samples.length - first);
    for (let i = 0; i < count; i += 1) {
      const t = i / sampleRate;
      const partials = beep.frequenciesHz.reduce(
        (sum, hz, n) => sum + Math.sin(2 * Math.PI * hz * t) / (n + 1) ** 2,
        0,
      );
      samples[first + i] = (samples[first + i] ?? 0) + beep.gain * envelope(beep, t) * partials * 0.7;
    }
  }
  return samples;
}

/** No clicks: every beep fades in and out, however short. */
function envelope(beep: Beep, t: number): number {
  const edges = Math.min(1, t / EDGE_SEC, (beep.lengthSec - t) / EDGE_SEC);
  return Math.max(0, edges) * (beep.shape === 'bell' ? Math.exp(-3.5 * t) : 1);
}
