import { AUDIBLE_DB, type Heard, whoIsHeard } from './listening.ts';
import { partyOf } from './parties.ts';
import { until } from './until.ts';

/** A busy machine takes seconds to set up the sound of a call; a call that has none never gets any. */
export const HEARING_LIMIT_MS = 15_000;
/** How much of what was heard a failure tells. */
const STORY_LENGTH = 12;

/** Who listens, for what, and how. */
export interface Listening {
  who: string;
  /** Exactly these tones of the known parties, and no other; none means silence. */
  tonesHz: readonly number[];
  hear: () => Promise<Heard>;
  timeoutMs?: number;
}

/** Resolves with what is heard once it is what is awaited. Rejects with all that was heard instead, and when. */
export async function untilHeard(listening: Listening): Promise<Heard> {
  const { who, tonesHz, hear, timeoutMs = HEARING_LIMIT_MS } = listening;
  const wanted = inOrder(tonesHz);
  const expected = tonesHz.map((hz) => partyOf(hz) ?? `${hz} Hz`).join('+') || 'silence';
  const begun = Date.now();
  const story: { at: number; words: string }[] = [];
  const probe = async (): Promise<Heard | undefined> => {
    const heard = await hear();
    const words = inWords(heard);
    if (story.at(-1)?.words !== words) story.push({ at: Date.now() - begun, words });
    // A tone that stops within the window leaves a level without a tone: silence is awaited by both.
    if (wanted === '' && heard.levelDb > AUDIBLE_DB) return undefined;
    return inOrder(heard.tones.map(({ hz }) => hz)) === wanted ? heard : undefined;
  };
  return until(`${who} to hear ${expected}`, probe, timeoutMs).catch((error: unknown) => {
    const told = story.slice(-STORY_LENGTH).map(({ at, words }) => `${words} from ${at} ms`);
    throw new Error(`${who} should hear ${expected}, heard ${told.join(', ') || 'nothing'}.`, {
      cause: error,
    });
  });
}

function inOrder(tonesHz: readonly number[]): string {
  return tonesHz.toSorted((a, b) => a - b).join();
}

function inWords(heard: Heard): string {
  if (heard.tones.length > 0) return whoIsHeard(heard);
  return heard.levelDb > AUDIBLE_DB ? `no tone at ${heard.levelDb.toFixed(0)} dB` : 'silence';
}
