import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { practiceColleagues, readCast, toPracticePatient } from '#shared/practice/cast.ts';
import { sentencesOf } from '#shared/practice/persona.ts';
import { recordingPath } from '#shared/practice/recording.ts';

const folder = join(import.meta.dirname, '..', '..', 'assets', 'practice');
const files = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): [string, unknown] => [name, JSON.parse(readFileSync(join(folder, name), 'utf8'))]),
);
const cast = readCast(files);
const everybody = [...cast.patients, ...cast.colleagues];

describe('the cast of the practice line', () => {
  it('has at least three patients, the easiest first', () => {
    expect(cast.patients.length).toBeGreaterThanOrEqual(3);
    expect(cast.patients.map(({ order }) => order)).toEqual(cast.patients.map((_, at) => at + 1));
  });

  it('gives everybody an id, a number and an extension of their own', () => {
    const ids = everybody.map(({ id }) => id);
    const numbers = cast.patients.map(({ number }) => number);
    const extensions = practiceColleagues(cast).map(({ extension }) => extension);
    for (const list of [ids, numbers, extensions]) expect(new Set(list).size).toBe(list.length);
  });

  it('has a recording for every sentence, and none besides', () => {
    const wanted = everybody.flatMap((person) =>
      sentencesOf(person).map((sentence) => recordingPath(person.id, person.voice, sentence)),
    );
    const present = readdirSync(join(folder, 'voices'), { recursive: true })
      .map((path) => String(path).replaceAll('\\', '/'))
      .filter((path) => path.endsWith('.opus'));
    expect(present.toSorted()).toEqual(wanted.toSorted());
  });

  it('tells the picker no more than it shows', () => {
    const [first] = cast.patients;
    expect(first && Object.keys(toPracticePatient(first))).toEqual(['id', 'name', 'brief']);
  });

  it('names the file and the place of a mistake', () => {
    const broken = { ...cast.patients[0], number: '+442079460123' };
    expect(() => readCast({ 'nora.json': broken })).toThrow(/^nora\.json: number: /);
    expect(() => readCast({ 'other.json': cast.patients[0] })).toThrow(/is not the file's name/);
  });
});
