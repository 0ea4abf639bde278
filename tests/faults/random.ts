import { randomFrom } from '../fakes/random.ts';

/** Numbers that look random and are the same for the same seed. */
export class Random {
  readonly seed: number;
  /** In [0, 1). */
  readonly next: () => number;

  constructor(seed: number) {
    this.seed = seed;
    this.next = randomFrom(seed);
  }

  /** A whole number, both ends included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }
}
