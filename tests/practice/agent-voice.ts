/**
 * Runs in the line page before its own script: puts the agent's microphone into the test's hand, and keeps a record
 * of who was how loud when, at both ends. Both ends of a practice call are in this page: what the agent hears plays
 * in an element that is not muted, what a patient hears in one that is.
 */
export interface AgentVoice {
  /** Says a recording (base64 of an audio file) into the microphone; resolves when it is over. */
  say(recording: string): Promise<void>;
  /** Everything so far, oldest first. */
  readonly record: readonly Moment[];
}

/** Loudness, RMS of full scale, over some 40 ms. */
export interface Moment {
  /** `performance.now()` of the page. */
  readonly atMs: number;
  /** What reaches the patients. */
  readonly agent: number;
  /** What reaches the agent. */
  readonly patient: number;
}

/** What an agent who acts in the page itself waits for. */
export interface AgentEars {
  /** Resolves with when this side is first heard after `fromMs`; null when that takes longer than `limitMs`. */
  heard(side: 'agent' | 'patient', fromMs: number, limitMs: number): Promise<number | null>;
  /** Resolves with when this side was last heard, once it has been quiet for `forMs`. */
  quiet(side: 'agent' | 'patient', fromMs: number, forMs: number): Promise<number>;
}

declare global {
  interface Window {
    agentVoice: AgentVoice;
    agentEars: AgentEars;
  }
}

/** Sent to the page as text: it may use nothing from outside itself. */
export function installAgentVoice(): void {
  const context = new AudioContext({ sampleRate: 48_000 });
  const microphone = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  const ears = new Map<HTMLMediaElement, { stream: MediaStream; analyser: AnalyserNode }>();
  const record: Moment[] = [];

  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    const real = await open(constraints);
    for (const track of real.getTracks()) track.stop();
    return new MediaStream(microphone.stream.getTracks().map((track) => track.clone()));
  };

  const play = HTMLMediaElement.prototype.play;
  HTMLMediaElement.prototype.play = function noted(this: HTMLMediaElement) {
    if (this.srcObject instanceof MediaStream) {
      const stream = this.srcObject;
      const analyser = new AnalyserNode(context, { fftSize: 2048 });
      new MediaStreamAudioSourceNode(context, { mediaStream: stream }).connect(analyser);
      ears.set(this, { stream, analyser });
    }
    return play.call(this);
  };

  const samples = new Float32Array(2048);
  const loudest = (muted: boolean): number => {
    let most = 0;
    for (const [element, { stream, analyser }] of ears) {
      if (element.srcObject !== stream || element.muted !== muted) continue;
      analyser.getFloatTimeDomainData(samples);
      most = Math.max(most, Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length));
    }
    return most;
  };
  setInterval(() => {
    record.push({ atMs: performance.now(), agent: loudest(true), patient: loudest(false) });
  }, 40);

  window.agentVoice = {
    record,
    async say(recording) {
      await context.resume();
      const bytes = Uint8Array.from(atob(recording), (character) => character.charCodeAt(0));
      const buffer = await context.decodeAudioData(bytes.buffer);
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(microphone);
      await new Promise((done) => {
        source.addEventListener('ended', done);
        source.start();
      });
    },
  };
}

/** Runs after `installAgentVoice`, and is sent to the page as text too. */
export function installAgentEars(): void {
  const LOOK_EVERY_MS = 20;
  // -40 dBFS: no noise of the codec is as loud, every recording is much louder.
  const AUDIBLE = 0.01;
  const look = (): Promise<void> =>
    new Promise((done) => {
      setTimeout(done, LOOK_EVERY_MS);
    });
  window.agentEars = {
    async heard(side, fromMs, limitMs) {
      const startedAt = performance.now();
      for (;;) {
        const found = window.agentVoice.record.find((one) => one.atMs > fromMs && one[side] > AUDIBLE);
        if (found) return found.atMs;
        if (performance.now() - startedAt > limitMs) return null;
        await look();
      }
    },
    async quiet(side, fromMs, forMs) {
      for (;;) {
        const { record } = window.agentVoice;
        const last = record.findLast((one) => one.atMs > fromMs && one[side] > AUDIBLE)?.atMs ?? fromMs;
        if (performance.now() - last >= forMs) return last;
        await look();
      }
    },
  };
}
