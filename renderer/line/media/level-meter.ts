import { FrameClock, framesOf, rmsOf } from './frames.ts';

const LOOK_EVERY_MS = 100;
/** Opening an audio thread at the moment of an answer would keep the first words waiting. */
const FIRST_LOOK_AFTER_MS = 300;
/** 85 ms at 48 kHz: nearly all of the time between two looks. */
const LEVEL_SAMPLES = 4096;
/** 680 ms at 48 kHz: a look may be late by so much and misses no frame. The most that an analyser keeps. */
const KEPT_SAMPLES = 32_768;

interface Tap {
  readonly track: MediaStreamTrack;
  readonly source: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
}

export interface Loudness {
  /** RMS of full scale, 0-1, of the last moments. */
  readonly level: number;
  /** The same of each 20 ms since the look before, oldest first: as many for every track. */
  readonly frames: readonly number[];
}

const NOTHING: Loudness = { level: 0, frames: [] };

/** How loud any number of tracks are, looked at ten times a second while somebody wants to know. */
export class LevelMeter {
  readonly #taps = new Map<string, Tap>();
  readonly #samples = new Float32Array(KEPT_SAMPLES);
  #context: AudioContext | null = null;
  #clock: FrameClock | null = null;
  /** Of the first look, then of the others. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls `look` until `stop`; the audio thread runs only meanwhile. */
  start(look: () => void): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#context ??= new AudioContext({ latencyHint: 'playback' });
      const context = this.#context;
      const clock = new FrameClock(context.sampleRate, context.currentTime);
      this.#clock = clock;
      void context.resume();
      this.#timer = setInterval(() => {
        clock.look(context.currentTime);
        look();
      }, LOOK_EVERY_MS);
    }, FIRST_LOOK_AFTER_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.keepOnly(new Set());
    void this.#context?.suspend();
  }

  /** Of a track that is known by this name; a new track under an old name takes its place. */
  hear(name: string, track: MediaStreamTrack | null): Loudness {
    if (!this.#context || !this.#clock) return NOTHING;
    if (!track || track.readyState === 'ended') return { level: 0, frames: this.#clock.silence() };
    const tap = this.#tap(name, track, this.#context);
    tap.analyser.getFloatTimeDomainData(this.#samples);
    return {
      level: rmsOf(this.#samples.subarray(-LEVEL_SAMPLES)),
      frames: framesOf(this.#samples, this.#clock),
    };
  }

  keepOnly(names: ReadonlySet<string>): void {
    for (const [name, tap] of this.#taps) {
      if (names.has(name)) continue;
      tap.source.disconnect();
      this.#taps.delete(name);
    }
  }

  #tap(name: string, track: MediaStreamTrack, context: AudioContext): Tap {
    const known = this.#taps.get(name);
    if (known?.track === track) return known;
    known?.source.disconnect();
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    const analyser = new AnalyserNode(context, { fftSize: KEPT_SAMPLES });
    source.connect(analyser);
    const tap = { track, source, analyser };
    this.#taps.set(name, tap);
    return tap;
  }
}
