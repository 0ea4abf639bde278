import { placeOfKey } from '#shared/script/draft-text.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import type { ScriptFile } from '#shared/script/script.ts';
import { overlong } from './size.ts';
import { readScript, type Reference } from '../scripts/read-script.ts';
import { advice, inOrder, mistake, START, type Remark } from '../scripts/remark.ts';
import { styleOf } from '../scripts/style.ts';

/** What was read of a text. Whether what it points at is there is for whoever has the shelf to say. */
export interface CheckedText {
  readonly script: ScriptFile | null;
  readonly remarks: readonly Remark[];
  readonly references: readonly Reference[];
  /** Null while it cannot be read. */
  readonly ref: ScriptRef | null;
}

/**
 * Every mistake and every piece of advice, as `npm run scripts:check` gives them.
 * @param today a day, `2026-11-30`
 * @param changed the day on which it was changed last; null when it never was
 */
export function checkText(text: string, today: string, changed: string | null): CheckedText {
  const { script, head, remarks, references, texts } = readScript(null, text);
  const style = script ? styleOf(script, texts, today) : [];
  const size = overlong(text);
  const long = size ? [tooMuch(size)] : [];
  const review = head && changed !== null && head.reviewed < changed ? [olderThan(text, changed)] : [];
  return {
    script: size ? null : script,
    remarks: inOrder([...remarks, ...long, ...style, ...review]),
    references,
    ref: head && { id: head.id, language: head.language },
  };
}

function olderThan(text: string, changed: string): Remark {
  const what = `The script was changed on ${changed}, after it was reviewed.`;
  return advice(
    { line: placeOfKey(text, 'reviewed'), column: 1 },
    what,
    'Have it read, and write who did and on what day.',
  );
}

function tooMuch({ kilobytes, most }: { kilobytes: number; most: number }): Remark {
  const what = `The text takes ${kilobytes} kB, and a team’s hub takes ${most}.`;
  return mistake(START, what, 'Make two scripts of it, with a link from one to the other.');
}
