import { describe, expect, it } from 'vitest';
import { inHead, sound, withBody } from './fakes/broken-scripts.ts';
import { readScript } from './read-script.ts';
import { readingGrade, styleOf } from './style.ts';

const TODAY = '2026-12-01';

function adviceOn(text: string, today = TODAY): string[] {
  const { script, texts, remarks } = readScript('results-late.md', text);
  if (!script) throw new Error(`not sound: ${remarks.map(({ what }) => what).join(' ')}`);
  return styleOf(script, texts, today).map(({ line, column, what }) => `${line}:${column} ${what}`);
}
const end = '\n# Close\n\n- Teach-back: Ask what happens next.\n';

describe('The style of a script', () => {
  it('is fine in a short, plain one', () => {
    expect(adviceOn(sound())).toEqual([]);
  });

  it.each([
    [
      'a cue longer than a glance',
      `# Open\n\n- ${'Ask now. '.repeat(17)}\n${end}`,
      '18:1 This cue has 152 characters; 140 can be read at a glance.',
    ],
    ['a cue that is a speech', `# Open\n\n- “Hello, I am here.”\n${end}`, '18:1 This cue is a speech.'],
    [
      'three sentences to say',
      `# Open\n\n- Greet.\n  > Hello. I am here. Go on.\n${end}`,
      '19:5 This is a speech and not a cue.',
    ],
    [
      'a word that patients do not use',
      `# Open\n\n- I will escalate it.\n${end}`,
      '18:1 Patients do not say “escalate”.',
    ],
    ['no teach-back at the end', '# Open\n\n- Hello.\n', '1:1 The script does not end with a teach-back.'],
    [
      'a teach-back in the middle alone',
      '# Open\n\n- Teach-back: Ask.\n',
      '1:1 The script does not end with a teach-back.',
    ],
  ])('names %s', (_, body, advice) => {
    expect(adviceOn(withBody(body))).toEqual([advice]);
  });

  it('names a script that is hard to read by its hardest line', () => {
    const hard = 'Communicate alternative appointment availability immediately.';
    const [advice] = adviceOn(
      withBody(
        `# Open\n\n- Say who you are and what you do here, unhurriedly and considerately.\n- ${hard}\n${end}`,
      ),
    );
    expect(advice).toMatch(/^19:1 The script reads at grade \d+\.\d, and this line is its hardest\.$/);
  });

  it('does not grade a few words', () => {
    expect(adviceOn(withBody(`# Open\n\n- Acknowledge dissatisfaction.\n${end}`))).toEqual([]);
  });

  it('names a script without a red flag', () => {
    expect(adviceOn(inHead('red-flags: [medical-emergency]\n', ''))).toEqual([
      '1:1 No red flag is one key away.',
    ]);
  });

  it('takes a reason in place of a teach-back', () => {
    const reasoned = inHead('red-flags:', 'no-teach-back: Nobody is there.\nred-flags:').replace(
      'Teach-back: ',
      '',
    );
    expect(adviceOn(reasoned)).toEqual([]);
  });

  it('names one whose review is due, from the day after', () => {
    expect(adviceOn(sound(), '2027-11-30')).toEqual([]);
    expect(adviceOn(sound(), '2027-12-01')).toEqual(['1:1 The script was to be looked at by 2027-11-30.']);
  });
});

describe('The reading grade', () => {
  it('is that of the published formula', () => {
    // 9 words, 1 sentence, 12 syllables: 0.39 × 9 + 11.8 × 12 / 9 − 15.59.
    expect(readingGrade(['The doctor will call you about it on Monday.'])).toBeCloseTo(3.65, 1);
  });

  it('counts a line without a full stop as a sentence', () => {
    expect(readingGrade(['Ask', 'Wait'])).toBeCloseTo(readingGrade(['Ask. Wait.']), 5);
  });

  it('is 0 where there are no words', () => {
    expect(readingGrade(['…', ''])).toBe(0);
  });
});
