import { describe, expect, it } from 'vitest';
import { readJson, type JsonPlaces } from './json-text.ts';

function placesIn(text: string): JsonPlaces {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.mistake.expected);
  return read.places;
}

describe('the places in a JSON text', () => {
  const places = placesIn(
    '{\n  "lines": [\n    { "open": "Hello." },\n    { "open": "Bye." }\n  ],\n  "id": 3\n}',
  );

  it('are those of keys and of values', () => {
    expect(places.ofValue([])).toEqual({ line: 1, column: 1 });
    expect(places.ofKey(['lines'])).toEqual({ line: 2, column: 3 });
    expect(places.ofValue(['lines', 1, 'open'])).toEqual({ line: 4, column: 15 });
    expect(places.ofKey(['lines', 1, 'open'])).toEqual({ line: 4, column: 7 });
    expect(places.ofValue(['id'])).toEqual({ line: 6, column: 9 });
  });

  it('of what is not there are those of the nearest around it', () => {
    expect(places.ofValue(['lines', 0, 'tense'])).toEqual({ line: 3, column: 5 });
    expect(places.ofKey(['lines', 7])).toEqual({ line: 2, column: 12 });
    expect(places.ofValue(['gone', 'long', 'ago'])).toEqual({ line: 1, column: 1 });
  });
});
