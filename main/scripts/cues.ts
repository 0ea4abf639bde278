import type { BlockContent, DefinitionContent, ListItem, RootContent } from 'mdast';
import type { Cue, Span } from '#shared/script/script.ts';
import { wordsOf } from '#shared/script/text.ts';
import { literal, placeOf, readSpans, type Source } from './cue.ts';
import { mistake, type Remark } from './remark.ts';

const TEACH_BACK = /^teach-back:\s*/i;

/** The cues under a heading: the items of its lists, each with what may be said. */
export function readCues(content: readonly RootContent[], source: Source): Cue[] {
  return content.flatMap((node): Cue[] => {
    if (node.type === 'list')
      return node.children.map((item) => readCue(item, source)).filter((cue) => cue !== null);
    // Whoever writes HTML there is told that it is text, and loses nothing.
    if (node.type === 'html') return [{ spans: [literal(node, source)], say: [], isTeachBack: false }];
    source.remarks.push(notACue(node));
    return [];
  });
}

const NOT_A_CUE: Partial<Record<RootContent['type'], readonly [what: string, fix: string]>> = {
  blockquote: ['This quote belongs to no cue.', 'Set it two spaces in, under the cue that it helps to say.'],
  paragraph: ['This is no cue.', 'Begin it with “- ”.'],
  code: ['Code has no place in a script.', 'Begin the line with “- ”, no further in than its neighbours.'],
  thematicBreak: ['A line across means nothing here.', 'Take it out, or begin a phase with “# ”.'],
};
const OTHERWISE = ['This has no place in a script.', 'Write cues, each beginning with “- ”.'] as const;

function notACue(node: RootContent): Remark {
  const [what, fix] = NOT_A_CUE[node.type] ?? OTHERWISE;
  return mistake(placeOf(node), what, fix);
}

function readCue(item: ListItem, source: Source): Cue | null {
  const [first, ...rest] = item.children;
  const spans = first ? firstSpans(first, source) : [];
  if (spans.length === 0) {
    source.remarks.push(
      mistake(placeOf(item), 'This cue is empty.', 'Write what the agent does, beginning with a verb.'),
    );
    return null;
  }
  const say = rest.flatMap((node) => readSay(node, source));
  const { isTeachBack, words } = teachBack(spans);
  if (isTeachBack && words.length === 0) {
    const fix = 'Write what the patient is asked to say back.';
    source.remarks.push(mistake(placeOf(item), 'This teach-back asks nothing.', fix));
  }
  source.texts.push({ role: 'cue', text: wordsOf(words), place: placeOf(item) });
  return { spans: words, say, isTeachBack };
}

function firstSpans(node: BlockContent | DefinitionContent, source: Source): Span[] {
  if (node.type === 'paragraph') return readSpans(node.children, source);
  if (node.type === 'html') return [literal(node, source)];
  source.remarks.push(
    mistake(placeOf(node), 'A cue begins with words.', 'Write what the agent does behind the “- ”.'),
  );
  return [];
}

/** Each paragraph of a quote is one way to say it. */
function readSay(node: BlockContent | DefinitionContent, source: Source): Span[][] {
  if (node.type === 'blockquote') {
    return node.children.flatMap((child) => {
      if (child.type === 'paragraph') {
        const spans = readSpans(child.children, source);
        source.texts.push({ role: 'say', text: wordsOf(spans), place: placeOf(child) });
        return [spans];
      }
      if (child.type === 'html') return [[literal(child, source)]];
      source.remarks.push(
        mistake(placeOf(child), 'A quote holds words alone.', 'Write it as “> ” and the words.'),
      );
      return [];
    });
  }
  if (node.type === 'html') return [[literal(node, source)]];
  const fix =
    node.type === 'list'
      ? 'Write every cue at the same depth; what depends on the patient is a branch (##).'
      : 'Put “> ” before what is said, and make the rest a cue of its own.';
  source.remarks.push(mistake(placeOf(node), 'Under a cue stands what can be said, and nothing else.', fix));
  return [];
}

function teachBack(spans: Span[]): { isTeachBack: boolean; words: Span[] } {
  const [first, ...rest] = spans;
  if (first?.kind !== 'text' || !TEACH_BACK.test(first.text)) return { isTeachBack: false, words: spans };
  const text = first.text.replace(TEACH_BACK, '');
  return { isTeachBack: true, words: text === '' ? rest : [{ kind: 'text', text }, ...rest] };
}
