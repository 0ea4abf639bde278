import type { ProfileMistake } from '../contract/sign-in.ts';
import type { z } from '../contract/schema.ts';
import { failed, ok, type Result } from '../result.ts';
import { readJson } from './json-text.ts';
import { keysAt } from './keys-at.ts';
import { nearest } from './nearest.ts';
import { profileSchema, type Profile } from './profile.ts';
import { isPrivateHost, readServerAddress } from './server-address.ts';
import { valueAt } from './value-at.ts';

const SECRET_KEY =
  /(?:password|passwd|passphrase|pwd|secret|credentials?|ha1|token|(?:api|private)_?key)$|^(?:pass|key|pin)$/i;
const NOTHING = 'nothing';
const NOT_SHOWN = 'a secret, not shown';
const NO_SECRETS = 'no secrets here: each agent types the password when signing in';
/** Several times what a profile with two hundred colleagues takes. Whatever is larger is no profile. */
const MAX_CHARS = 200_000;
/** A file that holds more cannot be within the limit: no character of a JavaScript text takes more than three bytes of UTF-8. */
export const PROFILE_MAX_BYTES = 3 * MAX_CHARS;
/** Whoever mends more than this at a time begins with the first. */
const MOST_MISTAKES = 50;

/**
 * Reads a profile file. Refused ones come back with every mistake at once (up to fifty), each with its path, what was
 * expected there and what stands there instead. Values of secret-looking keys are never repeated.
 */
export function readProfile(fileText: string): Result<Profile, ProfileMistake[]> {
  if (fileText.length > MAX_CHARS) {
    return failed([
      { path: '', expected: `at most ${MAX_CHARS} characters`, found: `${fileText.length} characters` },
    ]);
  }
  const json = readJson(fileText);
  if (!json.ok) {
    const { line, column, expected, found, key } = json.mistake;
    return failed([
      {
        path: '',
        expected: `${expected} (line ${line}, column ${column})`,
        found: SECRET_KEY.test(key) ? NOT_SHOWN : found,
      },
    ]);
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
  return failed(theFirst(oncePerPath(mistakes)));
}

function mistakesOf(issue: z.core.$ZodIssue, root: unknown, misspelt: Set<string>): ProfileMistake[] {
  if (issue.code !== 'unrecognized_keys') {
    return [{ path: written(issue.path), expected: issue.message, found: shown(valueAt(root, issue.path)) }];
  }
  const known = keysAt(profileSchema, issue.path);
  return issue.keys.slice(0, MOST_MISTAKES + 1).map((key) => {
    const path = written([...issue.path, key]);
    if (SECRET_KEY.test(key)) return { path, expected: NO_SECRETS, found: NOT_SHOWN };
    const meant = nearest(key, known);
    if (meant !== null) misspelt.add(written([...issue.path, meant]));
    const expected = meant === null ? `only ${known.join(', ')}` : `no such key; perhaps “${meant}”`;
    return { path, expected, found: `“${cut(key)}”` };
  });
}

/** Rules about several fields. They look at the raw file, so one wrong field elsewhere does not hide them. */
function mistakesBetweenFields(root: unknown): ProfileMistake[] {
  return [...unencryptedServers(root), ...plusAfterPrefix(root), ...colleaguesTwice(root)];
}

function unencryptedServers(root: unknown): ProfileMistake[] {
  if (valueAt(root, ['sip', 'allowUnencrypted']) === true) return [];
  return indicesAt(root, ['sip', 'servers']).flatMap((index) => {
    const path = ['sip', 'servers', index, 'url'];
    const url = valueAt(root, path);
    const address = typeof url === 'string' ? readServerAddress(url) : null;
    if (!address || address.encrypted || isPrivateHost(address.host)) return [];
    const expected = 'wss:// (or sip.allowUnencrypted: true, if everybody on the way may listen)';
    return [{ path: written(path), expected, found: shown(url) }];
  });
}

function plusAfterPrefix(root: unknown): ProfileMistake[] {
  const prefix = valueAt(root, ['numbers', 'dialPrefix']);
  if (typeof prefix !== 'string' || prefix === '' || valueAt(root, ['numbers', 'dialForm']) !== 'plus') {
    return [];
  }
  const expected = 'digits or national, because a + cannot follow a dial prefix';
  return [{ path: 'numbers.dialForm', expected, found: '“plus”' }];
}

/** A busy light belongs to one name. */
function colleaguesTwice(root: unknown): ProfileMistake[] {
  const seen = new Set<unknown>();
  return indicesAt(root, ['colleagues']).flatMap((index) => {
    const path = ['colleagues', index, 'extension'];
    const extension = valueAt(root, path);
    const isTwice = typeof extension === 'string' && seen.has(extension);
    seen.add(extension);
    return isTwice ? [{ path: written(path), expected: 'each extension once', found: shown(extension) }] : [];
  });
}

function indicesAt(root: unknown, path: readonly PropertyKey[]): number[] {
  const list = valueAt(root, path);
  return Array.isArray(list) ? [...list.keys()] : [];
}

function oncePerPath(mistakes: readonly ProfileMistake[]): ProfileMistake[] {
  return [...new Map(mistakes.map((mistake) => [mistake.path, mistake])).values()];
}

function theFirst(mistakes: readonly ProfileMistake[]): ProfileMistake[] {
  const first = mistakes.slice(0, MOST_MISTAKES);
  return mistakes.length === first.length
    ? first
    : [...first, { path: '', expected: 'the mistakes above put right first', found: 'more of them' }];
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>((done, part) => {
    if (typeof part === 'number') return `${done}[${part}]`;
    const key = cut(String(part));
    return done === '' ? key : `${done}.${key}`;
  }, '');
}

function shown(value: unknown): string {
  if (value === undefined) return NOTHING;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  // Not as JSON, where what is too large for a number is null.
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  // An address may carry a password before its @: wss://user:password@host, turn:user:password@host.
  return value === ''
    ? 'an empty text'
    : `“${cut(value.replace(/^([a-z][\w+.-]*:(?:\/\/)?).*@/is, '$1…@'))}”`;
}

function cut(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}
