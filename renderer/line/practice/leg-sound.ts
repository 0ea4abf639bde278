import type { LegMedia } from '../sip/memory/leg.ts';

/**
 * The sound of one leg at the far end: what is connected to `mouth` is sent, and `earLevel` says how loud the other
 * side is. What arrives can also be connected on (`onHeard`), which is all that an echo is.
 */
export class LegSound implements LegMedia {
  readonly #context: AudioContext;
  readonly #mouth: MediaStreamAudioDestinationNode;
  readonly #ear: AnalyserNode;
  readonly #samples: Float32Array<ArrayBuffer>;
  #source: MediaStreamAudioSourceNode | null = null;
  #player: HTMLAudioElement | null = null;

  constructor(context: AudioContext) {
    this.#context = context;
    this.#mouth = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    // 2048 samples are 43 ms at 48 kHz: about the time between two looks.
    this.#ear = new AnalyserNode(context, { fftSize: 2048 });
    this.#samples = new Float32Array(this.#ear.fftSize);
  }

  get stream(): MediaStream {
    return this.#mouth.stream;
  }

  /** What this leg sends. */
  get mouth(): AudioNode {
    return this.#mouth;
  }

  /** What this leg hears. */
  get ear(): AudioNode {
    return this.#ear;
  }

  /** RMS of full scale over the last 43 ms, 0-1; 0 before anything can be heard. */
  earLevel(): number {
    if (!this.#source) return 0;
    this.#ear.getFloatTimeDomainData(this.#samples);
    const sum = this.#samples.reduce((total, sample) => total + sample * sample, 0);
    return Math.min(1, Math.sqrt(sum / this.#samples.length));
  }

  hear(track: MediaStreamTrack): void {
    this.#unplug();
    const stream = new MediaStream([track]);
    // Chromium decodes a remote track only while an element plays it; nobody is meant to hear this one.
    this.#player = new Audio();
    this.#player.muted = true;
    this.#player.srcObject = stream;
    this.#source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream });
    this.#source.connect(this.#ear);
    // Rejects when the leg ends first, and then there is nothing to play.
    this.#player.play().catch(() => undefined);
  }

  close(): void {
    this.#unplug();
    this.#ear.disconnect();
    for (const track of this.stream.getTracks()) track.stop();
  }

  #unplug(): void {
    this.#source?.disconnect();
    this.#source = null;
    if (this.#player) this.#player.srcObject = null;
    this.#player = null;
  }
}
