import type { Call } from '../call/call.ts';
import { party } from '../call/call.ts';
import { opaqueId, z } from '../contract/schema.ts';

/** What is asked once a call is over: one of the script's own outcomes, and a note. */

/** As an agent types it. */
export const wrapUpNote = z.string().max(4000);
/** One of the script's outcomes, in its words. */
export const scriptOutcome = z.string().max(40);

/** How a call went, so far as it has been said. */
export const wrapUp = z.object({
  callId: opaqueId,
  /** Whom the call was with. */
  who: party,
  /** Null while none was picked. */
  outcome: scriptOutcome.nullable(),
  note: wrapUpNote,
});
export type WrapUp = z.infer<typeof wrapUp>;

/** Somebody was spoken with, and it is over. A colleague's call needs no outcome, and one whose place another took goes on there. */
export function asksHowItWent({ phase, answeredAt, consultFor }: Call): boolean {
  return (
    phase.name === 'ended' && phase.reason !== 'merged-away' && answeredAt !== null && consultFor === null
  );
}

/** Whether there is anything to keep of it. */
export function saysSomething({ outcome, note }: Pick<WrapUp, 'outcome' | 'note'>): boolean {
  return outcome !== null || note.trim() !== '';
}
