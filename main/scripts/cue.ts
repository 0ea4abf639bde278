import type { Nodes, Parents, PhrasingContent } from 'mdast';
import { nearest } from '#shared/profile/nearest.ts';
import { FIELD_NAMES, isField, needsFallback } from '#shared/script/field.ts';
import { readLinkTarget, type LinkTarget } from '#shared/script/link.ts';
import type { Span } from '#shared/script/script.ts';
import { advice, mistake, quoted, type Place, type Remark } from './remark.ts';

/** The words of a cue: what Markdown makes of them, with fields and links. All the rest is text. */

export interface Source {
  /** The whole file. */
  readonly text: string;
  readonly remarks: Remark[];
  readonly links: FoundLink[];
  readonly texts: FoundText[];
}

/** Where a link leads, and where it stands. */
export interface FoundLink {
  readonly to: LinkTarget;
  readonly place: Place;
}

/** Words as agents read them: what is done, or what may be said. */
export interface FoundText {
  readonly role: 'cue' | 'say';
  readonly text: string;
  readonly place: Place;
}

export function placeOf(node: Nodes): Place {
  const start = node.position?.start;
  return { line: start?.line ?? 1, column: start?.column ?? 1 };
}

/** What stands in the file, sign for sign. */
export function writtenAs(node: Nodes, source: Source): string {
  return source.text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
}

export function readSpans(nodes: readonly PhrasingContent[], source: Source): Span[] {
  return joined(nodes.flatMap((node) => spansOf(node, source)));
}

function spansOf(node: PhrasingContent, source: Source): Span[] {
  switch (node.type) {
    case 'text':
      return withFields(node, 'text', source);
    case 'strong':
    case 'emphasis':
      return strongSpans(node, node.type === 'strong' ? 'strong' : 'text', source);
    case 'link':
      return linkSpans(node, source);
    case 'break':
      return [{ kind: 'text', text: ' ' }];
    case 'html':
    case 'image':
    case 'imageReference':
      return [literal(node, source)];
    case 'inlineCode':
    case 'delete':
    case 'linkReference':
    case 'footnoteReference':
      return [{ kind: 'text', text: writtenAs(node, source) }];
  }
}

function strongSpans(node: Parents, kind: 'text' | 'strong', source: Source): Span[] {
  return node.children.flatMap((child) =>
    child.type === 'text' ? withFields(child, kind, source) : [{ kind, text: writtenAs(child, source) }],
  );
}

/** HTML and pictures are words like any others; their author should know. */
export function literal(node: Nodes, source: Source): Span {
  const what = node.type === 'html' ? 'HTML is not run.' : 'A picture is not shown.';
  source.remarks.push(advice(placeOf(node), what, 'Agents see it as the text it is; say it in words.'));
  return { kind: 'text', text: writtenAs(node, source) };
}

function linkSpans(node: PhrasingContent & { type: 'link' }, source: Source): Span[] {
  const text = node.children
    .map((child) => (child.type === 'text' ? child.value : writtenAs(child, source)))
    .join('');
  const place = placeOf(node);
  if (/\{\{|%7b%7b/i.test(text + node.url)) {
    const fix =
      'Put the field before or behind the link: an address must never hold anything about a patient.';
    source.remarks.push(mistake(place, `The link ${quoted(text)} has a field in it.`, fix));
    return [{ kind: 'text', text }];
  }
  const to = readLinkTarget(node.url);
  if (to === null) {
    const fix = 'Write #phase, script:id, red-flag:id, transfer:name, page:name or an https address.';
    source.remarks.push(
      mistake(place, `The link ${quoted(text)} leads nowhere a script may lead: ${quoted(node.url)}.`, fix),
    );
    return [{ kind: 'text', text }];
  }
  if (text.trim() === '') {
    source.remarks.push(mistake(place, 'The link has no words.', 'Write [words](address).'));
  }
  source.links.push({ to, place });
  return [{ kind: 'link', text, to }];
}

const FIELD = /\{\{([^{}]*)\}\}/g;

function withFields(node: Nodes & { value: string }, kind: 'text' | 'strong', source: Source): Span[] {
  const words = node.value.replaceAll(/\s*\n\s*/g, ' ');
  const spans: Span[] = [];
  let from = 0;
  let nth = 0;
  for (const found of words.matchAll(FIELD)) {
    if (found.index > from) spans.push({ kind, text: words.slice(from, found.index) });
    spans.push(field(found[1] ?? '', fieldPlace(node, nth, source), source));
    from = found.index + found[0].length;
    nth += 1;
  }
  const rest = words.slice(from);
  if (rest.includes('{{')) {
    const fix = 'Close it with }}, as in {{agent.name}}.';
    source.remarks.push(mistake(fieldPlace(node, nth, source), 'A field begins here and does not end.', fix));
  }
  if (rest !== '') spans.push({ kind, text: rest });
  return spans;
}

function field(inner: string, place: Place, source: Source): Span {
  const bar = inner.indexOf('|');
  const name = (bar === -1 ? inner : inner.slice(0, bar)).trim();
  const fallback = bar === -1 ? '' : inner.slice(bar + 1).trim();
  if (!isField(name)) {
    const meant = nearest(name, FIELD_NAMES);
    const fix = meant === null ? `Known: ${FIELD_NAMES.join(', ')}.` : `Perhaps you meant {{${meant}}}.`;
    source.remarks.push(mistake(place, `There is no field ${quoted(name)}.`, fix));
  } else if (needsFallback(name) && fallback === '') {
    const fix = `Write what is shown then, as in {{${name}|their name}}.`;
    source.remarks.push(mistake(place, `The field “${name}” may be unknown.`, fix));
  }
  return { kind: 'field', name, fallback };
}

/** Where the nth `{{` of a text stands: it may be some lines below where the text begins. */
function fieldPlace(node: Nodes, nth: number, source: Source): Place {
  const start = placeOf(node);
  const written = writtenAs(node, source);
  let at = written.indexOf('{{');
  for (let i = 0; i < nth && at !== -1; i += 1) at = written.indexOf('{{', at + 2);
  if (at === -1) return start;
  const before = written.slice(0, at).split('\n');
  const last = before.at(-1) ?? '';
  return before.length === 1
    ? { line: start.line, column: start.column + last.length }
    : { line: start.line + before.length - 1, column: last.length + 1 };
}

/** Neighbours of the same kind are one run of words. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const one of spans) {
    const last = all.at(-1);
    if (last?.kind === 'text' && one.kind === 'text') last.text += one.text;
    else all.push({ ...one });
  }
  return all;
}
