import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BROKEN, FILE, sound, soundColleague } from './fakes/broken-people.ts';
import { readPeople } from './read-people.ts';
import { readPersona } from './read-persona.ts';

const CAST = join(import.meta.dirname, '..', '..', 'assets', 'practice');

describe('A sound person', () => {
  it.each([sound(), soundColleague(), `\uFEFF${sound().replaceAll('\n', '\r\n')}`])(
    'is read without a remark',
    (text) => {
      expect(readPersona(FILE, text)).toMatchObject({ remarks: [], person: { id: 'ada-sample' } });
    },
  );

  it('is everybody on the practice line of the app', () => {
    const files = readdirSync(CAST)
      .filter((name) => name.endsWith('.json'))
      .map((path) => ({ path, text: readFileSync(join(CAST, path), 'utf8') }));
    const read = readPeople(files);
    expect(read.flatMap(({ remarks }) => remarks)).toEqual([]);
    expect(read.every(({ person }) => person !== null)).toBe(true);
  });
});

describe('A broken file is not used, and says where and how to mend it:', () => {
  it.each(BROKEN)('%s', (_, text, remarks) => {
    const read = readPersona(FILE, text);
    expect(read.person).toBeNull();
    expect(read.remarks.map(({ line, column, what, fix }) => `${line}:${column} ${what} ${fix}`)).toEqual(
      remarks,
    );
    expect(remarks).not.toEqual([]);
  });
});

describe('People who are on the line together', () => {
  it('have a name, a place and a number of their own', () => {
    const other = sound().replace('"ada-sample"', '"eve-sample"').replace('"order": 1', '"order": 2');
    const [first, second] = readPeople([
      { path: FILE, text: sound() },
      { path: 'own/eve-sample.json', text: other },
    ]);
    expect(first?.remarks).toEqual([]);
    expect(second).toMatchObject({
      person: null,
      remarks: [
        {
          line: 6,
          column: 13,
          what: 'The number +12065550100 is already that of “ada-sample.json”.',
          fix: 'Give this person one of their own.',
        },
      ],
    });
  });
});

describe('Whatever a file holds', () => {
  it('is read or refused with a place inside the file, and nothing is thrown', () => {
    const pieces = fc.constantFrom(...sound().split(/(?<=[,{}[\]\n])/), '{', ']', '"', 'null', '-1');
    const files = fc.oneof(
      fc.json(),
      fc.array(pieces, { maxLength: 90 }).map((all) => all.join('')),
      fc.nat(sound().length).map((at) => sound().slice(0, at) + sound().slice(at + 1)),
    );
    fc.assert(
      fc.property(files, (text) => {
        const { person, remarks } = readPersona(FILE, text);
        const lines = text.split('\n');
        expect(person === null).toBe(remarks.length > 0);
        for (const { line, column } of remarks) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        }
      }),
    );
  });
});
