const NONE = -1;

/**
 * Slots by a key that is hashed to 32 bits, in columns in memory: 17 bytes a slot. Random keys fall on every page of a
 * database index, and each transaction of a first sync would write most of them anew.
 */
export class SlotFinder {
  /** First slot of each chain; two chains for each slot that there is room for. */
  #heads = new Int32Array(2048).fill(NONE);
  #next = new Int32Array(1024).fill(NONE);
  #hashes = new Uint32Array(1024);
  /** One for each slot that is in a chain. */
  #isIn = new Uint8Array(1024);

  /** Puts a slot under a key, in the place of the one that it had. */
  set(slot: number, hash: number): void {
    this.#makeRoom(slot);
    if (this.#isIn[slot] === 1) {
      if (this.#hashes[slot] === hash) return;
      this.remove(slot);
    }
    this.#hashes[slot] = hash;
    this.#isIn[slot] = 1;
    this.#chain(slot);
  }

  remove(slot: number): void {
    if (this.#isIn[slot] !== 1) return;
    this.#isIn[slot] = 0;
    const chain = this.#chainOf(this.#hashes[slot] ?? 0);
    const after = this.#next[slot] ?? NONE;
    if (this.#heads[chain] === slot) {
      this.#heads[chain] = after;
      return;
    }
    let before = this.#heads[chain] ?? NONE;
    while (this.#next[before] !== slot) before = this.#next[before] ?? NONE;
    this.#next[before] = after;
  }

  /** Every slot under a key, and seldom one under another key with the same hash: whoever asks looks. */
  find(hash: number): number[] {
    const found: number[] = [];
    for (
      let slot = this.#heads[this.#chainOf(hash)] ?? NONE;
      slot !== NONE;
      slot = this.#next[slot] ?? NONE
    ) {
      if (this.#hashes[slot] === hash) found.push(slot);
    }
    return found;
  }

  clear(): void {
    this.#heads.fill(NONE);
    this.#isIn.fill(0);
  }

  #chainOf(hash: number): number {
    // The heads are a power of two.
    return hash & (this.#heads.length - 1);
  }

  #chain(slot: number): void {
    const chain = this.#chainOf(this.#hashes[slot] ?? 0);
    this.#next[slot] = this.#heads[chain] ?? NONE;
    this.#heads[chain] = slot;
  }

  #makeRoom(slot: number): void {
    if (slot < this.#next.length) return;
    let size = this.#next.length;
    while (size <= slot) size *= 2;
    const [hashes, isIn] = [new Uint32Array(size), new Uint8Array(size)];
    hashes.set(this.#hashes);
    isIn.set(this.#isIn);
    [this.#hashes, this.#isIn] = [hashes, isIn];
    this.#next = new Int32Array(size);
    this.#heads = new Int32Array(2 * size).fill(NONE);
    for (let known = 0; known < size; known += 1) if (isIn[known] === 1) this.#chain(known);
  }
}

/** FNV-1a over the text's code units; 32 bits, unsigned. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
