import { InTurn } from '#shared/in-turn.ts';
import { atMost } from '../time.ts';

/**
 * Digits, one after the other, however fast they are typed. `insertDTMF` replaces what is still to be sent
 * (W3C WebRTC §7), so the queue is ours and each digit is handed over when the one before has been sent.
 */
const TONE_MS = 100;
const GAP_MS = 70;
/** Should the browser never say that a tone ended (no packets leave), the next one must not wait for ever. */
const TONE_LIMIT_MS = 1000;

export interface DigitPort {
  /** RFC 4733 events, or null when the far end did not offer them. */
  readonly rtp: () => RTCDTMFSender | null;
  readonly info: (digit: string, durationMs: number) => Promise<void>;
}

export class Digits {
  readonly #port: DigitPort;
  readonly #turns = new InTurn();

  constructor(port: DigitPort) {
    this.#port = port;
  }

  /** Resolves when these have been sent. */
  send(digits: string): Promise<void> {
    return this.#turns.run(async () => {
      for (const digit of digits) await this.#one(digit);
    });
  }

  async #one(digit: string): Promise<void> {
    const sender = this.#port.rtp();
    if (!sender) {
      await this.#port.info(digit, TONE_MS);
      return;
    }
    const { promise: sent, resolve } = Promise.withResolvers<void>();
    const watch = new AbortController();
    sender.addEventListener('tonechange', ({ tone }) => tone === '' && resolve(), { signal: watch.signal });
    try {
      sender.insertDTMF(digit, TONE_MS, GAP_MS);
      await atMost(TONE_LIMIT_MS, sent);
    } finally {
      watch.abort();
    }
  }
}
