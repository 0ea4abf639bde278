/** Soon enough to survive a crash, and not a write for each key. */
const KEEP_AFTER_MS = 400;

/** What is typed, kept a moment after the last key. The newest counts: what waited before it is forgotten. */
export class KeptSoon {
  #waiting: { readonly timer: ReturnType<typeof setTimeout>; readonly keep: () => void } | null = null;

  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  soon(keep: () => void): void {
    this.forget();
    this.#waiting = { timer: setTimeout(() => this.now(), KEEP_AFTER_MS), keep };
  }

  /** Keeps what waits at once: its box goes away. */
  now(): void {
    const keep = this.#waiting?.keep;
    this.forget();
    keep?.();
  }

  forget(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting = null;
  }
}
