import { vi } from 'vitest';

interface NoSound {
  /** What stands for `RTCPeerConnection`. */
  readonly connection: unknown;
  /** Counts the audio contexts that are open. */
  readonly contexts?: { open: number };
  /** The track that a source of silence would send. */
  readonly silence?: unknown;
}

/** For tests: Node has no sound. Until `vi.unstubAllGlobals`, what stands here makes none either. */
export function stubSound({ connection, contexts = { open: 0 }, silence }: NoSound): void {
  vi.stubGlobal('RTCPeerConnection', connection);
  vi.stubGlobal('MediaStream', EventTarget);
  vi.stubGlobal(
    'AudioContext',
    class {
      constructor() {
        contexts.open += 1;
      }
      async close(): Promise<void> {
        contexts.open -= 1;
      }
    },
  );
  vi.stubGlobal(
    'ConstantSourceNode',
    class {
      connect(): void {}
      start(): void {}
    },
  );
  vi.stubGlobal(
    'MediaStreamAudioDestinationNode',
    class {
      readonly stream = { getAudioTracks: () => (silence === undefined ? [] : [silence]) };
    },
  );
}
