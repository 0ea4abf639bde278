import { isMap, isNode, isScalar, type Document, type LineCounter } from 'yaml';
import { START, type Place } from './remark.ts';

/** Finds where keys and values of the front matter stand in the whole file. */
export class YamlPlaces {
  readonly #document: Document;
  readonly #counter: LineCounter;
  readonly #linesAbove: number;

  constructor(document: Document, counter: LineCounter, linesAbove: number) {
    this.#document = document;
    this.#counter = counter;
    this.#linesAbove = linesAbove;
  }

  at(offset: number): Place {
    const { line, col } = this.#counter.linePos(offset);
    return { line: line + this.#linesAbove, column: col };
  }

  /** Of the value itself, or of the nearest one around it that is there. */
  ofValue(path: readonly PropertyKey[]): Place {
    for (let length = path.length; length > 0; length -= 1) {
      const node: unknown = this.#document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return this.at(node.range[0]);
    }
    return START;
  }

  ofKey(path: readonly PropertyKey[]): Place {
    const parent: unknown =
      path.length === 1 ? this.#document.contents : this.#document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return START;
    const key = parent.items
      .map((pair) => pair.key)
      .find((one) => isScalar(one) && one.value === path.at(-1));
    return isNode(key) && key.range ? this.at(key.range[0]) : START;
  }
}
