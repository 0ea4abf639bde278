import { scriptRef, scriptRule } from '../script/choose.ts';
import { pageTarget } from '../script/link.ts';
import { scriptMove, scriptPlace } from '../script/place.ts';
import { callScript, chip, redFlagCard } from '../script/script.ts';
import { scriptOutcome, wrapUp, wrapUpNote } from '../script/wrap-up.ts';
import { scriptOrigin } from './script-book.ts';
import type { ScriptCommandName } from './names.ts';
import { doneSchema, opaqueId, resultSchema, z } from './schema.ts';

/** A script with what stands around it in its language. */
export const openScript = z.object({
  script: callScript,
  from: scriptOrigin,
  /** The script's own, then those of the language. */
  chips: z.array(chip),
  /** Those that the script names, then the others: each is one key away in any call. */
  cards: z.array(redFlagCard),
});
export type OpenScript = z.infer<typeof openScript>;

/**
 * The script that stands beside a call, or beside the callback in hand while nobody has been called for it yet. Whole,
 * so that it is on the screen with the call: a question for it would come back after the alert.
 */
export const scriptBeside = z.object({
  /** Id of the call, or of the callback. */
  subjectId: opaqueId,
  open: openScript,
  rule: scriptRule,
  place: scriptPlace,
  /** The call is over, and how it went is asked; null while it is not, and once it was said. */
  wrapUp: wrapUp.nullable(),
});
export type ScriptBeside = z.infer<typeof scriptBeside>;

/** A line of the list of scripts, with what is searched in. */
export const scriptLine = z.object({
  id: z.string(),
  language: z.string(),
  title: z.string(),
  summary: z.string(),
  from: scriptOrigin,
  /** Everything that stands in it, folded as `shared/search.ts` does. */
  text: z.string(),
});
export type ScriptLine = z.infer<typeof scriptLine>;

const howItWent = z.object({ callId: opaqueId, outcome: scriptOutcome.nullable(), note: wrapUpNote });

/** What the desk may ask about scripts. */
export const scriptCommands = {
  /** In the order of their titles, `from` so many on. */
  listScripts: {
    input: z.object({ from: z.number().int().min(0), limit: z.number().int().min(1).max(50) }),
    output: resultSchema(z.object({ lines: z.array(scriptLine), more: z.boolean() })),
  },
  /** Another script for this call, from its first phase. `script-unknown` when there is none of this id. */
  chooseScript: { input: z.object({ subjectId: opaqueId, script: scriptRef }), output: doneSchema },
  /** A move that makes no sense where the agent is changes nothing. */
  moveInScript: { input: z.object({ subjectId: opaqueId, move: scriptMove }), output: doneSchema },
  /** How a call went, while it is being said: picked and typed, and not kept for good yet. */
  draftWrapUp: { input: howItWent.partial({ outcome: true, note: true }), output: doneSchema },
  /**
   * Keeps how a call went with the call; without an outcome and a note there was nothing to say. `bad-request` for an
   * outcome that is not the script's, `call-unknown` when nothing is asked of this call (any more).
   */
  wrapUp: { input: howItWent, output: doneSchema },
  /** Opens a page in the browser. `page-unknown` unless a link of this script leads there. */
  openScriptPage: { input: z.object({ script: scriptRef, to: pageTarget }), output: doneSchema },
} as const satisfies Record<ScriptCommandName, { input: z.ZodType; output: z.ZodType }>;
export type ScriptCommands = typeof scriptCommands;
