/** Where reading a JSON text stopped and why. Line and column count from 1. */
export interface JsonMistake {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  /** The last key before it, so that a value nobody may see is not shown either; empty before the first. */
  readonly key: string;
}

/** Where something stands in a text. Line and column count from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Where keys and values stand in a text that was read. */
export interface JsonPlaces {
  /** Of the value itself, or of the nearest one around it that is there. */
  ofValue(path: readonly PropertyKey[]): TextPlace;
  /** Of the key that leads to it; of the nearest value where there is no such key. */
  ofKey(path: readonly PropertyKey[]): TextPlace;
}

export type JsonRead =
  | { readonly ok: true; readonly value: unknown; readonly places: JsonPlaces }
  | { readonly ok: false; readonly mistake: JsonMistake };

/** The deepest a profile may nest; a file made to exhaust the stack is refused instead. */
const MAX_DEPTH = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\r\n]*/y;
const KEYWORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class Stop extends Error {
  readonly mistake: JsonMistake;
  constructor(mistake: JsonMistake) {
    super(mistake.expected);
    this.mistake = mistake;
  }
}

/**
 * Reads JSON (RFC 8259) and says where it goes wrong, which JSON.parse does differently in every engine.
 * A key that stands twice in one object is a mistake too: the first would be lost without a word.
 */
export function readJson(text: string): JsonRead {
  try {
    const reader = new Reader(text.replace(/^\uFEFF/, ''));
    return { ok: true, value: reader.whole(), places: reader };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, mistake: error.mistake };
    throw error;
  }
}

function placeAt(text: string, offset: number): TextPlace {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

class Reader implements JsonPlaces {
  readonly #text: string;
  /** Offsets by path, as JSON. */
  readonly #keys = new Map<string, number>();
  readonly #values = new Map<string, number>();
  readonly #path: (string | number)[] = [];
  #at = 0;
  #key = '';

  constructor(text: string) {
    this.#text = text;
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#stop('the end of the file');
    return value;
  }

  ofValue(path: readonly PropertyKey[]): TextPlace {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = this.#values.get(JSON.stringify(path.slice(0, length)));
      if (offset !== undefined) return placeAt(this.#text, offset);
    }
    return { line: 1, column: 1 };
  }

  ofKey(path: readonly PropertyKey[]): TextPlace {
    const offset = this.#keys.get(JSON.stringify(path));
    return offset === undefined ? this.ofValue(path) : placeAt(this.#text, offset);
  }

  #value(depth: number): unknown {
    this.#skipSpace();
    this.#values.set(JSON.stringify(this.#path), this.#at);
    if (depth > MAX_DEPTH) this.#stop(`at most ${MAX_DEPTH} levels`);
    const next = this.#text[this.#at];
    if (next === '{') return this.#object(depth);
    if (next === '[') return this.#list(depth);
    if (next === '"') return this.#string('a text');
    for (const [word, value] of KEYWORDS)
      if (this.#text.startsWith(word, this.#at)) return this.#take(word, value);
    const number = this.#match(NUMBER);
    return number === null ? this.#stop('a value') : Number(number);
  }

  #object(depth: number): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    this.#at += 1;
    if (this.#isNext('}')) return found;
    do {
      this.#skipSpace();
      const keyAt = this.#at;
      const key = this.#string('a key in double quotes');
      if (Object.hasOwn(found, key)) this.#stop('each key once', keyAt);
      this.#key = key;
      if (!this.#isNext(':')) this.#stop('a colon after the key');
      this.#path.push(key);
      this.#keys.set(JSON.stringify(this.#path), keyAt);
      // Defined, not assigned: the key could be __proto__.
      Object.defineProperty(found, key, { value: this.#value(depth + 1), enumerable: true });
      this.#path.pop();
    } while (this.#isNext(','));
    if (!this.#isNext('}')) this.#stop('a comma or a closing brace');
    return found;
  }

  #list(depth: number): unknown[] {
    const found: unknown[] = [];
    this.#at += 1;
    if (this.#isNext(']')) return found;
    do {
      this.#path.push(found.length);
      found.push(this.#value(depth + 1));
      this.#path.pop();
    } while (this.#isNext(','));
    if (!this.#isNext(']')) this.#stop('a comma or a closing bracket');
    return found;
  }

  #string(expected: string): string {
    const start = this.#at;
    const quoted = this.#match(STRING);
    if (quoted !== null) return JSON.parse(quoted) as string;
    return this.#stop(this.#text[start] === '"' ? 'a text that ends with a double quote' : expected);
  }

  #isNext(char: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== char) return false;
    this.#at += 1;
    return true;
  }

  #take<T>(word: string, value: T): T {
    this.#at += word.length;
    return value;
  }

  #skipSpace(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    this.#at += found?.length ?? 0;
    return found;
  }

  #stop(expected: string, at = this.#at): never {
    const rest = this.#text.slice(at).split('\n', 1)[0] ?? '';
    throw new Stop({
      key: this.#key,
      ...placeAt(this.#text, at),
      expected,
      found:
        at >= this.#text.length
          ? 'the end of the file'
          : rest === ''
            ? 'the end of the line'
            : `“${[...rest].slice(0, 12).join('')}”`,
    });
  }
}
