import { z } from '../contract/schema.ts';

/**
 * The people of the practice line, one JSON file each in assets/practice/. Every sentence they can say is written
 * there and recorded beforehand (`npm run practice:voices`).
 */

/** How espeak-ng speaks as this person. */
const voice = z.strictObject({
  /** espeak-ng voice and variant, `en-us+f3`. */
  name: z.string().regex(/^[a-z]+(-[a-z0-9]+)*(\+[A-Za-z0-9]+)?$/),
  /** 0-99; 50 is the voice's own. */
  pitch: z.number().int().min(0).max(99),
  wordsPerMin: z.number().int().min(80).max(260),
});
export type VoiceSettings = z.infer<typeof voice>;

const sentence = z.string().min(2).max(240);

/** How patient the person is. All in milliseconds. */
const temper = z.strictObject({
  /** Quiet on the agent's side that counts as "your turn". */
  turnAfterMs: z.number().int().min(400).max(5000),
  /** Quiet after which they ask whether anybody is there. */
  promptAfterMs: z.number().int().min(3000).max(20_000),
  /** How long the agent must talk over them before they stop. A short "mm-hm" never stops anybody. */
  yieldAfterMs: z.number().int().min(300).max(5000),
  /** Longest time on hold. */
  holdForMs: z.number().int().min(10_000).max(600_000),
});

const conversation = {
  voice,
  temper,
  opening: sentence,
  /** Said in order, one a turn. */
  lines: z.array(sentence).min(1).max(12),
  /** Said one after the other while the agent stays silent; each time the agent speaks it starts over. */
  silence: z.array(sentence).min(1).max(4),
  /** Said when the prompts are used up, before hanging up. */
  gaveUp: sentence,
  /** Said in turn after having been talked over; then the interrupted line again. */
  talkedOver: z.array(sentence).min(1).max(4),
  /** Said, and then they hang up, after so many interruptions. Null: they put up with any number. */
  walkOut: z.strictObject({ afterInterruptions: z.number().int().min(2), says: sentence }).nullable(),
  /** Said when a hold of some seconds is over. */
  afterHold: sentence,
  closing: sentence,
};

export const patientPersona = z.strictObject({
  kind: z.literal('patient'),
  /** Also the name of the file and of the folder of recordings. */
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  /** Place in the picker, the easiest first. */
  order: z.number().int().min(1),
  name: z.string().min(1).max(60),
  /** From the numbers that belong to nobody: +1 NXX 555 01XX. */
  number: z.string().regex(/^\+1[2-9]\d{2}55501\d{2}$/),
  /** The line that the call came in on, as a PBX would name it. */
  queue: z.string().min(1).max(40),
  /** One line for the picker: who calls, and in what mood. */
  brief: z.string().min(1).max(100),
  mood: z.enum(['shy', 'worried', 'hard-of-hearing', 'angry']),
  /** What happened, and what would help. For whoever leads the exercise. */
  story: z.string().min(1).max(800),
  /** How long they let it ring. */
  ringForMs: z.number().int().min(5000).max(60_000),
  ...conversation,
});
export type PatientPersona = z.infer<typeof patientPersona>;

/** Somebody in the house whom the agent may call, consult and transfer to. */
export const colleaguePersona = z.strictObject({
  kind: z.literal('colleague'),
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  name: z.string().min(1).max(60),
  extension: z.string().regex(/^\d{3}$/),
  /** How long it rings there before they pick up. */
  answerAfterMs: z.number().int().min(0).max(20_000),
  ...conversation,
});
export type ColleaguePersona = z.infer<typeof colleaguePersona>;

export const persona = z.discriminatedUnion('kind', [patientPersona, colleaguePersona]);
export type Persona = z.infer<typeof persona>;

/** Everything that this person can say, each sentence once. */
export function sentencesOf(person: Persona): string[] {
  const { opening, lines, silence, gaveUp, talkedOver, walkOut, afterHold, closing } = person;
  const all = [opening, ...lines, ...silence, gaveUp, ...talkedOver, afterHold, closing];
  return [...new Set(walkOut ? [...all, walkOut.says] : all)];
}
