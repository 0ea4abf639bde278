import type { Page } from 'playwright-core';
import { type Heard, describe as describeSound, whoIsHeard } from '../pbx/listening.ts';
import { partyOf } from '../pbx/parties.ts';
import { until } from '../pbx/until.ts';

const WINDOW_MS = 400;
const SAMPLE_RATE_HZ = 8000;

/** Runs in the line page: keeps a recorder on the decoded audio of every far end. Sent to the page as source. */
function growEars(): void {
  interface Ear {
    readonly track: MediaStreamTrack;
    readonly analyser: AnalyserNode;
  }
  const scope = globalThis as typeof globalThis & { ears?: { heard(): number[] } };
  if (scope.ears) return;
  const audio = new AudioContext({ sampleRate: 8000 });
  const list: Ear[] = [];
  const Native = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Native {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        const analyser = audio.createAnalyser();
        analyser.fftSize = 4096;
        audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
        list.push({ track, analyser });
      });
    }
  };
  scope.ears = {
    /** The last half second of all far ends together, as the agent's ear would get it. */
    heard() {
      const sum = new Float32Array(4096);
      const samples = new Float32Array(4096);
      for (const { track, analyser } of list) {
        if (track.readyState === 'ended') continue;
        analyser.getFloatTimeDomainData(samples);
        samples.forEach((sample, at) => (sum[at] = (sum[at] ?? 0) + sample));
      }
      return [...sum];
    },
  };
}

/** The agent's ears: what the far ends of this desk's calls sound like, decoded, in the line window. */
export class Ears {
  readonly #line: Page;

  private constructor(line: Page) {
    this.#line = line;
  }

  /** Must grow before the first call: a connection made earlier is not heard. */
  static async on(line: Page): Promise<Ears> {
    await line.evaluate(growEars);
    return new Ears(line);
  }

  async heard(): Promise<Heard> {
    const samples = await this.#line.evaluate(() =>
      (globalThis as typeof globalThis & { ears: { heard(): number[] } }).ears.heard(),
    );
    const wanted = (SAMPLE_RATE_HZ * WINDOW_MS) / 1000;
    return describeSound(Float32Array.from(samples).slice(-wanted), SAMPLE_RATE_HZ);
  }

  /** Resolves when exactly these tones are heard, and no other; none means silence. */
  async waitToHear(tonesHz: readonly number[], timeoutMs = 6000): Promise<void> {
    const wanted = tonesHz.toSorted((a, b) => a - b).join();
    let last: Heard | undefined;
    const expected = tonesHz.map((hz) => partyOf(hz) ?? `${hz} Hz`).join('+') || 'silence';
    await until(
      `the agent to hear ${expected}`,
      async () => {
        last = await this.heard();
        const now = last.tones.map(({ hz }) => hz).toSorted((a, b) => a - b);
        return now.join() === wanted;
      },
      timeoutMs,
    ).catch((error: unknown) => {
      const heard = last ? whoIsHeard(last) || `silence (${last.levelDb.toFixed(0)} dB)` : 'nothing';
      throw new Error(`The agent should hear ${expected}, hears ${heard}.`, { cause: error });
    });
  }
}
