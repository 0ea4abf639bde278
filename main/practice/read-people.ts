import type { JsonPlaces } from '#shared/profile/json-text.ts';
import type { Persona } from '#shared/practice/persona.ts';
import { fileNameOf, type ScriptText } from '../scripts/library.ts';
import { inOrder, mistake, quoted, type Remark } from '../scripts/remark.ts';
import { readPersona } from './read-persona.ts';

export interface ReadPerson {
  readonly path: string;
  readonly person: Persona | null;
  readonly remarks: readonly Remark[];
  readonly places: JsonPlaces | null;
}

/** Reads the files of people who are on the practice line together: what must be each one's own is told as well. */
export function readPeople(files: readonly ScriptText[]): ReadPerson[] {
  const taken = new Map<string, string>();
  return files.map(({ path, text }) => {
    const { person, remarks, places } = readPersona(fileNameOf(path), text);
    if (!person || !places) return { path, person, remarks, places };
    const also = ownFields(person).flatMap(([field, value]) => {
      const key = `${field} ${value}`;
      const other = taken.get(key);
      if (other === undefined) {
        taken.set(key, path);
        return [];
      }
      const what = `The ${field} ${value} is already that of ${quoted(fileNameOf(other))}.`;
      return [mistake(places.ofValue([field]), what, 'Give this person one of their own.')];
    });
    return { path, person: also.length > 0 ? null : person, remarks: inOrder([...remarks, ...also]), places };
  });
}

function ownFields(person: Persona): readonly (readonly [field: string, value: string | number])[] {
  if (person.kind === 'colleague')
    return [
      ['id', person.id],
      ['extension', person.extension],
    ];
  return [
    ['id', person.id],
    ['order', person.order],
    ['number', person.number],
  ];
}
