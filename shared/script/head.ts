import { z } from '../contract/schema.ts';
import { LANGUAGE_TAG } from './language-tag.ts';

/** What is known of a script without reading on: the front matter of its file, and what lists and choices need. */

const HYPHENED = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ID = 'small letters, digits and hyphens, like results-late';
const DAY = 'a day like 2026-11-30';
const LANGUAGE = 'a language like en or pt-BR (BCP 47)';
const WORDS = 'a list of words, like [results, lab]';
const NUMBERS = 'a list of numbers in quotes, like ["+15550100"]';

export const scriptId = z.string(ID).max(64, ID).regex(HYPHENED, ID);

/** A calendar day, `2026-11-30` (ISO 8601). */
const day = z.string(DAY).refine(isDay, DAY);

const line = (max: number): z.ZodString => {
  const expected = `a text of 1 to ${max} characters`;
  return z.string(expected).trim().min(1, expected).max(max, expected);
};
const words = z.array(line(60), WORDS).min(1, WORDS).max(40, 'at most 40 words');
const yes = z.literal(true, 'true, or leave it out');

/** When a script opens by itself. The first that fits is taken, in this order (shared/script/choose.ts). */
export const when = z.strictObject(
  {
    crisis: yes.optional(),
    numbers: z
      .array(z.string(NUMBERS).regex(/^\+?[0-9]{2,20}$/, NUMBERS), NUMBERS)
      .min(1, NUMBERS)
      .optional(),
    queues: words.optional(),
    reasons: words.optional(),
    callback: yes.optional(),
    outgoing: yes.optional(),
    any: yes.optional(),
  },
  'crisis, numbers, queues, reasons, callback, outgoing or any',
);
export type When = z.infer<typeof when>;

const source = z.strictObject(
  {
    name: line(120),
    url: z
      .string('an https address')
      .regex(/^https:\/\/\S+$/, 'an https address')
      .optional(),
  },
  'a name and, where there is one, a url',
);

/** The front matter as it is written. */
export const frontMatter = z.strictObject({
  id: scriptId,
  kind: z.enum(['script', 'red-flag', 'chips'], 'script, red-flag or chips').default('script'),
  title: line(48),
  summary: line(120),
  language: z.string(LANGUAGE).regex(LANGUAGE_TAG, LANGUAGE),
  version: z.number('a whole number from 1').int('a whole number from 1').min(1, 'a whole number from 1'),
  reviewer: line(80),
  reviewed: day,
  'review-by': day,
  sources: z
    .array(source, 'a list of sources, each with a name')
    .min(1, 'at least one source')
    .max(8, 'at most 8 sources'),
  when: when.optional(),
  'red-flags': z.array(scriptId, 'a list of ids of red-flag cards').max(9, 'at most 9').optional(),
  outcomes: z
    .array(line(40), 'a list of two to eight outcomes')
    .min(2, 'two to eight outcomes')
    .max(8, 'two to eight outcomes')
    .optional(),
  'no-teach-back': line(160).optional(),
  call: scriptId.optional(),
});
export type FrontMatter = z.infer<typeof frontMatter>;

export const scriptHead = z.object({
  id: z.string(),
  language: z.string(),
  title: z.string(),
  summary: z.string(),
  version: z.number().int(),
  reviewer: z.string(),
  /** Days, `2026-11-30`. */
  reviewed: z.string(),
  reviewBy: z.string(),
  sources: z.array(z.object({ name: z.string(), url: z.string().nullable() })),
  when: when.nullable(),
  redFlags: z.array(z.string()),
  /** The script's own choices when wrapping up. */
  outcomes: z.array(z.string()),
  /** Why it does not end with a teach-back; null where it does. */
  noTeachBack: z.string().nullable(),
  /** The hand-off that a red-flag card calls. */
  call: z.string().nullable(),
});
export type ScriptHead = z.infer<typeof scriptHead>;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
