import { party } from '#shared/call/call.ts';
import { instantMs, opaqueId, z } from '#shared/contract/schema.ts';
import { scriptRef } from '#shared/script/choose.ts';
import { scriptPlace } from '#shared/script/place.ts';
import { scriptOutcome, wrapUpNote } from '#shared/script/wrap-up.ts';

/**
 * What is kept in the agent's records of a script beside somebody, so that a crash of the app loses neither the place in
 * it nor a word of the note. A shift later nobody looks for it any more.
 */
export const KEPT_FOR_MS = 12 * 3_600_000;

export const keptScript = z.object({
  /** Id of the callback, or of the call. */
  anchor: opaqueId,
  script: scriptRef,
  place: scriptPlace,
  /** The call that was answered; null for a callback that nobody spoke about yet. */
  call: z.object({ id: opaqueId, who: party }).nullable(),
  outcome: scriptOutcome.nullable(),
  note: wrapUpNote,
  /** When it was last true, ms since the epoch. */
  atMs: instantMs,
});
export type KeptScript = z.infer<typeof keptScript>;
