/** Below zero when the first comes before the second. */
export type Order = (a: number, b: number) => number;

/** Keeps the first few of many: a heap with the last of them on top. */
export class FirstFew {
  readonly #order: Order;
  readonly #limit: number;
  readonly #heap: number[] = [];

  constructor(order: Order, limit: number) {
    this.#order = order;
    this.#limit = limit;
  }

  wants(slot: number): boolean {
    return this.#heap.length < this.#limit || this.#order(slot, this.#heap[0] ?? 0) < 0;
  }

  add(slot: number): void {
    if (this.#heap.length < this.#limit) {
      this.#heap.push(slot);
      this.#up(this.#heap.length - 1);
    } else {
      this.#heap[0] = slot;
      this.#down(0);
    }
  }

  inOrder(): number[] {
    return this.#heap.toSorted(this.#order);
  }

  #swap(a: number, b: number): void {
    const kept = this.#heap[a] ?? 0;
    this.#heap[a] = this.#heap[b] ?? 0;
    this.#heap[b] = kept;
  }

  #isAfter(a: number, b: number): boolean {
    return this.#order(this.#heap[a] ?? 0, this.#heap[b] ?? 0) > 0;
  }

  #up(at: number): void {
    for (let child = at; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#isAfter(child, parent)) return;
      this.#swap(child, parent);
      child = parent;
    }
  }

  #down(at: number): void {
    for (let parent = at; ;) {
      const left = parent * 2 + 1;
      const right = left + 1;
      let top = parent;
      if (left < this.#heap.length && this.#isAfter(left, top)) top = left;
      if (right < this.#heap.length && this.#isAfter(right, top)) top = right;
      if (top === parent) return;
      this.#swap(top, parent);
      parent = top;
    }
  }
}
