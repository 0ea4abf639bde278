import { BUSY_EXTENSION, ECHO_EXTENSION, NO_ANSWER_EXTENSION } from '#shared/practice/cast.ts';
import { TRIGGERS } from '#shared/practice/feeling.ts';
import {
  colleaguePersona,
  patientPersona,
  type PatientPersona,
  type Persona,
} from '#shared/practice/persona.ts';
import { readJson, type JsonMistake, type JsonPlaces } from '#shared/profile/json-text.ts';
import { keysAt } from '#shared/profile/keys-at.ts';
import { valueAt } from '#shared/profile/value-at.ts';
import { inOrder, mistake, quoted, START, type Remark } from '../scripts/remark.ts';
import { schemaRemarks } from '../scripts/schema-remarks.ts';

/** A person who is told in full needs a tenth of it; whatever is larger is none. */
const MAX_CHARS = 60_000;
const NO_PERSON = mistake(START, 'The file holds no person.', 'Write “{ "kind": "patient", … }”.');
const NUMBERS_TAKEN = [ECHO_EXTENSION, BUSY_EXTENSION, NO_ANSWER_EXTENSION];

export interface ReadPersona {
  /** Null when there are mistakes. */
  readonly person: Persona | null;
  readonly remarks: readonly Remark[];
  /** Null when the file is no JSON. */
  readonly places: JsonPlaces | null;
}

/**
 * Reads one person of the practice line (assets/practice/README.md).
 * @param fileName without its folder: the id is its name
 */
export function readPersona(fileName: string, text: string): ReadPersona {
  if (text.length > MAX_CHARS) return broken([tooLong(text.length)]);
  const json = readJson(text);
  if (!json.ok) return broken([notJson(json.mistake)]);
  const { value, places } = json;
  const schema = schemaFor(value);
  if (!schema) return broken([noKind(value, places)]);
  const read = schema.safeParse(value);
  if (!read.success) {
    const kind = {
      knownKeys: (path: readonly PropertyKey[]) => keysAt(schema, path),
      ofNothing: NO_PERSON,
    };
    return broken(inOrder(schemaRemarks(read.error.issues, value, places, kind)), places);
  }
  const person = read.data;
  const remarks = inOrder([
    ...ofName(person, fileName, places),
    ...(person.kind === 'patient' ? ofFeeling(person, places) : ofExtension(person.extension, places)),
  ]);
  return remarks.length > 0 ? broken(remarks, places) : { person, remarks, places };
}

function broken(remarks: readonly Remark[], places: JsonPlaces | null = null): ReadPersona {
  return { person: null, remarks, places };
}

function tooLong(chars: number): Remark {
  return mistake(START, `The file has ${chars} characters.`, `Keep a person to ${MAX_CHARS}.`);
}

function notJson({ expected, found, ...place }: JsonMistake): Remark {
  return mistake(place, `This is not JSON: ${found} cannot stand here.`, `Write ${expected}.`);
}

/** By the kind that the file says it is of, so that the mistakes are those of that kind. */
function schemaFor(value: unknown): typeof patientPersona | typeof colleaguePersona | null {
  switch (valueAt(value, ['kind'])) {
    case 'patient':
      return patientPersona;
    case 'colleague':
      return colleaguePersona;
    default:
      return null;
  }
}

function noKind(value: unknown, places: JsonPlaces): Remark {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NO_PERSON;
  const kind = valueAt(value, ['kind']);
  const what = typeof kind === 'string' ? `“kind” cannot be ${quoted(kind)}.` : '“kind” is missing.';
  return mistake(places.ofValue(['kind']), what, 'Write "patient" or "colleague".');
}

function ofName({ id }: Persona, fileName: string, places: JsonPlaces): Remark[] {
  if (fileName === `${id}.json`) return [];
  const what = `The id ${quoted(id)} is not the name of the file ${quoted(fileName)}.`;
  return [mistake(places.ofValue(['id']), what, `Call the file ${id}.json, or change the id.`)];
}

function ofFeeling({ feeling }: PatientPersona, places: JsonPlaces): Remark[] {
  const { atFirst, angeredBy, calmedBy, walkOut } = feeling;
  const both = TRIGGERS.filter((by) => angeredBy[by] !== undefined && calmedBy[by] !== undefined);
  const remarks = both.map((by) =>
    mistake(
      places.ofKey(['feeling', 'calmedBy', by]),
      `${quoted(by)} cannot both anger and calm the same person.`,
      'Take it out of one of the two.',
    ),
  );
  if (!walkOut || walkOut.at > atFirst) return remarks;
  const what = `They would walk out as they begin: at ${walkOut.at}, and they call at ${atFirst}.`;
  const fix = `Write more than ${atFirst}, or null for somebody who stays.`;
  return [...remarks, mistake(places.ofValue(['feeling', 'walkOut', 'at']), what, fix)];
}

function ofExtension(extension: string, places: JsonPlaces): Remark[] {
  if (!NUMBERS_TAKEN.includes(extension)) return [];
  const what = `The extension ${extension} is taken: it is the echo, or always busy, or never answers.`;
  return [mistake(places.ofValue(['extension']), what, 'Give them another one.')];
}
