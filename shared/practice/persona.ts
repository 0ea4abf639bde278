import { z } from '../contract/schema.ts';
import { matching, wholeNumber } from '../profile/fields.ts';
import { scriptId } from '../script/head.ts';
import { MOST_TENSION, type Trigger } from './feeling.ts';

/**
 * The people of the practice line, one JSON file each in assets/practice/. Every sentence they can say is written
 * there and recorded beforehand (`npm run practice:voices`). Each field's message says what is expected in it.
 */

const line = (max: number) => {
  const expected = `a text of 1 to ${max} characters`;
  return z.string(expected).trim().min(1, expected).max(max, expected);
};
const whole = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return z.number(expected).int(expected).min(min, expected).max(max, expected);
};
const SENTENCE = 'a sentence of 2 to 240 characters, in double quotes';
const sentence = z.string(SENTENCE).min(2, SENTENCE).max(240, SENTENCE);
const sentences = (max: number) => {
  const expected = `a list of 1 to ${max} sentences, in square brackets`;
  return z.array(sentence, expected).min(1, expected).max(max, expected);
};

/** How espeak-ng speaks as this person. */
const voice = z.strictObject(
  {
    /** espeak-ng voice and variant, `en-us+f3`. */
    name: matching(
      /^[a-z]+(-[a-z0-9]+)*(\+[A-Za-z0-9]+)?$/,
      'a voice of espeak-ng and its variant, like en-us+f3',
    ),
    /** 50 is the voice's own. */
    pitch: whole(0, 99),
    wordsPerMin: wholeNumber(80, 260, 'words per minute'),
  },
  'name, pitch and wordsPerMin, in braces',
);
export type VoiceSettings = z.infer<typeof voice>;

/** How patient the person is. All in milliseconds. */
const temper = z.strictObject(
  {
    /** Quiet on the agent's side that counts as "your turn". */
    turnAfterMs: wholeNumber(400, 5000, 'milliseconds'),
    /** Quiet after which they ask whether anybody is there. */
    promptAfterMs: wholeNumber(3000, 20_000, 'milliseconds'),
    /** How long the agent must talk over them before they stop. A short "mm-hm" never stops anybody. */
    yieldAfterMs: wholeNumber(300, 5000, 'milliseconds'),
    /** Longest time on hold. */
    holdForMs: wholeNumber(10_000, 600_000, 'milliseconds'),
  },
  'turnAfterMs, promptAfterMs, yieldAfterMs and holdForMs, in braces',
);

const common = {
  /** Also the name of the file and of the folder of recordings. */
  id: matching(/^[a-z]+(-[a-z]+)*$/, 'small letters and hyphens, like worried-parent'),
  name: line(60),
  voice,
  temper,
  opening: sentence,
  /** Said one after the other while the agent stays silent; each time the agent speaks it starts over. */
  silence: sentences(4),
  /** Said when the prompts are used up, before hanging up. */
  gaveUp: sentence,
  /** Said in turn after having been talked over; then the interrupted line again. */
  talkedOver: sentences(4),
  /** Said when a hold of some seconds is over. */
  afterHold: sentence,
};

const LINES = 'a list of 1 to 12 lines, each like { "open": "…", "tense": "…" }';
const moodLine = z.strictObject(
  {
    /** Calm or uneasy: what they tell somebody who listens. */
    open: sentence,
    /** Upset or furious, they say this instead; without it they keep the line to themselves. */
    tense: sentence.optional(),
    /** Hard to say: a moment of quiet after it does them good. */
    heavy: z.literal(true, 'true, or leave it out').optional(),
  },
  'open and, where they say it otherwise when upset, tense, in braces',
);
export type MoodLine = z.infer<typeof moodLine>;

const some = wholeNumber(1, 60, 'points').optional();
const points = z.strictObject(
  {
    talkedOver: some,
    silence: some,
    rushed: some,
    chip: some,
    pause: some,
    heardOut: some,
  } satisfies Record<Trigger, typeof some>,
  'one or more of talkedOver, silence, rushed, chip, pause and heardOut with their points, in braces',
);
const feeling = z.strictObject(
  {
    /** Tension when they call, as in shared/practice/feeling.ts. */
    atFirst: wholeNumber(0, MOST_TENSION, 'points'),
    angeredBy: points,
    calmedBy: points,
    /** Said once each, in turn, when they have calmed down by a mood. */
    eased: sentences(3),
    /** Said once each, in turn, when they have become more upset by a mood. */
    hurt: sentences(3),
    /** Said at this tension, and then they hang up. Null: they stay, whatever happens. */
    walkOut: z
      .strictObject({ at: wholeNumber(1, MOST_TENSION, 'points'), says: sentence }, 'at and says, in braces')
      .nullable(),
  },
  'atFirst, angeredBy, calmedBy, eased, hurt and walkOut, in braces',
);

export const patientPersona = z.strictObject({
  kind: z.literal('patient', 'patient or colleague'),
  ...common,
  /** Place in the picker, the easiest first. */
  order: whole(1, 999),
  number: matching(/^\+1[2-9]\d{2}55501\d{2}$/, 'a number that belongs to nobody, like +12065550117'),
  /** The line that the call came in on, as a PBX would name it. */
  queue: line(40),
  /** Id of the script that stands beside the call. */
  script: scriptId,
  /** One line for the picker: who calls, and in what mood. */
  brief: line(100),
  /** What happened, and what would help. For whoever leads the exercise. */
  story: line(800),
  /** How long they let it ring. */
  ringForMs: wholeNumber(5000, 60_000, 'milliseconds'),
  feeling,
  /** In order, one a turn. */
  lines: z.array(moodLine, LINES).min(1, LINES).max(12, LINES),
  /** The last word, to somebody who listened and to somebody who did not. */
  closing: z.strictObject({ open: sentence, tense: sentence }, 'open and tense, in braces'),
});
export type PatientPersona = z.infer<typeof patientPersona>;

/** Somebody in the house whom the agent may call, consult and transfer to. */
export const colleaguePersona = z.strictObject({
  kind: z.literal('colleague', 'patient or colleague'),
  ...common,
  extension: matching(/^\d{3}$/, 'three digits in double quotes, like "301"'),
  /** How long it rings there before they pick up. */
  answerAfterMs: wholeNumber(0, 20_000, 'milliseconds'),
  /** In order, one a turn. */
  lines: sentences(12),
  closing: sentence,
});
export type ColleaguePersona = z.infer<typeof colleaguePersona>;

export const persona = z.discriminatedUnion('kind', [patientPersona, colleaguePersona]);
export type Persona = z.infer<typeof persona>;

/** Everything that this person can say, each sentence once. */
export function sentencesOf(person: Persona): string[] {
  const { opening, silence, gaveUp, talkedOver, afterHold } = person;
  const always = [opening, ...silence, gaveUp, ...talkedOver, afterHold];
  return [...new Set([...always, ...(person.kind === 'patient' ? moodWords(person) : plainWords(person))])];
}

function moodWords(patient: PatientPersona): string[] {
  const { lines, closing } = patient;
  const said = lines.flatMap(({ open, tense }) => (tense === undefined ? [open] : [open, tense]));
  const { eased, hurt, walkOut } = patient.feeling;
  return [...said, ...eased, ...hurt, ...(walkOut ? [walkOut.says] : []), closing.open, closing.tense];
}

function plainWords({ lines, closing }: ColleaguePersona): string[] {
  return [...lines, closing];
}
