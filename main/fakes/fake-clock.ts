import type { Clock } from '../clock.ts';

/** A clock that a test moves by hand. */
export class FakeClock implements Clock {
  #nowMs: number;
  #timers: { readonly at: number; readonly action: () => void }[] = [];

  constructor(startMs = 1_000_000) {
    this.#nowMs = startMs;
  }

  readonly now = (): number => this.#nowMs;

  readonly after = (delayMs: number, action: () => void): (() => void) => {
    const timer = { at: this.#nowMs + delayMs, action };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Moves on, doing what falls due on the way, each at its own time, and what promises wait for it. */
  async pass(durationMs: number): Promise<void> {
    const end = this.#nowMs + durationMs;
    for (;;) {
      await everythingDone();
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#nowMs = Math.max(this.#nowMs, next.at);
      next.action();
    }
    this.#nowMs = end;
    await everythingDone();
  }
}

/** Resolves when all promises that wait for nothing else have run on. */
export function everythingDone(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
