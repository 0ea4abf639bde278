/**
 * Makes sure that a call the far end has forgotten does not stay for ever (RFC 4028).
 *
 *   armed ──half the interval, when refreshing is ours──▶ re-INVITE ──▶ armed again
 *         ──nearly all of it, when it is theirs and nothing came──▶ re-INVITE of our own instead of a BYE:
 *           a server that knows the call answers and all is well, one that does not says 481 and the call ends.
 */
export type Refresher = 'us' | 'them';

/** Of a server that names more than a day: RFC 4028 sets no upper limit, but a timer has one (2^31 ms) and then fires at once. */
const LONGEST_SEC = 86_400;

export class SessionTimer {
  readonly #refresh: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(refresh: () => void) {
    this.#refresh = refresh;
  }

  /** After every exchange that agreed on an interval. */
  arm(intervalSec: number, refresher: Refresher): void {
    this.stop();
    const sec = Math.min(intervalSec, LONGEST_SEC);
    const waitSec = refresher === 'us' ? sec / 2 : sec - Math.min(32, sec / 3);
    this.#timer = setTimeout(this.#refresh, waitSec * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
