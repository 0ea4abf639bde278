/** The end of a chain. */
const NONE = -1;
/** In the place of the next slot: this one is in no chain. */
const OUT = -2;

/**
 * Slots by a key that is hashed to 32 bits, in columns in memory: 12 bytes a slot. Random keys fall on every page of a
 * database index, and each transaction of a first sync would write most of them anew.
 */
export class SlotFinder {
  /** First slot of each chain: as many as there is room for slots, or half of it. */
  #heads = new Int32Array(1024).fill(NONE);
  #next = new Int32Array(1024).fill(OUT);
  #hashes = new Uint32Array(1024);

  /** Puts a slot under a key, in the place of the one that it had. */
  set(slot: number, hash: number): void {
    this.#makeRoom(slot);
    if (this.#next[slot] !== OUT) {
      if (this.#hashes[slot] === hash) return;
      this.remove(slot);
    }
    this.#hashes[slot] = hash;
    this.#chain(slot);
  }

  remove(slot: number): void {
    const after = this.#next[slot] ?? OUT;
    if (after === OUT) return;
    this.#next[slot] = OUT;
    const chain = this.#chainOf(this.#hashes[slot] ?? 0);
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
    this.#next.fill(OUT);
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
    const before = this.#next;
    // By half: what there is room for and nobody needs is memory too.
    const size = Math.max(slot + 1, Math.ceil(before.length * 1.5));
    const hashes = new Uint32Array(size);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#next = new Int32Array(size).fill(OUT);
    this.#heads = new Int32Array(2 ** Math.floor(Math.log2(size))).fill(NONE);
    for (const [known, next] of before.entries()) if (next !== OUT) this.#chain(known);
  }
}

/** FNV-1a over the text's code units; 32 bits, unsigned. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
