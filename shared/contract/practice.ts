import { balanceFigures } from '../call/line-state.ts';
import { MOODS, TRIGGERS } from '../practice/feeling.ts';
import { phaseName } from '../script/script.ts';
import type { PracticeCommandName } from './names.ts';
import { doneSchema, instantMs, opaqueId, resultSchema, z } from './schema.ts';

const lengthMs = z.number().nonnegative();
const mood = z.enum(MOODS);

/** Something that moved the patient: when, since the answer; what; and how they felt after it. */
const moment = z.object({ atMs: lengthMs, trigger: z.enum(TRIGGERS), isCalmer: z.boolean(), mood });

/** What an invented patient noticed of a call, until it was over or they were handed on. All times since the answer. */
export const callNotes = z.object({
  lengthMs,
  /** When the agent was first heard; null when never. */
  greetedAfterMs: lengthMs.nullable(),
  talkedOver: z.number().int().nonnegative(),
  /** The longest the patient waited for a word of the agent's. */
  longestWaitMs: lengthMs,
  moods: z.object({ from: mood, to: mood }),
  moments: z.array(moment).max(60),
  /** They had enough, and hung up. */
  walkedOut: z.boolean(),
});
export type CallNotes = z.infer<typeof callNotes>;

/** A call with an invented patient is over: what is known of it in the line window. */
export const practiceFacts = z.object({
  callId: opaqueId,
  patientId: z.string().max(64),
  notes: callNotes,
  balance: balanceFigures.nullable(),
});
export type PracticeFacts = z.infer<typeof practiceFacts>;

/** What helped, and what could be tried next time. No mark and no rank: nobody is compared with anybody. */
export const HELPED = [
  'calmed',
  'pause',
  'chip',
  'heard-out',
  'never-talked-over',
  'greeted-soon',
  'listened',
  'all-phases',
  'stayed',
] as const;
export const TRY_NEXT = [
  'let-finish',
  'begin-slower',
  'say-when-quiet',
  'greet-sooner',
  'shorter',
  'pause',
  'chip',
  'all-phases',
  'harder',
] as const;

/** What is shown to the agent after a practice call. Nothing of it is about a real person. */
export const debrief = z.object({
  id: opaqueId,
  at: instantMs,
  patient: z.object({ id: z.string().max(64), name: z.string().max(60) }),
  notes: callNotes,
  /** Shares of the time in percent; null when the call was too short to say. */
  shares: z.object({ own: z.number(), their: z.number(), quiet: z.number() }).nullable(),
  longestMonologueMs: lengthMs.nullable(),
  /** The script beside the call; null when none stood there. */
  script: z
    .object({
      title: z.string(),
      phases: z.array(z.object({ name: phaseName, isVisited: z.boolean() })),
      chipsUsed: z.array(z.string()),
    })
    .nullable(),
  helped: z.array(z.enum(HELPED)).min(1).max(3),
  tryNext: z.enum(TRY_NEXT),
});
export type Debrief = z.infer<typeof debrief>;

/** What the desk may ask about debriefs. */
export const practiceCommands = {
  /** Writes the debrief on screen to this computer's disk; `debrief-unkept` when the disk refuses. */
  keepDebrief: { input: z.object({ id: opaqueId }), output: doneSchema },
  /** Takes it off the screen; unless it was kept, it is gone. */
  closeDebrief: { input: z.object({ id: opaqueId }), output: doneSchema },
  /** Those that were kept on this computer, newest first. */
  listDebriefs: { input: z.undefined().optional(), output: resultSchema(z.array(debrief)) },
  deleteDebrief: { input: z.object({ id: opaqueId }), output: doneSchema },
} as const satisfies Record<PracticeCommandName, { input: z.ZodType; output: z.ZodType }>;
export type PracticeCommands = typeof practiceCommands;
