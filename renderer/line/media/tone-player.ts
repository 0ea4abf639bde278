import { routeTo } from './sink.ts';
import { renderTone, type ToneName, TONES } from './tones.ts';

/** Plays one tone at a time on one device: the ringer has one of these, the speaker another. */
export class TonePlayer {
  readonly #buffers = new Map<ToneName, AudioBuffer>();
  #context: AudioContext | null = null;
  #deviceId: string | null = null;
  #playing: { readonly name: ToneName; readonly source: AudioBufferSourceNode } | null = null;

  get playing(): ToneName | null {
    return this.#playing?.name ?? null;
  }

  play(name: ToneName): void {
    if (this.#playing?.name === name && TONES[name].loops) return;
    this.stop();
    const context = this.#open();
    const source = new AudioBufferSourceNode(context, {
      buffer: this.#buffer(name, context),
      loop: TONES[name].loops,
    });
    source.connect(context.destination);
    source.addEventListener('ended', () => {
      if (this.#playing?.source === source) this.stop();
    });
    source.start();
    this.#playing = { name, source };
  }

  /** Also lets go of the device: an idle desk keeps no audio thread running. */
  stop(): void {
    this.#playing?.source.stop();
    this.#playing = null;
    void this.#context?.suspend();
  }

  async use(deviceId: string | null): Promise<void> {
    this.#deviceId = deviceId;
    if (this.#context) await routeTo(this.#context, this.#deviceId);
  }

  /** Makes the sounds ahead of time: rendering one takes longer than a ringing call may wait for its alert. */
  warm(names: readonly ToneName[]): void {
    const context = this.#open();
    void context.suspend();
    for (const name of names) this.#buffer(name, context);
  }

  #buffer(name: ToneName, context: AudioContext): AudioBuffer {
    const known = this.#buffers.get(name);
    if (known) return known;
    const samples = renderTone(TONES[name], context.sampleRate);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    this.#buffers.set(name, buffer);
    return buffer;
  }

  #open(): AudioContext {
    if (!this.#context) {
      this.#context = new AudioContext({ latencyHint: 'playback' });
      void routeTo(this.#context, this.#deviceId);
    }
    void this.#context.resume();
    return this.#context;
  }
}
