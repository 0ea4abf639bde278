import type { ProfileMistake } from '../contract/sign-in.ts';
import { z } from '../contract/schema.ts';
import { failed, ok, type Result } from '../result.ts';
import { readJson } from './json-text.ts';
import { nearest } from './nearest.ts';
import { profileSchema, type Profile } from './profile.ts';
import { isPrivateHost, readServerAddress } from './server-address.ts';

const SECRET_KEY = /^(?:pass(?:word|wd|phrase)?|secret|credentials?|ha1|token|pin|(?:api|private)?_?key)$/i;
const NOTHING = 'nothing';
const NO_SECRETS = 'no secrets here: each agent types the password when signing in';

/**
 * Reads a profile file. Refused ones come back with every mistake at once, each with its path, what was expected
 * there and what stands there instead. Values of secret-looking keys are never repeated.
 */
export function readProfile(fileText: string): Result<Profile, ProfileMistake[]> {
  const json = readJson(fileText);
  if (!json.ok) {
    const { line, column, expected, found } = json.mistake;
    return failed([{ path: '', expected: `${expected} (line ${line}, column ${column})`, found }]);
  }
  const parsed = profileSchema.safeParse(json.value);
  const misspelt = new Set<string>();
  const issues = parsed.success ? [] : parsed.error.issues;
  const inFields = issues.flatMap((issue) => mistakesOf(issue, json.value, misspelt));
  const mistakes = [
    // A misspelt key is one mistake, not also a missing one.
    ...inFields.filter(({ path, found }) => !(misspelt.has(path) && found === NOTHING)),
    ...mistakesBetweenFields(json.value),
  ];
  if (parsed.success && mistakes.length === 0) return ok(parsed.data);
  return failed(oncePerPath(mistakes));
}

function mistakesOf(issue: z.core.$ZodIssue, root: unknown, misspelt: Set<string>): ProfileMistake[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: written(issue.path), expected: issue.message, found: shown(valueAt(root, issue.path)) }];
  }
  const known = keysAt(profileSchema, issue.path);
  return issue.keys.map((key) => {
    const path = written([...issue.path, key]);
    if (SECRET_KEY.test(key)) return { path, expected: NO_SECRETS, found: 'a secret, not shown' };
    const meant = nearest(key, known);
    if (meant !== null) misspelt.add(written([...issue.path, meant]));
    const expected = meant === null ? `only ${known.join(', ')}` : `no such key; perhaps “${meant}”`;
    return { path, expected, found: `“${cut(key)}”` };
  });
}

/** Rules about several fields. They look at the raw file, so one wrong field elsewhere does not hide them. */
function mistakesBetweenFields(root: unknown): ProfileMistake[] {
  const mistakes: ProfileMistake[] = [];
  const servers = valueAt(root, ['sip', 'servers']);
  if (Array.isArray(servers) && valueAt(root, ['sip', 'allowUnencrypted']) !== true) {
    for (const index of servers.keys()) {
      const path = ['sip', 'servers', index, 'url'];
      const url = valueAt(root, path);
      const address = typeof url === 'string' ? readServerAddress(url) : null;
      if (!address || address.encrypted || isPrivateHost(address.host)) continue;
      const expected = 'wss:// (or sip.allowUnencrypted: true, if everybody on the way may listen)';
      mistakes.push({ path: written(path), expected, found: shown(url) });
    }
  }
  const prefix = valueAt(root, ['numbers', 'dialPrefix']);
  if (typeof prefix === 'string' && prefix !== '' && valueAt(root, ['numbers', 'dialForm']) === 'plus') {
    mistakes.push({
      path: 'numbers.dialForm',
      expected: 'digits or national, because a + cannot follow a dial prefix',
      found: '“plus”',
    });
  }
  return mistakes;
}

function oncePerPath(mistakes: readonly ProfileMistake[]): ProfileMistake[] {
  return [...new Map(mistakes.map((mistake) => [mistake.path, mistake])).values()];
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>((done, part) => {
    if (typeof part === 'number') return `${done}[${part}]`;
    const key = cut(String(part));
    return done === '' ? key : `${done}.${key}`;
  }, '');
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    const isHere = typeof value === 'object' && value !== null && Object.hasOwn(value, part);
    return isHere ? (value as Record<PropertyKey, unknown>)[part] : undefined;
  }, root);
}

function shown(value: unknown): string {
  if (value === undefined) return NOTHING;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return JSON.stringify(value);
  // An address may carry a password before its @.
  return value === '' ? 'an empty text' : `“${cut(value.replace(/\/\/[^/@]*@/, '//…@'))}”`;
}

function cut(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

/** Keys that the schema knows at a path, through lists, defaults and optional fields. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return keysAt(schema.unwrap(), path);
  }
  const [part, ...rest] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const field: unknown = part === undefined ? undefined : schema.shape[String(part)];
  if (part === undefined) return Object.keys(schema.shape).filter((key) => key !== '$schema');
  return field instanceof z.ZodType ? keysAt(field, rest) : [];
}
