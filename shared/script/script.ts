import { z } from '../contract/schema.ts';
import { scriptHead } from './head.ts';
import { linkTarget } from './link.ts';

/**
 * A script as the desk draws it, read from its file by main/scripts (docs/scripts.md is the language). Nothing here
 * is ever run: what is no field and no link is text.
 */

export const PHASES = ['open', 'listen', 'act', 'check', 'close'] as const;
export const phaseName = z.enum(PHASES);
export type PhaseName = z.infer<typeof phaseName>;

/** A run of words in a cue. */
export const span = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('strong'), text: z.string() }),
  /** Filled from the call; `fallback` is shown while nothing is known. */
  z.object({ kind: z.literal('field'), name: z.string(), fallback: z.string() }),
  z.object({ kind: z.literal('link'), text: z.string(), to: linkTarget }),
]);
export type Span = z.infer<typeof span>;

export const cue = z.object({
  spans: z.array(span),
  /** One way to say it, and another. */
  say: z.array(z.array(span)),
  /** Asks the patient to say it back in their own words (AHRQ Health Literacy Universal Precautions Toolkit). */
  isTeachBack: z.boolean(),
});
export type Cue = z.infer<typeof cue>;

const leafBranch = z.object({ title: z.string(), cues: z.array(cue) });
/** Something that the patient said or is; the agent picks it, and its cues follow. */
export const branch = leafBranch.extend({ branches: z.array(leafBranch) });
export type Branch = z.infer<typeof branch>;

export const phase = z.object({
  name: phaseName,
  /** The script's own title for it; null for the usual one. */
  title: z.string().nullable(),
  cues: z.array(cue),
  branches: z.array(branch),
});
export type Phase = z.infer<typeof phase>;

/** A feeling or a moment that may interrupt any phase. */
export const chip = z.object({ title: z.string(), cues: z.array(cue) });
export type Chip = z.infer<typeof chip>;

export const callScript = scriptHead.extend({
  kind: z.literal('script'),
  phases: z.array(phase).min(1),
  /** Its own; those of the language's chips file come beside them. */
  chips: z.array(chip),
});
export type CallScript = z.infer<typeof callScript>;

/** A card that leaves the script at once. */
export const redFlagCard = scriptHead.extend({
  kind: z.literal('red-flag'),
  /** What one may hear. */
  signs: z.array(cue),
  /** What to do until help has the patient. */
  steps: z.array(cue),
});
export type RedFlagCard = z.infer<typeof redFlagCard>;

/** The chips that every script of a language has. */
export const chipSet = scriptHead.extend({ kind: z.literal('chips'), chips: z.array(chip) });
export type ChipSet = z.infer<typeof chipSet>;

export const scriptFile = z.discriminatedUnion('kind', [callScript, redFlagCard, chipSet]);
export type ScriptFile = z.infer<typeof scriptFile>;
