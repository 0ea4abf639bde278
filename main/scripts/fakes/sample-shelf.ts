import { readLibrary } from '../library.ts';
import { ScriptShelf } from '../shelf.ts';

interface Sample {
  id: string;
  title: string;
  language?: string;
  /** More lines of front matter. */
  more?: string;
  body: string;
}

function fileOf({ id, title, language = 'en', more = '', body }: Sample) {
  const text = `---
id: ${id}
title: ${title}
summary: A sample.
language: ${language}
version: 1
reviewer: A. Okafor, nurse lead
reviewed: 2026-11-30
review-by: 2027-11-30
sources: [{ name: NURSE }]
${more}
---

${body}`;
  return { path: `${language}/${id}.md`, text };
}

const SAMPLES: readonly Sample[] = [
  {
    id: 'results-late',
    title: 'Results are late',
    more: 'when: { queues: [results], reasons: [test result] }\nred-flags: [self-harm]\noutcomes: [Told the day, Nurse calls]',
    body: '# Open\n\n- Greet.\n\n# Act\n\n- Look.\n\n## They are here\n\n- Hand over.\n\n## They are not\n\n- Say when.\n\n# Close\n\n- Teach-back: Ask.\n\n# Chips\n\n## Angry\n\n- Agree.\n',
  },
  {
    id: 'crisis',
    title: 'Any call in a crisis',
    more: 'when: { crisis: true }',
    body: '# Open\n\n- Breathe.\n',
  },
  {
    id: 'opening',
    title: 'You asked us to call',
    more: 'when: { callback: true }',
    body: '# Open\n\n- Say who.\n',
  },
  {
    id: 'outgoing',
    title: 'A call you place',
    more: 'when: { outgoing: true }',
    body: '# Open\n\n- Ask for them.\n',
  },
  {
    id: 'any-call',
    title: 'Any call',
    more: 'when: { any: true }',
    body: '# Open\n\n- Greet.\n\n# Listen\n\n- Wait.\n',
  },
  {
    id: 'emotions',
    title: 'Chips',
    more: 'kind: chips',
    body: '# Chips\n\n## Angry\n\n- Wait.\n\n## In tears\n\n- Wait.\n',
  },
  {
    id: 'emergency',
    title: 'Emergency',
    more: 'kind: red-flag\ncall: emergency',
    body: '# Signs\n\n- Fear.\n\n# Do\n\n- Stay.\n',
  },
  {
    id: 'self-harm',
    title: 'Self-harm',
    more: 'kind: red-flag\ncall: crisis-line',
    body: '# Signs\n\n- Goodbye.\n\n# Do\n\n- Stay.\n',
  },
];

/** These scripts, read as any file is. */
export function shelfOf(samples: readonly Sample[]): ScriptShelf {
  return new ScriptShelf(readLibrary(samples.map(fileOf)).map(soundOne));
}

export const SAMPLE_SHELF = shelfOf(SAMPLES);

function soundOne({ path, script, remarks }: ReturnType<typeof readLibrary>[number]) {
  if (!script) throw new Error(`${path}: ${remarks.map(({ what }) => what).join(' ')}`);
  return script;
}
