import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readLibrary } from '../../main/scripts/library.ts';
import { ScriptShelf } from '../../main/scripts/shelf.ts';
import { chooseScript } from '../../shared/script/choose.ts';
import { endsWithTeachBack } from '../../shared/script/text.ts';
import { readCast } from '../../shared/practice/cast.ts';
import { styleOf } from '../../main/scripts/style.ts';

const ROOT = join(import.meta.dirname, '../..');
const files = globSync('assets/scripts/*/*.md', { cwd: ROOT })
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
const read = readLibrary(files);
const all = read.flatMap(({ script }) => script ?? []);
const shelf = new ScriptShelf(all);
const scripts = all.filter((one) => one.kind === 'script');
/** The days of the library itself: that a review is due is for whoever runs the checker to hear, not for a test. */
const DAY = '2026-11-30';

const SITUATIONS = [
  'new-appointment',
  'reschedule',
  'long-wait',
  'results-late',
  'refill-delay',
  'billing-distress',
  'angry-complaint',
  'complaint-follow-up',
  'grief',
  'bad-news',
  'anxious-parent',
  'hard-of-hearing',
  'language-barrier',
  'repeat-caller',
  'refusal-of-advice',
  'identity-check',
  'wrong-number',
  'callback-opening',
  'voicemail',
  'no-show-reminder',
  'telehealth-setup',
  'outbreak',
  'closed',
  'reunification',
];
const CARDS = ['medical-emergency', 'self-harm', 'violence'];
const idsIn = (language: string, kind: string): string[] =>
  all.filter((one) => one.language === language && one.kind === kind).map(({ id }) => id);

describe('The library of scripts', () => {
  it('has no mistakes, and nothing to advise on its style', () => {
    const remarks = read.flatMap(({ path, script, remarks: found, texts }) =>
      [...found, ...(script ? styleOf(script, texts, DAY) : [])].map(
        ({ line, what }) => `${path}:${line} ${what}`,
      ),
    );
    expect(remarks).toEqual([]);
    expect(all).toHaveLength(files.length);
  });

  it('has a script for each of the situations, and the three cards', () => {
    expect(idsIn('en', 'script')).toEqual(expect.arrayContaining(SITUATIONS));
    expect(idsIn('en', 'red-flag')).toEqual(CARDS);
  });

  it.each(['es', 'fr'])('has two of them whole in %s, with cards and chips of their own', (language) => {
    expect(idsIn(language, 'script')).toEqual(['anxious-parent', 'results-late']);
    expect(idsIn(language, 'red-flag')).toEqual(CARDS);
    expect(idsIn(language, 'chips')).toHaveLength(1);
  });

  it.each(scripts.map((one) => [`${one.language}/${one.id}`, one] as const))(
    '%s has red flags one key away, ends with a teach-back or says why not, and names its source',
    (_, script) => {
      const open = shelf.open(script);
      expect(open?.cards.map(({ id, language }) => `${language}/${id}`)).toEqual(
        expect.arrayContaining(CARDS.map((id) => `${script.language}/${id}`)),
      );
      expect(script.redFlags.length).toBeGreaterThan(0);
      expect(script.noTeachBack !== null || endsWithTeachBack(script)).toBe(true);
      expect(script.sources.length).toBeGreaterThan(0);
      expect(script.outcomes.length).toBeGreaterThanOrEqual(2);
    },
  );

  it.each(all.map((one) => [`${one.language}/${one.id}`, one] as const))(
    '%s writes no emergency number out',
    (_, one) => {
      expect(JSON.stringify(one)).not.toMatch(/\b(?:911|112|999|988|000|116 ?123)\b/);
    },
  );

  it('leaves nobody without words: an unknown call, a placed one, a callback and a crisis each have theirs', () => {
    const facts = {
      direction: 'incoming',
      queue: null,
      callback: null,
      isCrisis: false,
      practice: null,
      language: 'en',
    } as const;
    const chosen = (known: object) => chooseScript(scripts, { ...facts, ...known })?.script.id;
    expect(chosen({})).toBe('any-call');
    expect(chosen({ direction: 'outgoing' })).toBe('outgoing');
    expect(chosen({ direction: 'outgoing', callback: { reason: 'Other' } })).toBe('callback-opening');
    expect(chosen({ queue: 'Billing', isCrisis: true })).toBe('crisis-line');
  });

  it('has the script that each patient of the practice line asks for, each another one', () => {
    const people = globSync('assets/practice/*.json', { cwd: ROOT }).map(
      (path) => [path, JSON.parse(readFileSync(join(ROOT, path), 'utf8'))] as const,
    );
    const facts = { direction: 'incoming', callback: null, isCrisis: false, language: 'en' } as const;
    const { patients } = readCast(Object.fromEntries(people));
    const chosen = patients.map(({ queue, script }) =>
      chooseScript(scripts, { ...facts, queue, practice: script }),
    );
    expect(chosen).toEqual(
      patients.map(({ script }) => ({
        script: { id: script, language: 'en' },
        rule: { kind: 'practice' },
      })),
    );
    expect(new Set(patients.map(({ script }) => script)).size).toBe(patients.length);
    expect(patients.length).toBeGreaterThanOrEqual(8);
  });
});
