import { advice, quoted, type Remark } from '../../main/scripts/remark.ts';
import { TRIGGERS } from '../../shared/practice/feeling.ts';
import { sentencesOf, type PatientPersona, type Persona } from '../../shared/practice/persona.ts';
import { recordingPath } from '../../shared/practice/recording.ts';
import type { JsonPlaces } from '../../shared/profile/json-text.ts';

/** What makes a person hard to practise with. Nothing here keeps them from the practice line. */

/** More than can be said in one breath. */
const BREATH_WORDS = 28;

export interface Surroundings {
  /** Ids of the scripts that are there. */
  readonly scripts: ReadonlySet<string>;
  /** Paths of the recordings that are there, below their folder. */
  readonly voices: ReadonlySet<string>;
}

export function styleOfPerson(
  person: Persona,
  places: JsonPlaces,
  { scripts, voices }: Surroundings,
): Remark[] {
  return [
    ...spoken(person).flatMap((path) => tooLong(person, path, places)),
    ...(person.kind === 'patient' ? [...unmoved(person, places), ...noScript(person, places, scripts)] : []),
    ...silent(person, places, voices),
  ];
}

/** Paths of everything they say, as it stands in the file. */
function spoken(person: Persona): (readonly PropertyKey[])[] {
  const sentences = new Set(sentencesOf(person));
  const walk = (value: unknown, path: readonly PropertyKey[]): (readonly PropertyKey[])[] => {
    if (typeof value === 'string') return sentences.has(value) ? [path] : [];
    if (Array.isArray(value)) return value.flatMap((one: unknown, at) => walk(one, [...path, at]));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, one]) => walk(one, [...path, key]));
  };
  return walk(person, []);
}

function tooLong(person: Persona, path: readonly PropertyKey[], places: JsonPlaces): Remark[] {
  const sentence = path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown>)[part],
    person,
  );
  const words = String(sentence).trim().split(/\s+/).length;
  if (words <= BREATH_WORDS) return [];
  const what = `This has ${words} words; nobody says more than ${BREATH_WORDS} in a breath.`;
  return [advice(places.ofValue(path), what, 'Make two lines of it.')];
}

function unmoved({ feeling, lines }: PatientPersona, places: JsonPlaces): Remark[] {
  const { angeredBy, calmedBy } = feeling;
  const missing = TRIGGERS.filter((by) => angeredBy[by] === undefined && calmedBy[by] === undefined);
  const remarks = missing.map((by) =>
    advice(
      places.ofKey(['feeling']),
      `They do not react to ${quoted(by)}.`,
      'Give it points in angeredBy or calmedBy.',
    ),
  );
  if (lines.some(({ heavy }) => heavy === true)) return remarks;
  const what = 'No line is heavy, so a pause can do them no good.';
  return [...remarks, advice(places.ofKey(['lines']), what, 'Write "heavy": true at what is hard to say.')];
}

function noScript({ script }: PatientPersona, places: JsonPlaces, scripts: ReadonlySet<string>): Remark[] {
  if (scripts.has(script)) return [];
  const what = `There is no script ${quoted(script)} in assets/scripts.`;
  return [advice(places.ofValue(['script']), what, 'Name one that is there; else the queue chooses.')];
}

/** One remark for all of them: one command records them. */
function silent(person: Persona, places: JsonPlaces, voices: ReadonlySet<string>): Remark[] {
  const missing = sentencesOf(person).filter(
    (sentence) => !voices.has(recordingPath(person.id, person.voice, sentence)),
  );
  if (missing.length === 0) return [];
  const what = `${missing.length} of their sentences have no recording.`;
  return [
    advice(
      places.ofKey(['voice']),
      what,
      'Put the file into assets/practice and run: npm run practice:voices',
    ),
  ];
}
