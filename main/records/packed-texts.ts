const CHUNK_BITS = 16;
const CHUNK_BYTES = 2 ** CHUNK_BITS;
/** Stands in no UTF-8, and after each text. */
const END = 0xff;

/**
 * Texts by slot, as UTF-8 in chunks that are never moved. A hundred thousand strings would take twice as much, and lie
 * among the garbage of the sync that made them, so that hardly a page of its memory could be given back.
 */
export class PackedTexts {
  /** The first byte of the first is the end of an empty text. */
  #chunks: Buffer[] = [];
  /** Which chunk, and where in it the text begins; 0 for none. */
  #places = new Uint32Array(1024);
  #room = { chunk: 0, from: 0, until: 0 };
  #length = 0;

  constructor() {
    this.clear();
  }

  /** One more than the highest slot that was ever set. */
  get length(): number {
    return this.#length;
  }

  /** A text that grew is written anew, and its old place is lost until all is cleared: it seldom happens. */
  set(slot: number, text: string): void {
    this.#makeRoomFor(slot);
    const bytes = Buffer.byteLength(text);
    if (bytes > this.#bytesOf(slot)) this.#places[slot] = this.#take(bytes + 1);
    const place = this.#places[slot] ?? 0;
    if (place === 0) return;
    const chunk = this.#chunkOf(place);
    const from = place % CHUNK_BYTES;
    chunk[from + chunk.write(text, from, bytes)] = END;
  }

  /** Empty for a slot that was never set. */
  get(slot: number): string {
    const place = this.#places[slot] ?? 0;
    const from = place % CHUNK_BYTES;
    return this.#chunkOf(place).toString('utf8', from, from + this.#bytesOf(slot));
  }

  /** By the bytes: for texts in ASCII that is the order of strings. */
  compare(a: number, b: number): number {
    const [placeA, placeB] = [this.#places[a] ?? 0, this.#places[b] ?? 0];
    const [bytesA, bytesB] = [this.#chunkOf(placeA), this.#chunkOf(placeB)];
    let [atA, atB] = [placeA % CHUNK_BYTES, placeB % CHUNK_BYTES];
    while (bytesA[atA] === bytesB[atB] && bytesA[atA] !== END) {
      atA += 1;
      atB += 1;
    }
    const [first = END, second = END] = [bytesA[atA], bytesB[atB]];
    // The shorter comes first: its end stands for less than any letter.
    return (first === END ? 0 : first + 1) - (second === END ? 0 : second + 1);
  }

  /** @param part in UTF-8, in which no letter is found in the middle of another; at least one byte */
  has(slot: number, part: Uint8Array): boolean {
    const place = this.#places[slot] ?? 0;
    const bytes = this.#chunkOf(place);
    const [first, length] = [part[0], part.length];
    for (let at = place % CHUNK_BYTES; bytes[at] !== END; at += 1) {
      if (bytes[at] !== first) continue;
      let same = 1;
      while (same < length && bytes[at + same] === part[same]) same += 1;
      if (same === length) return true;
    }
    return false;
  }

  clear(): void {
    this.#chunks = [];
    this.#room = { chunk: 0, from: 0, until: 0 };
    this.#chunkOf(this.#take(1))[0] = END;
    this.#places.fill(0);
    this.#length = 0;
  }

  #chunkOf(place: number): Buffer {
    const chunk = this.#chunks[place >>> CHUNK_BITS];
    if (chunk === undefined) throw new RangeError('no such place');
    return chunk;
  }

  #bytesOf(slot: number): number {
    const place = this.#places[slot] ?? 0;
    const bytes = this.#chunkOf(place);
    const from = place % CHUNK_BYTES;
    let until = from;
    while (bytes[until] !== END) until += 1;
    return until - from;
  }

  /** @returns a new place for so many bytes */
  #take(bytes: number): number {
    if (this.#room.from + bytes > this.#room.until) {
      const chunk = Buffer.allocUnsafeSlow(Math.max(CHUNK_BYTES, bytes));
      this.#room = {
        chunk: this.#chunks.push(chunk) - 1,
        from: 0,
        until: Math.min(chunk.length, CHUNK_BYTES),
      };
    }
    const place = this.#room.chunk * CHUNK_BYTES + this.#room.from;
    this.#room.from += bytes;
    return place;
  }

  #makeRoomFor(slot: number): void {
    this.#length = Math.max(this.#length, slot + 1);
    if (slot < this.#places.length) return;
    const places = new Uint32Array(Math.ceil(1.5 * (slot + 1)));
    places.set(this.#places);
    this.#places = places;
  }
}
