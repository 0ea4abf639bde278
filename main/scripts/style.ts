import { syllable } from 'syllable';
import type { FoundText } from './cue.ts';
import { advice, quoted, START, type Remark } from './remark.ts';
import type { CallScript, ScriptFile } from '#shared/script/script.ts';
import { endsWithTeachBack } from '#shared/script/text.ts';
import { JARGON } from './jargon.ts';

/** What makes a script hard to use at a glance. Nothing here keeps it from being used. */

const CUE_MAX_CHARS = 140;
const SAY_MAX_CHARS = 200;
const SAY_MAX_SENTENCES = 2;
const GRADE_MAX = 7;
/** The formula was made for whole texts: one long word alone would read as a university's. */
const GRADED_MIN_WORDS = 20;
const LINE_MIN_WORDS = 3;

/** @param today a day, `2026-11-30` */
export function styleOf(script: ScriptFile, texts: readonly FoundText[], today: string): Remark[] {
  return [
    ...texts.flatMap(tooLong),
    ...(script.language.startsWith('en') ? [...texts.flatMap(jargon), ...hardToRead(texts)] : []),
    ...(script.kind === 'script' ? ofScripts(script) : []),
    ...(script.reviewBy < today ? [outOfDate(script.reviewBy)] : []),
  ];
}

function tooLong({ role, text, place }: FoundText): Remark[] {
  if (role === 'cue') {
    if (/^[“"«].*[”"»]$/.test(text)) {
      return [
        advice(
          place,
          'This cue is a speech.',
          'Say what to do, and put the words below it as a quote: “> ”.',
        ),
      ];
    }
    if (text.length <= CUE_MAX_CHARS) return [];
    const what = `This cue has ${text.length} characters; ${CUE_MAX_CHARS} can be read at a glance.`;
    return [advice(place, what, 'Keep one thing to do in it; make the rest another cue.')];
  }
  if (text.length <= SAY_MAX_CHARS && sentences(text).length <= SAY_MAX_SENTENCES) return [];
  return [
    advice(
      place,
      'This is a speech and not a cue.',
      `Keep it to ${SAY_MAX_SENTENCES} sentences; the agent says it their own way.`,
    ),
  ];
}

function jargon({ text, place }: FoundText): Remark[] {
  return JARGON.flatMap(([word, plainly]) => {
    const found = word.exec(text)?.[0];
    if (found === undefined) return [];
    return [advice(place, `Patients do not say ${quoted(found)}.`, `Perhaps: ${plainly}.`)];
  });
}

/** Named by its hardest line, where the mending begins. */
function hardToRead(texts: readonly FoundText[]): Remark[] {
  if (texts.flatMap(({ text }) => wordsIn(text)).length < GRADED_MIN_WORDS) return [];
  const grade = readingGrade(texts.map(({ text }) => text));
  if (grade <= GRADE_MAX) return [];
  const lines = texts.filter(({ text }) => wordsIn(text).length >= LINE_MIN_WORDS);
  const graded = lines.map(({ text, place }) => ({ place, grade: readingGrade([text]) }));
  const hardest = graded.toSorted((one, other) => other.grade - one.grade)[0];
  const what = `The script reads at grade ${grade.toFixed(1)}, and this line is its hardest.`;
  const fix = `Shorter words and shorter sentences: at most grade ${GRADE_MAX}.`;
  return [advice(hardest?.place ?? START, what, fix)];
}

function ofScripts(script: CallScript): Remark[] {
  const remarks: Remark[] = [];
  if (script.redFlags.length === 0) {
    remarks.push(advice(START, 'No red flag is one key away.', 'Write “red-flags: [medical-emergency]”.'));
  }
  if (script.noTeachBack === null && !endsWithTeachBack(script)) {
    const fix = 'Write “- Teach-back: …” in Check or Close, or the reason in “no-teach-back:”.';
    remarks.push(advice(START, 'The script does not end with a teach-back.', fix));
  }
  return remarks;
}

function outOfDate(reviewBy: string): Remark {
  return advice(
    START,
    `The script was to be looked at by ${reviewBy}.`,
    'Have it read, and write the new days.',
  );
}

/**
 * School grade by which a text is read with ease (Flesch-Kincaid grade level; Kincaid and others, 1975).
 * @param lines each ends a sentence, whether it has a full stop or not
 */
export function readingGrade(lines: readonly string[]): number {
  const sentenceCount = lines.flatMap(sentences).length;
  const words = lines.flatMap(wordsIn);
  if (sentenceCount === 0 || words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return 0.39 * (words.length / sentenceCount) + 11.8 * (syllables / words.length) - 15.59;
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}\p{N}’']+/gu) ?? [];
}

function sentences(text: string): string[] {
  return text.split(/[.!?…:;]+(?=\s|$|[”"’])/).filter((part) => /[\p{L}\p{N}]/u.test(part));
}
