import { z } from '../contract/schema.ts';
import { folded } from '../search.ts';
import type { When } from './head.ts';

/**
 * Which script opens by itself. The rules are asked in a fixed order and the first that fits wins (docs/scripts.md);
 * the desk says which one it was.
 */

/** Why this script stands beside the call. `word` is what fitted, as the script has it. */
export const scriptRule = z.discriminatedUnion('kind', [
  /** The practice patient's own file names it. */
  z.object({ kind: z.literal('practice') }),
  z.object({ kind: z.literal('crisis') }),
  z.object({ kind: z.literal('number'), word: z.string() }),
  z.object({ kind: z.literal('queue'), word: z.string() }),
  z.object({ kind: z.literal('reason'), word: z.string() }),
  z.object({ kind: z.literal('callback') }),
  z.object({ kind: z.literal('outgoing') }),
  z.object({ kind: z.literal('any') }),
  /** It stood beside a call with the same number that broke off. */
  z.object({ kind: z.literal('resumed') }),
  /** It came with the patient, from a colleague. */
  z.object({ kind: z.literal('handed-over'), by: z.string() }),
  /** The agent chose it. */
  z.object({ kind: z.literal('hand') }),
]);
export type ScriptRule = z.infer<typeof scriptRule>;

export const scriptRef = z.object({ id: z.string().max(64), language: z.string().max(35) });
export type ScriptRef = z.infer<typeof scriptRef>;

/** What the choice is made from. */
export interface CallFacts {
  readonly direction: 'incoming' | 'outgoing';
  /** Queue or dialled service as the PBX names it; null when it does not. */
  readonly queue: string | null;
  /** The callback that this call was placed for. */
  readonly callback: { readonly reason: string } | null;
  readonly isCrisis: boolean;
  /** Id of the script that the practice patient's file names; null for everybody else. */
  readonly practice: string | null;
  /** BCP 47, of the patient where it is known; else of the desk. */
  readonly language: string;
}

/** What is looked at of a script. */
export interface Choosable extends ScriptRef {
  readonly when: When | null;
}

export interface ScriptChoice {
  readonly script: ScriptRef;
  readonly rule: ScriptRule;
}

/** Null when no script fits, which the library's own `any-call` prevents. */
export function chooseScript(scripts: readonly Choosable[], facts: CallFacts): ScriptChoice | null {
  for (const fits of RULES) {
    const fitting = scripts.flatMap(({ id, language, when }) => {
      const rule = when && fits(when, facts, id);
      return rule ? [{ script: { id, language }, rule }] : [];
    });
    const [best] = fitting.toSorted((one, other) => before(one, other, facts.language));
    if (best) return best;
  }
  return null;
}

type Fits = (when: When, facts: CallFacts, id: string) => ScriptRule | null;

const RULES: readonly Fits[] = [
  (_when, { practice }, id) => (id === practice ? { kind: 'practice' } : null),
  (when, { isCrisis }) => (when.crisis && isCrisis ? { kind: 'crisis' } : null),
  ({ numbers }, { queue }) => {
    const digits = digitsOf(queue ?? '');
    const word = numbers?.find((number) => digits !== '' && digitsOf(number) === digits);
    return word === undefined ? null : { kind: 'number', word };
  },
  ({ queues }, { queue }) => {
    const word = longestIn(queues, queue);
    return word === null ? null : { kind: 'queue', word };
  },
  ({ reasons }, { callback }) => {
    const word = longestIn(reasons, callback?.reason ?? null);
    return word === null ? null : { kind: 'reason', word };
  },
  (when, { callback }) => (when.callback && callback ? { kind: 'callback' } : null),
  (when, { direction }) => (when.outgoing && direction === 'outgoing' ? { kind: 'outgoing' } : null),
  (when) => (when.any ? { kind: 'any' } : null),
];

/** A queue called by its number: `+15550100`, `15550100`. One with words has no number. */
function digitsOf(name: string): string {
  return /^\+?[0-9]+$/.test(name) ? name.replace('+', '') : '';
}

/** The longest of the words that begins a word of the text, so that `result` fits “Results line”. */
function longestIn(words: readonly string[] | undefined, text: string | null): string | null {
  if (!words || text === null) return null;
  const line = spaced(text);
  const found = words.filter((word) => spaced(word) !== ' ' && line.includes(spaced(word)));
  return found.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function spaced(text: string): string {
  return ` ${folded(text).replaceAll(/ {2,}/g, ' ').trim()}`;
}

/** The patient's language first, then the longer word, then the alphabet. */
function before(one: ScriptChoice, other: ScriptChoice, language: string): number {
  return (
    languageRank(one.script.language, language) - languageRank(other.script.language, language) ||
    wordLength(other.rule) - wordLength(one.rule) ||
    one.script.id.localeCompare(other.script.id) ||
    one.script.language.localeCompare(other.script.language)
  );
}

/** The very language, then another of its kind (`pt-BR` for `pt`), then English, then any. */
function languageRank(of: string, wanted: string): number {
  if (of === wanted) return 0;
  if (primary(of) === primary(wanted)) return 1;
  return primary(of) === 'en' ? 2 : 3;
}

function primary(language: string): string {
  return language.split('-')[0] ?? language;
}

function wordLength(rule: ScriptRule): number {
  return 'word' in rule ? rule.word.length : 0;
}

/** The one of these that stands in the language, or the nearest to it. */
export function inLanguage<T extends { readonly language: string }>(
  all: readonly T[],
  language: string,
): T | null {
  return (
    all.toSorted((a, b) => languageRank(a.language, language) - languageRank(b.language, language))[0] ?? null
  );
}
