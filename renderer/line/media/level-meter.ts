/** RMS levels of any number of streams, ten times a second while somebody wants to know. */
const LOOK_EVERY_MS = 100;
/** Opening an audio thread at the moment of an answer would keep the first words waiting. */
const FIRST_LOOK_AFTER_MS = 300;
/** 85 ms at 48 kHz: nearly all of the time between two looks. */
const WINDOW_SAMPLES = 4096;

interface Tap {
  readonly track: MediaStreamTrack;
  readonly source: MediaStreamAudioSourceNode;
  readonly analyser: AnalyserNode;
}

export class LevelMeter {
  readonly #taps = new Map<string, Tap>();
  readonly #samples = new Float32Array(WINDOW_SAMPLES);
  #context: AudioContext | null = null;
  /** Of the first look, then of the others. */
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Calls `look` until `stop`; the audio thread runs only meanwhile. */
  start(look: () => void): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#context ??= new AudioContext({ latencyHint: 'playback' });
      void this.#context.resume();
      this.#timer = setInterval(look, LOOK_EVERY_MS);
    }, FIRST_LOOK_AFTER_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.keepOnly(new Set());
    void this.#context?.suspend();
  }

  /** RMS of full scale, 0-1, of a track that is known by this name; a new track under an old name takes its place. */
  level(name: string, track: MediaStreamTrack | null): number {
    if (!track || !this.#context || track.readyState === 'ended') return 0;
    const tap = this.#tap(name, track, this.#context);
    tap.analyser.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return Math.min(1, Math.sqrt(sum / WINDOW_SAMPLES));
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
    const analyser = new AnalyserNode(context, { fftSize: WINDOW_SAMPLES });
    source.connect(analyser);
    const tap = { track, source, analyser };
    this.#taps.set(name, tap);
    return tap;
  }
}
