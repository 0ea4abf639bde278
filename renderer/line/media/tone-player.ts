import { renderTone, type ToneName, TONES } from './tones.ts';

/** Plays one tone at a time on one device: the ringer has one of these, the speaker another. */
export class TonePlayer {
  #context: AudioContext | null = null;
  #deviceId = '';
  #playing: { readonly name: ToneName; readonly source: AudioBufferSourceNode } | null = null;

  get playing(): ToneName | null {
    return this.#playing?.name ?? null;
  }

  play(name: ToneName): void {
    if (this.#playing?.name === name && TONES[name].loops) return;
    this.stop();
    const context = this.#open();
    const samples = renderTone(TONES[name], context.sampleRate);
    const buffer = context.createBuffer(1, samples.length, context.sampleRate);
    buffer.copyToChannel(samples, 0);
    const source = new AudioBufferSourceNode(context, { buffer, loop: TONES[name].loops });
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
    this.#deviceId = deviceId ?? '';
    if (this.#context) await route(this.#context, this.#deviceId);
  }

  #open(): AudioContext {
    if (!this.#context) {
      this.#context = new AudioContext({ latencyHint: 'playback' });
      void route(this.#context, this.#deviceId);
    }
    void this.#context.resume();
    return this.#context;
  }
}

interface Routable {
  setSinkId?(sinkId: string): Promise<void>;
}

/** Web Audio's own sink choice is not in the DOM typings yet. 'default' is spelled '' here. */
async function route(context: AudioContext & Routable, deviceId: string): Promise<void> {
  // A vanished device leaves the tone on the default one, which is better than no tone.
  await context.setSinkId?.(deviceId === 'default' ? '' : deviceId).catch(() => undefined);
}
