import type { Page } from 'playwright-core';
import { type Heard, describe as describeSound } from '../pbx/listening.ts';
import { untilHeard } from '../pbx/until-heard.ts';

const WINDOW_MS = 400;
const SAMPLE_RATE_HZ = 8000;

/** Runs in the line page: keeps a recorder on the decoded audio of every far end. Sent to the page as source. */
function growEars(): void {
  interface Ear {
    readonly track: MediaStreamTrack;
    readonly analyser: AnalyserNode;
  }
  const scope = globalThis as typeof globalThis & { ears?: { tracks(): number[][] } };
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
    /** The last half second of each track that lives, as it was decoded. */
    tracks() {
      return list
        .filter(({ track }) => track.readyState === 'live')
        .map(({ analyser }) => {
          const samples = new Float32Array(4096);
          analyser.getFloatTimeDomainData(samples);
          return [...samples];
        });
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

  /** What each living track sounds like by itself, in the order in which they came. */
  async tracks(): Promise<Heard[]> {
    return (await this.#samples()).map((samples) => describeSound(recent(samples), SAMPLE_RATE_HZ));
  }

  /** All far ends together, as the agent's ear would get them. */
  async heard(): Promise<Heard> {
    const tracks = await this.#samples();
    const sum = new Float32Array(tracks[0]?.length ?? 4096);
    for (const samples of tracks) samples.forEach((sample, at) => (sum[at] = (sum[at] ?? 0) + sample));
    return describeSound(recent([...sum]), SAMPLE_RATE_HZ);
  }

  #samples(): Promise<number[][]> {
    return this.#line.evaluate(() =>
      (globalThis as typeof globalThis & { ears: { tracks(): number[][] } }).ears.tracks(),
    );
  }

  /** Resolves when exactly these tones are heard, and no other; none means silence. */
  async waitToHear(tonesHz: readonly number[], timeoutMs?: number): Promise<void> {
    await untilHeard({
      who: 'The agent',
      tonesHz,
      hear: () => this.heard(),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
  }
}

function recent(samples: readonly number[]): Float32Array {
  return Float32Array.from(samples).slice(-(SAMPLE_RATE_HZ * WINDOW_MS) / 1000);
}
