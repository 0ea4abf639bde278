import type { FrontMatter, ScriptHead } from '#shared/script/head.ts';
import type { Phase, ScriptFile } from '#shared/script/script.ts';
import { readCardBody, readChipsBody, readScriptBody } from './body.ts';
import type { FoundLink, FoundText, Source } from './cue.ts';
import { halves, readFrontMatter } from './front-matter.ts';
import { inOrder, mistake, quoted, START, type Place, type Remark } from './remark.ts';
import type { YamlPlaces } from './yaml-places.ts';

/** Several times what the longest script takes. Whatever is larger is no script. */
const MAX_CHARS = 100_000;

export interface ReadScript {
  /** Null when there is a mistake. */
  readonly script: ScriptFile | null;
  /** Null when there is a mistake in it. */
  readonly head: FrontMatter | null;
  /** In the order in which they stand in the file. */
  readonly remarks: readonly Remark[];
  /** Other files that it points at. Whether they are there is for the library to say. */
  readonly references: readonly Reference[];
  /** Every cue and everything to say, where it stands; for whoever judges style. */
  readonly texts: readonly FoundText[];
}

export interface Reference {
  readonly kind: 'script' | 'red-flag';
  readonly id: string;
  readonly place: Place;
}

/**
 * Reads a script file (docs/scripts.md) and says every mistake in it at once.
 * @param fileName the file's own name, without folders: the id and `.md`. Null for one that is written in the app
 */
export function readScript(fileName: string | null, fileText: string): ReadScript {
  if (fileText.length > MAX_CHARS) {
    const what = `The file has ${fileText.length} characters.`;
    return refused(mistake(START, what, `Keep a script below ${MAX_CHARS}; cues, not speeches.`));
  }
  const text = fileText.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const parts = halves(text);
  if (parts === null) {
    const fix = 'Begin the file with a line of ---, the keys, and a second line of ---.';
    return refused(mistake(START, 'The file has no front matter, or it does not end.', fix));
  }
  const { head, remarks: ofHead, places } = readFrontMatter(parts.yaml);
  const remarks: Remark[] = [...ofHead];
  if (head && fileName !== null && fileName !== `${head.id}.md`) {
    const fix = `Call the file ${head.id}.md, or write the id that its name says.`;
    remarks.push(
      mistake(places.ofValue(['id']), `The id is “${head.id}” and the file is called “${fileName}”.`, fix),
    );
  }
  const kind = head?.kind ?? kindOf(parts.yaml);
  const source: Source = { text: parts.body, remarks, links: [], texts: [] };
  const script = readBody(kind, source, head);
  const isSound = remarks.every((one) => one.kind === 'advice');
  return {
    script: isSound ? script : null,
    head,
    remarks: inOrder(remarks),
    references: referencesOf(head, places, source.links),
    texts: source.texts,
  };
}

function refused(remark: Remark): ReadScript {
  return { script: null, head: null, remarks: [remark], references: [], texts: [] };
}

/** Read as what it says it is, so that a mistake in the front matter does not hide those in the body. */
function kindOf(yaml: string): FrontMatter['kind'] {
  const said = /^kind:\s*["']?(red-flag|chips)\b/m.exec(yaml)?.[1];
  return said === 'red-flag' || said === 'chips' ? said : 'script';
}

function readBody(kind: FrontMatter['kind'], source: Source, head: FrontMatter | null): ScriptFile | null {
  switch (kind) {
    case 'script': {
      const read = readScriptBody(source);
      source.remarks.push(...brokenTurns(read.phases, source.links));
      return head && { ...headOf(head), kind, ...read };
    }
    case 'red-flag': {
      const read = readCardBody(source);
      return head && { ...headOf(head), kind, ...read };
    }
    case 'chips': {
      const read = readChipsBody(source);
      return head && { ...headOf(head), kind, ...read };
    }
  }
}

function headOf(head: FrontMatter): ScriptHead {
  return {
    id: head.id,
    language: head.language,
    title: head.title,
    summary: head.summary,
    version: head.version,
    reviewer: head.reviewer,
    reviewed: head.reviewed,
    reviewBy: head['review-by'],
    sources: head.sources.map(({ name, url }) => ({ name, url: url ?? null })),
    when: head.when ?? null,
    redFlags: head['red-flags'] ?? [],
    outcomes: head.outcomes ?? [],
    noTeachBack: head['no-teach-back'] ?? null,
    call: head.call ?? null,
  };
}

/** Links to a phase that this script does not have. */
function brokenTurns(phases: readonly Phase[], links: readonly FoundLink[]): Remark[] {
  const there = phases.map(({ name }) => name);
  return links.flatMap(({ to, place }) => {
    if (to.kind !== 'phase' || there.some((name) => name === to.phase)) return [];
    const fix =
      there.length === 0
        ? 'Write the phase first.'
        : `There is ${there.map((name) => `#${name}`).join(', ')}.`;
    return [mistake(place, `There is no phase ${quoted(to.phase)} to turn to.`, fix)];
  });
}

function referencesOf(
  head: FrontMatter | null,
  places: YamlPlaces,
  links: readonly FoundLink[],
): Reference[] {
  const flags = head?.['red-flags'] ?? [];
  return [
    ...flags.map((id, index): Reference => ({
      kind: 'red-flag',
      id,
      place: places.ofValue(['red-flags', index]),
    })),
    ...links.flatMap(({ to, place }): Reference[] =>
      to.kind === 'script' || to.kind === 'red-flag' ? [{ kind: to.kind, id: to.id, place }] : [],
    ),
  ];
}
