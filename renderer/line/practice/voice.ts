import type { Recordings } from './recordings.ts';

/** People stop within a syllable, not within a sample: a hard cut clicks. */
const FADE_SEC = 0.04;

/** Speaks recorded sentences, one at a time, into whichever leg is connected. */
export class Voice {
  readonly #context: AudioContext;
  readonly #recordings: Recordings;
  readonly #throat: GainNode;
  #speaking: { readonly source: AudioBufferSourceNode; readonly gain: GainNode } | null = null;

  constructor(context: AudioContext, recordings: Recordings) {
    this.#context = context;
    this.#recordings = recordings;
    this.#throat = new GainNode(context);
  }

  /** Speaks into this node and no other from now on. */
  speakInto(mouth: AudioNode): void {
    this.#throat.disconnect();
    this.#throat.connect(mouth);
  }

  /**
   * Says a sentence instead of the one before it, if that is still being said.
   * @param onFinished called when it has been said to its end, and not when it was cut off
   */
  say(sentence: string, onFinished: () => void): void {
    this.fallSilent();
    const buffer = this.#recordings.get(sentence);
    if (!buffer) throw new Error('A sentence without a recording.');
    const source = new AudioBufferSourceNode(this.#context, { buffer });
    const gain = new GainNode(this.#context);
    const speaking = { source, gain };
    source.connect(gain).connect(this.#throat);
    source.addEventListener('ended', () => {
      gain.disconnect();
      if (this.#speaking !== speaking) return;
      this.#speaking = null;
      onFinished();
    });
    this.#speaking = speaking;
    source.start();
  }

  fallSilent(): void {
    const speaking = this.#speaking;
    this.#speaking = null;
    if (!speaking) return;
    const now = this.#context.currentTime;
    speaking.gain.gain.setTargetAtTime(0, now, FADE_SEC / 4);
    speaking.source.stop(now + FADE_SEC);
  }

  close(): void {
    this.fallSilent();
    this.#throat.disconnect();
  }
}
