/**
 * A track that is silent and yet sends: for a call whose microphone is gone. A PBX that hears no packets at all takes
 * the desk for dead and ends the patient's call.
 */
export class Silence {
  #context: AudioContext | null = null;
  #track: MediaStreamTrack | null = null;

  get track(): MediaStreamTrack | null {
    if (!this.#context) {
      this.#context = new AudioContext({ latencyHint: 'playback' });
      const source = new ConstantSourceNode(this.#context, { offset: 0 });
      const destination = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
      source.connect(destination);
      source.start();
      this.#track = destination.stream.getAudioTracks()[0] ?? null;
    }
    return this.#track;
  }

  stop(): void {
    this.#track?.stop();
    this.#track = null;
    void this.#context?.close();
    this.#context = null;
  }
}
