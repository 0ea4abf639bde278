import { LineCounter, parseDocument, type Document } from 'yaml';
import { frontMatter, type FrontMatter } from '#shared/script/head.ts';
import { mistake, START, type Remark } from './remark.ts';
import { schemaRemarks } from './schema-remarks.ts';
import { YamlPlaces } from './yaml-places.ts';

/** The front matter of a script file, and the rest of it. */
export interface Halves {
  readonly yaml: string;
  /** The whole file with blank lines in place of the front matter, so that every line keeps its number. */
  readonly body: string;
}

const FENCE = /^---[ \t]*$/;
/** Lines before the YAML: the opening fence. */
const ABOVE = 1;

const HEAD_KEYS = Object.keys(frontMatter.shape);
const WHEN_KEYS = Object.keys(frontMatter.shape.when.unwrap().shape);
const SOURCE_KEYS = Object.keys(frontMatter.shape.sources.element.shape);
/** What is said of front matter, where it is not about one key. */
const FRONT_MATTER = {
  knownKeys: (path: readonly PropertyKey[]): readonly string[] => {
    if (path.length === 0) return HEAD_KEYS;
    return path[0] === 'when' ? WHEN_KEYS : SOURCE_KEYS;
  },
  ofNothing: mistake(START, 'The front matter holds no keys.', 'Write one “key: value” a line.'),
};

/** Takes a file apart. Null where no front matter is, or it has no end. */
export function halves(text: string): Halves | null {
  const lines = text.split('\n');
  if (!FENCE.test(lines[0] ?? '')) return null;
  const end = lines.findIndex((line, index) => index > 0 && FENCE.test(line));
  if (end === -1) return null;
  return {
    yaml: lines.slice(ABOVE, end).join('\n'),
    body: lines.map((line, index) => (index <= end ? '' : line)).join('\n'),
  };
}

export interface ReadHead {
  /** Null when there are mistakes. */
  readonly head: FrontMatter | null;
  readonly remarks: readonly Remark[];
  readonly places: YamlPlaces;
}

export function readFrontMatter(yaml: string): ReadHead {
  const counter = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: counter, prettyErrors: false });
  const places = new YamlPlaces(document, counter, ABOVE);
  const broken = document.errors.map(({ pos, message }) =>
    mistake(places.at(pos[0]), `This is not YAML: ${sentence(message)}`, 'Write one “key: value” a line.'),
  );
  if (broken.length > 0) return { head: null, remarks: broken, places };
  const value = plainValue(document);
  if (!value.ok) {
    const fix = 'Write the words out instead of pointing at others with *.';
    return { head: null, remarks: [mistake(START, 'The YAML points at itself.', fix)], places };
  }
  const read = frontMatter.safeParse(value.value ?? {});
  if (read.success) return { head: read.data, remarks: crossChecked(read.data, places), places };
  return { head: null, remarks: schemaRemarks(read.error.issues, value.value, places, FRONT_MATTER), places };
}

/** Aliases of YAML can be nested until they fill the memory; the package refuses that by throwing. */
function plainValue(document: Document): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: document.toJS() };
  } catch {
    return { ok: false };
  }
}

/** Keys that only a file of some kinds may have; the others are for all. */
const OF_KIND = {
  when: 'script',
  'red-flags': 'script',
  outcomes: 'script',
  'no-teach-back': 'script',
  call: 'red-flag',
} as const satisfies Partial<Record<keyof FrontMatter, FrontMatter['kind']>>;

/** Rules about several keys. */
function crossChecked(head: FrontMatter, places: YamlPlaces): Remark[] {
  const remarks: Remark[] = [];
  if (head['review-by'] < head.reviewed) {
    const fix = 'Write the day by which somebody looks at it again.';
    remarks.push(mistake(places.ofValue(['review-by']), '“review-by” is before “reviewed”.', fix));
  }
  if (head.kind === 'red-flag' && head.call === undefined) {
    const fix = 'Write “call:” and the name of a hand-off of the profile, like emergency.';
    remarks.push(mistake(places.ofValue(['kind']), 'This card does not say whom it calls.', fix));
  }
  for (const [key, kind] of Object.entries(OF_KIND)) {
    if (head.kind === kind || head[key as keyof typeof OF_KIND] === undefined) continue;
    const what = `“${key}” means nothing in a file of kind ${head.kind}.`;
    remarks.push(mistake(places.ofKey([key]), what, 'Take the line out.'));
  }
  return remarks;
}

/** The package's own words begin and end as they like. */
function sentence(message: string): string {
  const words = message.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}.`;
}
