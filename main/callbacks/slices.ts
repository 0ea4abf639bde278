/** The longest stretch of work without letting others have the thread. */
export const SLICE_MS = 8;

/** Lets everything else that waits for the thread go first. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Does something with each, and breathes whenever a slice is used up. */
export async function inSlices<T>(items: Iterable<T>, act: (item: T) => void): Promise<void> {
  let sinceMs = performance.now();
  for (const item of items) {
    act(item);
    if (performance.now() - sinceMs < SLICE_MS) continue;
    await breathe();
    sinceMs = performance.now();
  }
}

/** How many at a time fill a slice of `sliceMs`: learned from how long the last ones took. */
export class SliceSize {
  #size: number;
  readonly #max: number;
  readonly #sliceMs: number;

  constructor({ first = 20, max = 1000, sliceMs = SLICE_MS } = {}) {
    this.#size = first;
    this.#max = max;
    this.#sliceMs = sliceMs;
  }

  get size(): number {
    return this.#size;
  }

  took(ms: number): void {
    if (ms > this.#sliceMs) this.#size = Math.max(1, Math.floor(this.#size / 2));
    else if (ms < this.#sliceMs / 2) this.#size = Math.min(this.#max, Math.ceil(this.#size * 1.25));
  }
}
