/** A sound person of the practice line, and what can be wrong with one. */

const SOUND = `{
  "kind": "patient",
  "id": "ada-sample",
  "order": 1,
  "name": "Ada Sample",
  "number": "+12065550100",
  "queue": "Results",
  "script": "results-late",
  "brief": "Waits for a result.",
  "story": "She waits.",
  "ringForMs": 20000,
  "voice": { "name": "en-us+f3", "pitch": 50, "wordsPerMin": 150 },
  "temper": { "turnAfterMs": 900, "promptAfterMs": 6000, "yieldAfterMs": 600, "holdForMs": 60000 },
  "feeling": {
    "atFirst": 40,
    "angeredBy": { "talkedOver": 20, "silence": 10, "rushed": 15 },
    "calmedBy": { "chip": 15, "pause": 10, "heardOut": 5 },
    "eased": ["Thank you."],
    "hurt": ["You do not listen."],
    "walkOut": { "at": 90, "says": "I am going." }
  },
  "opening": "Hello, this is Ada.",
  "lines": [
    { "open": "I wait for a result.", "tense": "My result.", "heavy": true },
    { "open": "It keeps me awake." }
  ],
  "silence": ["Hello?"],
  "gaveUp": "Nobody there.",
  "talkedOver": ["Let me finish."],
  "afterHold": "Yes?",
  "closing": { "open": "Thank you. Bye.", "tense": "Bye." }
}
`;

const COLLEAGUE = `{
  "kind": "colleague",
  "id": "ada-sample",
  "name": "Ada Sample",
  "extension": "303",
  "answerAfterMs": 2000,
  "voice": { "name": "en-us+f3", "pitch": 50, "wordsPerMin": 150 },
  "temper": { "turnAfterMs": 900, "promptAfterMs": 6000, "yieldAfterMs": 600, "holdForMs": 60000 },
  "opening": "Nurse desk.",
  "lines": ["Yes?"],
  "silence": ["Hello?"],
  "gaveUp": "Nobody there.",
  "talkedOver": ["Sorry."],
  "afterHold": "Yes.",
  "closing": "Bye."
}
`;

/** Put together here: what stands in our files may be nobody's number. */
const SOMEBODYS = ['+1206', '555', '1234'].join('');

export const FILE = 'ada-sample.json';
export const sound = (): string => SOUND;
export const soundColleague = (): string => COLLEAGUE;

/** @throws {Error} when the text to be broken is not there: then the sample would be sound */
function broken(from: string, to: string, text = SOUND): string {
  if (!text.includes(from)) throw new Error(`${from} is not in the sample`);
  return text.replace(from, to);
}

/** Each: what is wrong, the file, and the remarks it must bring, where they stand. */
export const BROKEN: readonly (readonly [name: string, text: string, remarks: readonly string[]])[] = [
  ['an empty file', '', ['1:1 This is not JSON: the end of the file cannot stand here. Write a value.']],
  ['a list', '[]', ['1:1 The file holds no person. Write “{ "kind": "patient", … }”.']],
  [
    'a comma too many',
    broken('"order": 1,', '"order": 1,,'),
    ['4:14 This is not JSON: “,” cannot stand here. Write a key in double quotes.'],
  ],
  [
    'a comma too few',
    broken('"order": 1,', '"order": 1'),
    ['5:3 This is not JSON: “"name": "Ada” cannot stand here. Write a comma or a closing brace.'],
  ],
  [
    'a brace that is never closed',
    broken('"tense": "Bye." }\n}', '"tense": "Bye." }'),
    ['32:1 This is not JSON: the end of the file cannot stand here. Write a comma or a closing brace.'],
  ],
  [
    'a quote that is never closed',
    broken('"Nobody there."', '"Nobody there.'),
    ['28:13 This is not JSON: “"Nobody ther” cannot stand here. Write a text that ends with a double quote.'],
  ],
  [
    'a comment',
    broken('  "order": 1,', '  // the first\n  "order": 1,'),
    ['4:3 This is not JSON: “// the first” cannot stand here. Write a key in double quotes.'],
  ],
  [
    'a key that stands twice',
    broken('"gaveUp"', '"opening"'),
    ['28:3 This is not JSON: “"opening": "” cannot stand here. Write each key once.'],
  ],
  [
    'another kind',
    broken('"kind": "patient"', '"kind": "doctor"'),
    ['2:11 “kind” cannot be “doctor”. Write "patient" or "colleague".'],
  ],
  [
    'no kind',
    broken('  "kind": "patient",\n', ''),
    ['1:1 “kind” is missing. Write "patient" or "colleague".'],
  ],
  [
    'a misspelt key',
    broken('"opening"', '"openning"'),
    ['22:3 There is no key “openning”. Perhaps you meant “opening”.'],
  ],
  [
    'a key that is not known',
    broken('"order": 1,', '"order": 1,\n  "colour": "blue",'),
    [
      '5:3 There is no key “colour”. Known here: kind, id, name, voice, temper, opening, silence, gaveUp, talkedOver, afterHold, order, number, queue, script, brief, story, ringForMs, feeling, lines, closing.',
    ],
  ],
  [
    'a missing key',
    broken('  "gaveUp": "Nobody there.",\n', ''),
    ['1:1 “gaveUp” is missing. Write a sentence of 2 to 240 characters, in double quotes.'],
  ],
  [
    'an id that is not the name of the file',
    broken('"id": "ada-sample"', '"id": "eve-sample"'),
    [
      '3:9 The id “eve-sample” is not the name of the file “ada-sample.json”. Call the file eve-sample.json, or change the id.',
    ],
  ],
  [
    'an id with a space',
    broken('"id": "ada-sample"', '"id": "Ada Sample"'),
    ['3:9 “id” cannot be “Ada Sample”. Write small letters and hyphens, like worried-parent.'],
  ],
  [
    'a number that may be somebody’s',
    broken('+12065550100', SOMEBODYS),
    [`6:13 “number” cannot be “${SOMEBODYS}”. Write a number that belongs to nobody, like +12065550117.`],
  ],
  [
    'a number of another country',
    broken('+12065550100', '+442079460123'),
    ['6:13 “number” cannot be “+442079460123”. Write a number that belongs to nobody, like +12065550117.'],
  ],
  [
    'a place that is no number',
    broken('"order": 1', '"order": "first"'),
    ['4:12 “order” cannot be “first”. Write a whole number from 1 to 999.'],
  ],
  [
    'a script that is no id',
    broken('"results-late"', '"Results are late"'),
    [
      '8:13 “script” cannot be “Results are late”. Write small letters, digits and hyphens, like results-late.',
    ],
  ],
  [
    'a voice that is none',
    broken('en-us+f3', 'Ada’s voice'),
    [
      '12:22 “voice.name” cannot be “Ada’s voice”. Write a voice of espeak-ng and its variant, like en-us+f3.',
    ],
  ],
  [
    'a voice that is too quick',
    broken('"wordsPerMin": 150', '"wordsPerMin": 400'),
    ['12:62 “voice.wordsPerMin” cannot be “400”. Write a whole number of words per minute from 80 to 260.'],
  ],
  [
    'a temper of half a second',
    broken('"promptAfterMs": 6000', '"promptAfterMs": 500'),
    [
      '13:52 “temper.promptAfterMs” cannot be “500”. Write a whole number of milliseconds from 3000 to 20000.',
    ],
  ],
  [
    'a trigger that is not known',
    broken('"talkedOver": 20', '"talkOver": 20'),
    ['16:20 There is no key “talkOver”. Perhaps you meant “talkedOver”.'],
  ],
  [
    'a trigger without points',
    broken('"chip": 15', '"chip": 0'),
    ['17:27 “feeling.calmedBy.chip” cannot be “0”. Write a whole number of points from 1 to 60.'],
  ],
  [
    'a trigger that angers and calms',
    broken('"chip": 15', '"chip": 15, "silence": 5'),
    ['17:31 “silence” cannot both anger and calm the same person. Take it out of one of the two.'],
  ],
  [
    'a tension off the ladder',
    broken('"atFirst": 40', '"atFirst": 140'),
    ['15:16 “feeling.atFirst” cannot be “140”. Write a whole number of points from 0 to 100.'],
  ],
  [
    'a walk-out before the call',
    broken('"at": 90', '"at": 30'),
    [
      '20:24 They would walk out as they begin: at 30, and they call at 40. Write more than 40, or null for somebody who stays.',
    ],
  ],
  [
    'no lines',
    broken(
      '{ "open": "I wait for a result.", "tense": "My result.", "heavy": true },\n    { "open": "It keeps me awake." }',
      '',
    ),
    [
      '23:12 “lines” cannot be what stands there. Write a list of 1 to 12 lines, each like { "open": "…", "tense": "…" }.',
    ],
  ],
  [
    'a line that is only a sentence',
    broken('{ "open": "It keeps me awake." }', '"It keeps me awake."'),
    [
      '25:5 “lines.1” cannot be “It keeps me awake.”. Write open and, where they say it otherwise when upset, tense, in braces.',
    ],
  ],
  [
    'a line without what is said openly',
    broken('{ "open": "It keeps me awake." }', '{ "tense": "No." }'),
    ['25:5 “lines.1.open” is missing. Write a sentence of 2 to 240 characters, in double quotes.'],
  ],
  [
    'a line that is heavy by a word',
    broken('"heavy": true', '"heavy": "yes"'),
    ['24:71 “lines.0.heavy” cannot be “yes”. Write true, or leave it out.'],
  ],
  [
    'one sentence where a list belongs',
    broken('["Hello?"]', '"Hello?"'),
    ['27:14 “silence” cannot be “Hello?”. Write a list of 1 to 4 sentences, in square brackets.'],
  ],
  [
    'a closing that is the same in every mood',
    broken('{ "open": "Thank you. Bye.", "tense": "Bye." }', '"Bye."'),
    ['31:14 “closing” cannot be “Bye.”. Write open and tense, in braces.'],
  ],
  [
    'a story without an end',
    broken('She waits.', 'She waits. '.repeat(100)),
    [
      '10:12 “story” cannot be “She waits. She waits. She waits. She wa…”. Write a text of 1 to 800 characters.',
    ],
  ],
  [
    'two mistakes',
    broken('"pitch": 50', '"pitch": 500').replace('"ringForMs": 20000', '"ringForMs": 20'),
    [
      '11:16 “ringForMs” cannot be “20”. Write a whole number of milliseconds from 5000 to 60000.',
      '12:43 “voice.pitch” cannot be “500”. Write a whole number from 0 to 99.',
    ],
  ],
  [
    'a colleague with the number of the echo',
    broken('"303"', '"600"', COLLEAGUE),
    [
      '5:16 The extension 600 is taken: it is the echo, or always busy, or never answers. Give them another one.',
    ],
  ],
  [
    'a colleague who feels',
    broken('"closing": "Bye."', '"closing": "Bye.",\n  "feeling": {}', COLLEAGUE),
    [
      '16:3 There is no key “feeling”. Known here: kind, id, name, voice, temper, opening, silence, gaveUp, talkedOver, afterHold, extension, answerAfterMs, lines, closing.',
    ],
  ],
  [
    'a file as long as a book',
    `{ "kind": "${'a'.repeat(60_000)}" }`,
    ['1:1 The file has 60014 characters. Keep a person to 60000.'],
  ],
];
