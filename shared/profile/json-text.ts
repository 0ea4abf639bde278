/** Where reading a JSON text stopped and why. Line and column count from 1. */
export interface JsonMistake {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
  /** The last key before it, so that a value nobody may see is not shown either; empty before the first. */
  readonly key: string;
}

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
export function readJson(text: string): { ok: true; value: unknown } | { ok: false; mistake: JsonMistake } {
  try {
    return { ok: true, value: new Reader(text.replace(/^\uFEFF/, '')).whole() };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, mistake: error.mistake };
    throw error;
  }
}

class Reader {
  readonly #text: string;
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

  #value(depth: number): unknown {
    this.#skipSpace();
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
      // Defined, not assigned: the key could be __proto__.
      Object.defineProperty(found, key, { value: this.#value(depth + 1), enumerable: true });
    } while (this.#isNext(','));
    if (!this.#isNext('}')) this.#stop('a comma or a closing brace');
    return found;
  }

  #list(depth: number): unknown[] {
    const found: unknown[] = [];
    this.#at += 1;
    if (this.#isNext(']')) return found;
    do found.push(this.#value(depth + 1));
    while (this.#isNext(','));
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
    const before = this.#text.slice(0, at).split('\n');
    const rest = this.#text.slice(at).split('\n', 1)[0] ?? '';
    throw new Stop({
      key: this.#key,
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
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
