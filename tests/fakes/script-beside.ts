import type { ScriptBeside } from '../../shared/contract/scripts.ts';
import type { ScriptPlace } from '../../shared/script/place.ts';

const AT_THE_START: ScriptPlace = { phase: 'open', picked: {}, chip: null, visited: ['open'], chipsUsed: [] };

/** A script of the library beside a call, where the agent is in it. */
export function besideNow(
  subjectId: string,
  id: string,
  over: Partial<Omit<ScriptBeside, 'place'>> & { place?: Partial<ScriptPlace> } = {},
): ScriptBeside {
  return {
    subjectId,
    script: { id, language: 'en' },
    rule: { kind: 'queue', word: 'results' },
    ...over,
    place: { ...AT_THE_START, ...over.place },
  };
}
