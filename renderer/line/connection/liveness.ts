/**
 * Whether the far end of an open socket is still there. Any frame counts as a sign of life; after a short silence an
 * OPTIONS (RFC 3261 §11) asks for one. Times add up to well under five seconds from the last word to the verdict.
 */
const ASK_AFTER_MS = 1500;
const ANSWER_LIMIT_MS = 2000;
const LOOK_EVERY_MS = 250;
/** A look this late means that this window stood still, and answers may wait behind it: the far end is not to blame. */
const STALLED_MS = 4 * LOOK_EVERY_MS;

export interface LivenessPort {
  /** `performance.now()` of the last frame. */
  lastHeardAt(): number;
  ask(): void;
  /** Nobody is there. Called once; start again for a new link. */
  dead(): void;
}

export class Liveness {
  readonly #port: LivenessPort;
  #timer: ReturnType<typeof setInterval> | undefined;
  #askedAt: number | null = null;
  #lookedAt = 0;

  constructor(port: LivenessPort) {
    this.#port = port;
  }

  start(): void {
    this.stop();
    this.#lookedAt = performance.now();
    this.#timer = setInterval(() => this.#look(performance.now()), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#askedAt = null;
  }

  #look(now: number): void {
    const stalledMs = now - this.#lookedAt;
    this.#lookedAt = now;
    if (this.#askedAt !== null && stalledMs >= STALLED_MS) this.#askedAt += stalledMs;
    const heardAt = this.#port.lastHeardAt();
    if (this.#askedAt !== null && heardAt > this.#askedAt) this.#askedAt = null;
    if (this.#askedAt !== null) {
      if (now - this.#askedAt >= ANSWER_LIMIT_MS) {
        this.stop();
        this.#port.dead();
      }
    } else if (now - heardAt >= ASK_AFTER_MS) {
      this.#askedAt = now;
      this.#port.ask();
    }
  }
}
