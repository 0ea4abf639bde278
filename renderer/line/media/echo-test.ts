import { routeTo } from './sink.ts';

/** The agent hears their own microphone half a second late, on the speaker device. */
const DELAY_SEC = 0.5;

export class EchoTest {
  #context: AudioContext | null = null;
  #source: MediaStreamAudioSourceNode | null = null;

  get isOn(): boolean {
    return this.#context !== null;
  }

  start(track: MediaStreamTrack, speakerId: string | null): void {
    this.stop();
    const context = new AudioContext({ latencyHint: 'interactive' });
    this.#context = context;
    void routeTo(context, speakerId);
    this.#source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    this.#source.connect(new DelayNode(context, { delayTime: DELAY_SEC })).connect(context.destination);
  }

  async use(speakerId: string | null): Promise<void> {
    if (this.#context) await routeTo(this.#context, speakerId);
  }

  stop(): void {
    this.#source?.disconnect();
    this.#source = null;
    void this.#context?.close();
    this.#context = null;
  }
}
