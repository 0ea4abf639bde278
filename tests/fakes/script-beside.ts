import type { ScriptPlace } from '../../shared/script/place.ts';
import type { WrapUp } from '../../shared/script/wrap-up.ts';
import type { ScriptRef, ScriptRule } from '../../shared/script/choose.ts';

/** A script of the library beside a call, where the agent is in it. */
export interface ScriptWish {
  subjectId: string;
  script: ScriptRef;
  rule: ScriptRule;
  place: ScriptPlace;
  wrapUp: WrapUp | null;
}

const AT_THE_START: ScriptPlace = { phase: 'open', picked: {}, chip: null, visited: ['open'], chipsUsed: [] };

export function besideNow(
  subjectId: string,
  id: string,
  over: Partial<Omit<ScriptWish, 'place'>> & { place?: Partial<ScriptPlace> } = {},
): ScriptWish {
  return {
    subjectId,
    script: { id, language: 'en' },
    rule: { kind: 'queue', word: 'results' },
    wrapUp: null,
    ...over,
    place: { ...AT_THE_START, ...over.place },
  };
}
