import { fromMarkdown } from 'mdast-util-from-markdown';
import { nearest } from '#shared/profile/nearest.ts';
import {
  PHASES,
  phaseName,
  type Branch,
  type Chip,
  type Cue,
  type Phase,
  type PhaseName,
} from '#shared/script/script.ts';
import { placeOf, type Source } from './cue.ts';
import { readCues } from './cues.ts';
import { mistake, quoted, type Place, type Remark } from './remark.ts';
import { readSections, tellEmpty, type Section } from './sections.ts';

/** The body of a script file, below its front matter, one function a kind of file. The source has blank lines for the rest. */

const CHIPS = 'chips';
/** One digit each. */
const MOST_BRANCHES = 9;
const CHIP_MAX_CHARS = 20;

/** Line below the last one, where what is missing would stand. */
function endOf({ text }: Source): Place {
  return { line: text.split('\n').length, column: 1 };
}

export function readScriptBody(source: Source): { phases: Phase[]; chips: Chip[] } {
  const sections = readSections(fromMarkdown(source.text), source);
  const phases: Phase[] = [];
  const chips: Chip[] = [];
  for (const section of sections) {
    const { keyword, title } = headingOf(section);
    const known = phaseName.safeParse(keyword);
    if (keyword === CHIPS) chips.push(...readChips(section, source));
    else if (known.success) phases.push(readPhase(section, known.data, title, source));
    else {
      source.remarks.push(unknownPart(section, keyword, [...PHASES, CHIPS]));
      // Read for its mistakes alone: whoever mends the heading should not meet them one by one.
      readPhase(section, 'open', null, source);
    }
  }
  tellOrder(sections, source);
  if (phases.length === 0) {
    const fix = 'Begin with “# Open” and a cue under it.';
    source.remarks.push(mistake(endOf(source), 'The script has no phase.', fix));
  }
  return { phases, chips };
}

export function readCardBody(source: Source): { signs: Cue[]; steps: Cue[] } {
  const sections = readSections(fromMarkdown(source.text), source);
  const parts = new Map<string, Cue[]>([
    ['signs', []],
    ['do', []],
  ]);
  for (const section of sections) {
    const { keyword } = headingOf(section);
    const part = parts.get(keyword);
    if (part) part.push(...cuesAlone(section, source));
    else source.remarks.push(unknownPart(section, keyword, [...parts.keys()]));
  }
  for (const [keyword, cues] of parts) {
    if (cues.length > 0) continue;
    const fix = `Write “# ${capital(keyword)}” and cues under it.`;
    source.remarks.push(mistake(endOf(source), `The card has no part “${capital(keyword)}”.`, fix));
  }
  return { signs: parts.get('signs') ?? [], steps: parts.get('do') ?? [] };
}

export function readChipsBody(source: Source): { chips: Chip[] } {
  const sections = readSections(fromMarkdown(source.text), source);
  const chips = sections.flatMap((section) => {
    const { keyword } = headingOf(section);
    if (keyword === CHIPS) return readChips(section, source);
    source.remarks.push(unknownPart(section, keyword, [CHIPS]));
    return [];
  });
  if (chips.length === 0) {
    source.remarks.push(
      mistake(endOf(source), 'The file has no chips.', 'Write “# Chips”, and a “## ” for each.'),
    );
  }
  return { chips };
}

/** `# Act: What you can offer` is the phase act with a title of its own. */
function headingOf({ title }: Section): { keyword: string; title: string | null } {
  const colon = title.indexOf(':');
  const keyword = (colon === -1 ? title : title.slice(0, colon)).trim().toLowerCase();
  const own = colon === -1 ? '' : title.slice(colon + 1).trim();
  return { keyword, title: own === '' ? null : own };
}

function readPhase(section: Section, name: PhaseName, title: string | null, source: Source): Phase {
  const cues = readCues(section.content, source);
  tellEmpty(section, source);
  return { name, title, cues, branches: readBranches(section, source) };
}

function readBranches(section: Section, source: Source): Branch[] {
  tellBeside(section, source);
  return section.sections.map((one) => {
    const cues = readCues(one.content, source);
    tellEmpty(one, source);
    tellBeside(one, source);
    const branches = one.sections.map((leaf) => ({ title: leaf.title, cues: cuesAlone(leaf, source) }));
    return { title: one.title, cues, branches };
  });
}

function cuesAlone(section: Section, source: Source): Cue[] {
  const cues = readCues(section.content, source);
  tellEmpty(section, source);
  return cues;
}

function readChips(section: Section, source: Source): Chip[] {
  for (const node of section.content) {
    source.remarks.push(
      mistake(placeOf(node), 'This belongs to no chip.', 'Write “## ” and its name above it.'),
    );
  }
  tellTwice(section.sections, source);
  return section.sections.map((one) => {
    if (one.title.length > CHIP_MAX_CHARS) {
      const fix = `Write at most ${CHIP_MAX_CHARS} characters, like “Angry”.`;
      source.remarks.push(mistake(placeOf(one.heading), `The chip ${quoted(one.title)} is too long.`, fix));
    }
    return { title: one.title, cues: cuesAlone(one, source) };
  });
}

function unknownPart(section: Section, keyword: string, known: readonly string[]): Remark {
  const meant = nearest(keyword, known);
  const fix =
    meant === null
      ? `A heading of the first level is ${known.map(capital).join(', ')}.`
      : `Perhaps you meant “# ${capital(meant)}”.`;
  return mistake(placeOf(section.heading), `There is no part ${quoted(section.title)}.`, fix);
}

/** Phases stand in the order of a call, each once, and chips last. */
function tellOrder(sections: readonly Section[], source: Source): void {
  const order: readonly string[] = [...PHASES, CHIPS];
  let last = -1;
  for (const section of sections) {
    const { keyword } = headingOf(section);
    const at = order.indexOf(keyword);
    if (at === -1) continue;
    if (at === last) {
      const fix = 'Put its cues under the first one.';
      source.remarks.push(mistake(placeOf(section.heading), `“${capital(keyword)}” stands here twice.`, fix));
    } else if (at < last) {
      const fix = `The order is ${order.map(capital).join(', ')}.`;
      source.remarks.push(mistake(placeOf(section.heading), `“${capital(keyword)}” comes too late.`, fix));
    }
    last = Math.max(last, at);
  }
}

/** More than nine have no digit, and two of one name are one too many. */
function tellBeside({ sections }: Section, source: Source): void {
  const tenth = sections[MOST_BRANCHES];
  if (tenth) {
    const fix = 'Put those that belong together under one ##, as ### each.';
    source.remarks.push(
      mistake(placeOf(tenth.heading), `More than ${MOST_BRANCHES} branches stand beside each other.`, fix),
    );
  }
  tellTwice(sections, source);
}

function tellTwice(sections: readonly Section[], source: Source): void {
  const seen = new Set<string>();
  for (const { title, heading } of sections) {
    const name = title.toLowerCase();
    if (title !== '' && seen.has(name)) {
      source.remarks.push(
        mistake(placeOf(heading), `${quoted(title)} stands here twice.`, 'Give each a name of its own.'),
      );
    }
    seen.add(name);
  }
}

function capital(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
