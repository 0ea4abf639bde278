import type { CallMedia } from './call-media.ts';

/**
 * Lets the parties of one conference hear each other: each is sent our microphone and every other party, never itself.
 * The microphone comes through each call's own clone, so muting towards one party works inside a conference too.
 */
export class ConferenceMix {
  readonly #context = new AudioContext({ latencyHint: 'interactive' });
  #parties: readonly CallMedia[] = [];
  #nodes: AudioNode[] = [];

  /** Who is in it now. Rewires everything: parties come and go rarely. */
  join(parties: readonly CallMedia[]): void {
    this.#unwire();
    for (const gone of this.#parties.filter((party) => !parties.includes(party))) gone.useMix(null);
    this.#parties = parties;
    void this.#context.resume();
    const voices = new Map(parties.map((party) => [party, this.#source(party.peer.remote)]));
    for (const party of parties) {
      const destination = new MediaStreamAudioDestinationNode(this.#context, { channelCount: 1 });
      this.#nodes.push(destination);
      const microphone = party.microphone && this.#source(new MediaStream([party.microphone]));
      microphone?.connect(destination);
      for (const [other, voice] of voices) if (other !== party) voice?.connect(destination);
      party.useMix(destination.stream.getAudioTracks()[0] ?? null);
    }
  }

  /** Everybody is sent the bare microphone again. */
  close(): void {
    this.join([]);
    void this.#context.close();
  }

  #source(stream: MediaStream): AudioNode | null {
    if (stream.getAudioTracks().length === 0) return null;
    const source = new MediaStreamAudioSourceNode(this.#context, { mediaStream: stream });
    this.#nodes.push(source);
    return source;
  }

  #unwire(): void {
    for (const node of this.#nodes) node.disconnect();
    this.#nodes = [];
  }
}
