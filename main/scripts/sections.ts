import type { Heading, Root, RootContent } from 'mdast';
import { placeOf, writtenAs, type Source } from './cue.ts';
import { mistake, quoted } from './remark.ts';

/** A heading with what stands under it, up to the next one of its level. */
export interface Section {
  readonly heading: Heading;
  readonly title: string;
  readonly content: RootContent[];
  readonly sections: Section[];
}

/** # phases, ## branches, ### branches of branches. */
const DEEPEST = 3;

export function readSections(root: Root, source: Source): Section[] {
  const first: Section[] = [];
  /** The sections that are open, the outermost first. */
  const open: Section[] = [];
  let isTold = false;
  for (const node of root.children) {
    if (node.type === 'heading') {
      const section: Section = { heading: node, title: titleOf(node, source), content: [], sections: [] };
      tellLevel(node, open.filter((one) => one.heading.depth < node.depth).length, source);
      while ((open.at(-1)?.heading.depth ?? 0) >= node.depth) open.pop();
      (open.at(-1)?.sections ?? first).push(section);
      open.push(section);
      continue;
    }
    const around = open.at(-1);
    if (around) around.content.push(node);
    else if (!isTold) {
      isTold = true;
      const fix = 'Begin the body with a heading of the first level, like “# Open”.';
      source.remarks.push(mistake(placeOf(node), 'This stands before the first heading.', fix));
    }
  }
  return first;
}

function titleOf(heading: Heading, source: Source): string {
  return heading.children
    .map((child) => (child.type === 'text' ? child.value : writtenAs(child, source)))
    .join('')
    .trim();
}

function tellLevel(heading: Heading, levelsAbove: number, source: Source): void {
  if (heading.depth > DEEPEST) {
    const fix =
      'Branches may branch once more (###) and no further; make it a script of its own and link to it.';
    source.remarks.push(mistake(placeOf(heading), 'This heading is too deep.', fix));
  } else if (heading.depth > levelsAbove + 1) {
    const fix = `Write ${'#'.repeat(levelsAbove + 1)} here, or the heading above it.`;
    source.remarks.push(
      mistake(placeOf(heading), `A ${'#'.repeat(heading.depth)} heading stands under nothing.`, fix),
    );
  }
}

/** The section has no words in its heading, or nothing under it. */
export function tellEmpty(section: Section, source: Source): void {
  if (section.title === '') {
    source.remarks.push(
      mistake(placeOf(section.heading), 'The heading has no words.', 'Write what agents read there.'),
    );
  } else if (section.content.length + section.sections.length === 0) {
    const fix = 'Write a cue under it, “- Ask …”, or take the heading out.';
    source.remarks.push(
      mistake(placeOf(section.heading), `Nothing stands under ${quoted(section.title)}.`, fix),
    );
  }
}
