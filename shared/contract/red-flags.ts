import { scriptRef } from '../script/choose.ts';
import { flagEnd } from '../team/signal.ts';
import type { RedFlagCommandName } from './names.ts';
import { doneSchema, instantMs, opaqueId, z } from './schema.ts';

/** Whether the leads know of a flag that was raised here. */
export const flagTold = z.enum([
  /** On its way. */
  'telling',
  /** The hub has it. */
  'told',
  /** The hub is away; it is told once it is back, while it is still so. */
  'waiting',
  /** The hub was away for too long. */
  'late',
  /** The team's hub has no signals. */
  'off',
  /** There is no hub: nobody is told. */
  'nobody',
]);
export type FlagTold = z.infer<typeof flagTold>;

/** A red flag that this agent raised in a call. */
export const ownFlag = z.object({
  callId: opaqueId,
  cardId: z.string(),
  told: flagTold,
  /** Names of the leads who see to it. */
  seenBy: z.array(z.string()),
});
export type OwnFlag = z.infer<typeof ownFlag>;

/** A red flag of a colleague, on a lead's desk. */
export const teamFlag = z.object({
  id: opaqueId,
  /** The agent who raised it. */
  name: z.string(),
  /** Title of the card, in its own language; null when it is not on this desk. */
  card: z.object({ title: z.string(), language: z.string() }).nullable(),
  sinceMs: instantMs,
  seenBy: z.array(z.string()),
  isMine: z.boolean(),
  /** Null while it goes on. */
  over: z.union([flagEnd, z.literal('no-word')]).nullable(),
});
export type TeamFlag = z.infer<typeof teamFlag>;

export const redFlags = z.object({ own: z.array(ownFlag), team: z.array(teamFlag) });
export type RedFlags = z.infer<typeof redFlags>;

/** What the desk may do about red flags. */
export const redFlagCommands = {
  /**
   * A card was opened in a call: the leads are told, once for each card of a call, and the call's journal has it.
   * `call-unknown` when the call is not up, `script-unknown` when there is no such card.
   */
  raiseRedFlag: { input: z.object({ callId: opaqueId, card: scriptRef }), output: doneSchema },
  /** It was none after all. */
  callOffRedFlag: { input: z.object({ callId: opaqueId, cardId: z.string().max(64) }), output: doneSchema },
  /** "I'm on it", from a lead. */
  answerRedFlag: { input: z.object({ id: opaqueId }), output: doneSchema },
  /** Takes it off this desk, for good. */
  putRedFlagAway: { input: z.object({ id: opaqueId }), output: doneSchema },
} as const satisfies Record<RedFlagCommandName, { input: z.ZodType; output: z.ZodType }>;
export type RedFlagCommands = typeof redFlagCommands;
