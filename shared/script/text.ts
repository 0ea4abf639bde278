import type { Branch, CallScript, Chip, Cue, Span } from './script.ts';

/** The words of a run, with fallbacks in place of fields. */
export function wordsOf(spans: readonly Span[]): string {
  return spans.map((one) => (one.kind === 'field' ? one.fallback : one.text)).join('');
}

/** Everything that can be read in a script, for search. */
export function textOf({ phases, chips, outcomes }: CallScript): string {
  return [
    ...phases.flatMap(({ title, cues, branches }) => [
      title ?? '',
      ...cues.flatMap(ofCue),
      ...branches.flatMap(ofBranch),
    ]),
    ...chips.flatMap(ofChip),
    ...outcomes,
  ].join(' ');
}

function ofCue({ spans, say }: Cue): string[] {
  return [wordsOf(spans), ...say.map(wordsOf)];
}

function ofChip({ title, cues }: Chip): string[] {
  return [title, ...cues.flatMap(ofCue)];
}

function ofBranch({ title, cues, branches }: Branch): string[] {
  return [title, ...cues.flatMap(ofCue), ...branches.flatMap(ofChip)];
}
