import { sentencesOf, type Persona } from '#shared/practice/persona.ts';
import { recordingPath } from '#shared/practice/recording.ts';

const FOLDER = '../../../assets/practice/voices/';
/** Addresses of the recordings, as files of the page's own origin. */
const urls = import.meta.glob<string>('../../../assets/practice/voices/*/*.opus', {
  query: '?url',
  import: 'default',
  eager: true,
});

/** The recorded sentences of one person, ready to play. */
export type Recordings = ReadonlyMap<string, AudioBuffer>;

/**
 * Fetches and decodes everything that a person can say: half a minute of sound, some 100 kB.
 * @throws {Error} when a recording is missing or cannot be decoded; they are part of the app, so that is a bug.
 */
export async function loadRecordings(context: BaseAudioContext, person: Persona): Promise<Recordings> {
  const loaded = await Promise.all(
    sentencesOf(person).map(async (sentence) => {
      const path = recordingPath(person.id, person.voice, sentence);
      const url = urls[FOLDER + path];
      if (url === undefined) throw new Error(`No recording ${path}. Run: npm run practice:voices`);
      const response = await fetch(url);
      if (!response.ok) throw new Error(`Recording ${path}: ${response.status}`);
      return [sentence, await context.decodeAudioData(await response.arrayBuffer())] as const;
    }),
  );
  return new Map(loaded);
}
