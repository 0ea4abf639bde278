import type { z } from '#shared/contract/schema.ts';
import { nearest } from '#shared/profile/nearest.ts';
import { valueAt } from '#shared/profile/value-at.ts';
import { mistake, quoted, type Place, type Remark } from './remark.ts';

/** Where keys and values stand in a file. */
export interface Places {
  /** Of the value itself, or of the nearest one around it that is there. */
  ofValue(path: readonly PropertyKey[]): Place;
  ofKey(path: readonly PropertyKey[]): Place;
}

/** What is known of the kind of file. */
export interface FileKind {
  /** Keys that may stand at a path. */
  readonly knownKeys: (path: readonly PropertyKey[]) => readonly string[];
  /** What is said of a file that holds no keys at all. */
  readonly ofNothing: Remark;
}

/** What a schema found wrong, told where it stands. The schema's messages say what is expected, as `a whole number`. */
export function schemaRemarks(
  issues: readonly z.core.$ZodIssue[],
  root: unknown,
  places: Places,
  { knownKeys, ofNothing }: FileKind,
): Remark[] {
  const unknown = issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => ({ path: issue.path, key })) : [],
  );
  const misspelt = unknown.map(({ path, key }) => nearest(key, knownKeys(path)));
  const keys = unknown.map(({ path, key }, index) => {
    const meant = misspelt[index] ?? null;
    const fix =
      meant === null ? `Known here: ${knownKeys(path).join(', ')}.` : `Perhaps you meant “${meant}”.`;
    return mistake(places.ofKey([...path, key]), `There is no key ${quoted(key)}.`, fix);
  });
  const values = issues
    .filter(({ code }) => code !== 'unrecognized_keys')
    // A misspelt key is one mistake, not also a missing one.
    .filter(({ path }) => valueAt(root, path) !== undefined || !misspelt.includes(String(path.at(-1))))
    // What is of another kind altogether may break several rules at once.
    .filter(({ path }, index, all) => all.findIndex((one) => isSame(one.path, path)) === index)
    .map((issue) =>
      issue.path.length === 0 ? ofNothing : valueRemark(issue, valueAt(root, issue.path), places),
    );
  return [...keys, ...values];
}

function isSame(one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean {
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

function valueRemark({ path, message }: z.core.$ZodIssue, found: unknown, places: Places): Remark {
  const name = path.map(String).join('.');
  const place = places.ofValue(path);
  const fix = `Write ${message}.`;
  if (found === undefined || found === null) return mistake(place, `“${name}” is missing.`, fix);
  return mistake(place, `“${name}” cannot be ${shown(found)}.`, fix);
}

function shown(found: {}): string {
  return typeof found === 'object' ? 'what stands there' : quoted(`${found as string | number | boolean}`);
}
