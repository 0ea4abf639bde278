import type { LinkTarget } from './link.ts';
import type { Branch, CallScript, Chip, Cue, Phase, RedFlagCard, Span } from './script.ts';

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
    ...all.script.phases.flatMap(cuesOfPhase),
    ...all.chips.flatMap((chip) => chip.cues),
    ...all.cards.flatMap((card) => [...card.signs, ...card.steps]),
  ];
  return cues
    .flatMap(runsOf)
    .flat()
    .flatMap((one) => (one.kind === 'link' ? [one.to] : []));
}

function cuesOfPhase({ cues, branches }: Phase): Cue[] {
  return [...cues, ...branches.flatMap((one) => [...one.cues, ...one.branches.flatMap((leaf) => leaf.cues)])];
}

/** Whether the patient is asked, at the end of it, to say back what was agreed. */
export function endsWithTeachBack({ phases }: CallScript): boolean {
  const end = phases.filter(({ name }) => name === 'check' || name === 'close');
  return end.flatMap(cuesOfPhase).some(({ isTeachBack }) => isTeachBack);
}

function runsOf({ spans, say }: Cue): (readonly Span[])[] {
  return [spans, ...say];
}
