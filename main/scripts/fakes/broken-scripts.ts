import { expect } from 'vitest';

/** A sound script, and what can be wrong with one. */

export const HEAD = `---
id: results-late
title: Results are late
summary: They wait for test results that have not come.
language: en
version: 1
reviewer: A. Okafor, nurse lead
reviewed: 2026-11-30
review-by: 2027-11-30
sources:
  - name: NURSE
when:
  queues: [results, lab]
red-flags: [medical-emergency]
---
`;
/** The front matter above has this many lines. */
const ABOVE = HEAD.split('\n').length - 1;
const BODY = `
# Open

- Say who you are.
  > This is {{agent.name}}.

# Act: What you can do

- Ask **one** question, and wait.

## It is here

- [Hand over](transfer:nurse)

### They cannot wait

- [Something is wrong](red-flag:medical-emergency)

# Close

- Teach-back: Ask what happens next.

# Chips

## Angry

- Agree with what is true.
`;

export const sound = (): string => HEAD + BODY;
export const inHead = (from: string, to: string): string => sound().replace(from, to);
export const withBody = (body: string): string => HEAD + body;
/** Each: what is wrong, the file, and the remarks it must bring, where they stand. */
export const BROKEN: readonly (readonly [name: string, text: string, remarks: readonly string[]])[] = [
  [
    'an empty file',
    '',
    [
      '1:1 The file has no front matter, or it does not end. Begin the file with a line of ---, the keys, and a second line of ---.',
    ],
  ],
  [
    'front matter without an end',
    '---\nid: results-late\n# Open\n',
    [
      '1:1 The file has no front matter, or it does not end. Begin the file with a line of ---, the keys, and a second line of ---.',
    ],
  ],
  [
    'front matter that holds nothing',
    withBody(BODY).replace(HEAD, '---\n---\n'),
    ['id', 'title', 'summary', 'language', 'version', 'reviewer', 'reviewed', 'review-by', 'sources'].map(
      (key) => expect.stringContaining(`“${key}” is missing. Write `) as string,
    ),
  ],
  [
    'front matter that is a list',
    withBody(BODY).replace(HEAD, '---\n- id\n---\n'),
    ['1:1 The front matter holds no keys. Write one “key: value” a line.'],
  ],
  [
    'YAML with an open bracket',
    inHead('[results, lab]', '[results, lab'),
    [
      expect.stringMatching(
        /^14:1 This is not YAML: flow sequence .* Write one “key: value” a line\.$/,
      ) as string,
    ],
  ],
  [
    'YAML with a key twice',
    inHead('version: 1', 'version: 1\nversion: 2'),
    ['7:1 This is not YAML: map keys must be unique. Write one “key: value” a line.'],
  ],
  [
    'YAML that points at itself',
    inHead('title: Results are late', 'title: *a'),
    [expect.stringMatching(/^3:8 .*unresolved alias|^1:1 The YAML points at itself/i) as string],
  ],
  [
    'a misspelt key',
    inHead('summary:', 'sumary:'),
    ['4:1 There is no key “sumary”. Perhaps you meant “summary”.'],
  ],
  [
    'a key that nobody knows',
    inHead('version: 1', 'version: 1\nmood: angry'),
    [expect.stringMatching(/^7:1 There is no key “mood”\. Known here: id, kind, /) as string],
  ],
  [
    'a missing key',
    inHead('reviewer: A. Okafor, nurse lead\n', ''),
    ['1:1 “reviewer” is missing. Write a text of 1 to 80 characters.'],
  ],
  [
    'an id with capitals',
    inHead('id: results-late', 'id: Results'),
    ['2:5 “id” cannot be “Results”. Write small letters, digits and hyphens, like results-late.'],
  ],
  [
    'an id that is not the file’s name',
    inHead('id: results-late', 'id: late'),
    [
      '2:5 The id is “late” and the file is called “results-late.md”. Call the file late.md, or write the id that its name says.',
    ],
  ],
  [
    'a title that is too long',
    inHead('Results are late', 'R'.repeat(49)),
    [expect.stringMatching(/^3:8 “title” cannot be “R+…”\. Write a text of 1 to 48 characters\.$/) as string],
  ],
  [
    'a language that is none',
    inHead('language: en', 'language: English'),
    ['5:11 “language” cannot be “English”. Write a language like en or pt-BR (BCP 47).'],
  ],
  [
    'half a version',
    inHead('version: 1', 'version: 1.5'),
    ['6:10 “version” cannot be “1.5”. Write a whole number from 1.'],
  ],
  [
    'a day that no calendar has',
    inHead('2026-11-30', '2026-02-30'),
    ['8:11 “reviewed” cannot be “2026-02-30”. Write a day like 2026-11-30.'],
  ],
  [
    'a review before the last one',
    inHead('2027-11-30', '2025-11-30'),
    ['9:12 “review-by” is before “reviewed”. Write the day by which somebody looks at it again.'],
  ],
  [
    'a source without a name',
    inHead('- name: NURSE', '- url: https://example.org/'),
    ['11:5 “sources.0.name” is missing. Write a text of 1 to 120 characters.'],
  ],
  [
    'a source that is not encrypted',
    inHead('- name: NURSE', '- name: NURSE\n    url: http://example.org/'),
    ['12:10 “sources.0.url” cannot be “http://example.org/”. Write an https address.'],
  ],
  [
    'a word where a list belongs',
    inHead('queues: [results, lab]', 'queues: results'),
    ['13:11 “when.queues” cannot be “results”. Write a list of words, like [results, lab].'],
  ],
  [
    'a misspelt key in “when”',
    inHead('queues:', 'queue:'),
    ['13:3 There is no key “queue”. Perhaps you meant “queues”.'],
  ],
  [
    'a number with words in it',
    inHead('queues: [results, lab]', 'numbers: [lab]'),
    ['13:13 “when.numbers.0” cannot be “lab”. Write a list of numbers in quotes, like ["+15550100"].'],
  ],
  [
    'one outcome alone',
    inHead('red-flags:', 'outcomes: [Done]\nred-flags:'),
    ['14:11 “outcomes” cannot be what stands there. Write two to eight outcomes.'],
  ],
  [
    '“call” in a script',
    inHead('red-flags:', 'call: emergency\nred-flags:'),
    ['14:1 “call” means nothing in a file of kind script. Take the line out.'],
  ],
  [
    'words before the first heading',
    withBody(`Hello.\n${BODY}`),
    [
      `${ABOVE + 1}:1 This stands before the first heading. Begin the body with a heading of the first level, like “# Open”.`,
    ],
  ],
  [
    'no phase at all',
    withBody(''),
    [`${ABOVE + 1}:1 The script has no phase. Begin with “# Open” and a cue under it.`],
  ],
  [
    'a misspelt phase',
    withBody('# Opne\n\n- Hello.\n\n# Close\n\n- Bye.\n'),
    [`${ABOVE + 1}:1 There is no part “Opne”. Perhaps you meant “# Open”.`],
  ],
  [
    'a phase that no script has',
    withBody('# Open\n\n- Hello.\n\n# Small talk\n\n- Weather.\n'),
    [
      `${ABOVE + 5}:1 There is no part “Small talk”. A heading of the first level is Open, Listen, Act, Check, Close, Chips.`,
    ],
  ],
  [
    'a phase twice',
    withBody('# Open\n\n- Hello.\n\n# Open\n\n- Hello.\n'),
    [`${ABOVE + 5}:1 “Open” stands here twice. Put its cues under the first one.`],
  ],
  [
    'phases in the wrong order',
    withBody('# Close\n\n- Bye.\n\n# Open\n\n- Hello.\n'),
    [`${ABOVE + 5}:1 “Open” comes too late. The order is Open, Listen, Act, Check, Close, Chips.`],
  ],
  [
    'a phase with nothing in it',
    withBody('# Open\n\n- Hello.\n\n# Close\n'),
    [
      `${ABOVE + 5}:1 Nothing stands under “Close”. Write a cue under it, “- Ask …”, or take the heading out.`,
    ],
  ],
  [
    'a branch of a branch under nothing',
    withBody('# Open\n\n- Hello.\n\n### Angry\n\n- Wait.\n'),
    [`${ABOVE + 5}:1 A ### heading stands under nothing. Write ## here, or the heading above it.`],
  ],
  [
    'a branch too deep',
    withBody('# Open\n\n## A\n\n### B\n\n#### C\n\n- Wait.\n'),
    [expect.stringContaining(`${ABOVE + 7}:1 This heading is too deep.`) as string],
  ],
  [
    'ten branches beside each other',
    withBody(
      `# Open\n\n- Hello.\n\n${Array.from({ length: 10 }, (_, i) => `## B${i}\n\n- Wait.\n`).join('\n')}`,
    ),
    [expect.stringContaining(`${ABOVE + 41}:1 More than 9 branches stand beside each other.`) as string],
  ],
  [
    'two branches of one name',
    withBody('# Open\n\n## A\n\n- One.\n\n## a\n\n- Two.\n'),
    [`${ABOVE + 7}:1 “a” stands here twice. Give each a name of its own.`],
  ],
  [
    'a speech outside a list',
    withBody('# Open\n\nHello, this is the clinic.\n'),
    [`${ABOVE + 3}:1 This is no cue. Begin it with “- ”.`],
  ],
  [
    'a quote under no cue',
    withBody('# Open\n\n- Hello.\n\n> Hi.\n'),
    [
      `${ABOVE + 5}:1 This quote belongs to no cue. Set it two spaces in, under the cue that it helps to say.`,
    ],
  ],
  [
    'code',
    withBody('# Open\n\n- Hello.\n\n```\nrm\n```\n'),
    [
      `${ABOVE + 5}:1 Code has no place in a script. Begin the line with “- ”, no further in than its neighbours.`,
    ],
  ],
  [
    'a cue below a cue',
    withBody('# Open\n\n- Hello.\n  - And this.\n'),
    [
      expect.stringContaining(
        `${ABOVE + 4}:3 Under a cue stands what can be said, and nothing else.`,
      ) as string,
    ],
  ],
  [
    'an empty cue',
    withBody('# Open\n\n-\n- Hello.\n'),
    [`${ABOVE + 3}:1 This cue is empty. Write what the agent does, beginning with a verb.`],
  ],
  [
    'a teach-back of nothing',
    withBody('# Close\n\n- Teach-back:\n'),
    [`${ABOVE + 3}:1 This teach-back asks nothing. Write what the patient is asked to say back.`],
  ],
  [
    'a misspelt field, lines below where its cue begins',
    withBody('# Open\n\n- Say your name,\n  {{agent.nam}}.\n'),
    [`${ABOVE + 4}:3 There is no field “agent.nam”. Perhaps you meant {{agent.name}}.`],
  ],
  [
    'a field that may be unknown',
    withBody('# Open\n\n- Say {{patient.name}}.\n'),
    [
      `${ABOVE + 3}:7 The field “patient.name” may be unknown. Write what is shown then, as in {{patient.name|their name}}.`,
    ],
  ],
  [
    'a field without an end',
    withBody('# Open\n\n- Say {{agent.name.\n'),
    [`${ABOVE + 3}:7 A field begins here and does not end. Close it with }}, as in {{agent.name}}.`],
  ],
  [
    'a link that is not encrypted',
    withBody('# Open\n\n- [Page](http://example.org)\n'),
    [
      expect.stringContaining(
        `${ABOVE + 3}:3 The link “Page” leads nowhere a script may lead: “http://example.org”.`,
      ) as string,
    ],
  ],
  [
    'a link that would run something',
    withBody('# Open\n\n- [Page](javascript:alert)\n'),
    [expect.stringContaining('leads nowhere a script may lead: “javascript:alert”.') as string],
  ],
  [
    'a link about the patient',
    withBody('# Open\n\n- [Page](https://example.org/?n={{patient.name}})\n'),
    [expect.stringContaining('“Page” has a field in it.') as string],
  ],
  [
    'a link without words',
    withBody('# Open\n\n- Go [](#open)\n'),
    [`${ABOVE + 3}:6 The link has no words. Write [words](address).`],
  ],
  [
    'a turn to a phase that is not there',
    withBody('# Open\n\n- Hello. [On](#act)\n'),
    [`${ABOVE + 3}:10 There is no phase “act” to turn to. There is #open.`],
  ],
  [
    'a chip that is too long',
    withBody('# Open\n\n- Hello.\n\n# Chips\n\n## Angry about the long wait\n\n- Agree.\n'),
    [
      `${ABOVE + 7}:1 The chip “Angry about the long wait” is too long. Write at most 20 characters, like “Angry”.`,
    ],
  ],
  [
    'a red-flag card that calls nobody',
    inHead('when:\n  queues: [results, lab]\nred-flags: [medical-emergency]', 'kind: red-flag').replace(
      BODY,
      '# Signs\n\n- Fear.\n\n# Do\n\n- Stay.\n',
    ),
    [
      '12:7 This card does not say whom it calls. Write “call:” and the name of a hand-off of the profile, like emergency.',
    ],
  ],
  [
    'a red-flag card without steps',
    inHead(
      'when:\n  queues: [results, lab]\nred-flags: [medical-emergency]',
      'kind: red-flag\ncall: emergency',
    ).replace(BODY, '# Signs\n\n- Fear.\n'),
    ['18:1 The card has no part “Do”. Write “# Do” and cues under it.'],
  ],
  [
    'a novel',
    `${sound()}${'- More.\n'.repeat(15_000)}`,
    [expect.stringContaining('1:1 The file has ') as string],
  ],
];
