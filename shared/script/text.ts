import type { LinkTarget } from './link.ts';
import type { Branch, CallScript, Chip, Cue, RedFlagCard, Span } from './script.ts';

/** The words of a run, with fallbacks in place of fields. */
export function wordsOf(spans: readonly Span[]): string {
  return spans.map((one) => (one.kind === 'field' ? one.fallback : one.text)).join('');
}

/** Everything that can be read in a script, for search. */
export function textOf({ phases, chips, outcomes }: CallScript): string {
  return [
    ...phases.flatMap(({ title, cues, branches }) => [
      title ?? '',
      ...cues.flatMap(wordsOfCue),
      ...branches.flatMap(wordsOfBranch),
    ]),
    ...chips.flatMap(wordsOfChip),
    ...outcomes,
  ].join(' ');
}

function wordsOfCue(cue: Cue): string[] {
  return runsOf(cue).map(wordsOf);
}

function wordsOfChip({ title, cues }: Chip): string[] {
  return [title, ...cues.flatMap(wordsOfCue)];
}

function wordsOfBranch({ title, cues, branches }: Branch): string[] {
  return [title, ...cues.flatMap(wordsOfCue), ...branches.flatMap(wordsOfChip)];
}

/** Every link of a script, its chips and its cards. */
export function linksIn(all: {
  readonly script: CallScript;
  readonly chips: readonly Chip[];
  readonly cards: readonly RedFlagCard[];
}): LinkTarget[] {
  const cues = [
    ...all.script.phases.flatMap((phase) => [...phase.cues, ...phase.branches.flatMap(cuesOfBranch)]),
    ...all.chips.flatMap((chip) => chip.cues),
    ...all.cards.flatMap((card) => [...card.signs, ...card.steps]),
  ];
  return cues
    .flatMap(runsOf)
    .flat()
    .flatMap((one) => (one.kind === 'link' ? [one.to] : []));
}

function cuesOfBranch({ cues, branches }: Branch): Cue[] {
  return [...cues, ...branches.flatMap((leaf) => leaf.cues)];
}

function runsOf({ spans, say }: Cue): (readonly Span[])[] {
  return [spans, ...say];
}
