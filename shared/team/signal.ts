import { instantMs, opaqueId, z } from '../contract/schema.ts';
import type { agentName } from '../callback/event.ts';
import { scriptRef } from '../script/choose.ts';
import { scriptPlace } from '../script/place.ts';

/**
 * What desks of a team tell one another for the moment. Sealed and signed like the log's events, and kept by nobody:
 * what must last stands in the log. Who says it is told by the signature.
 */

export const SIGNAL_VERSION = 1;

/** A signal older than this is never shown as if it were of now. */
export const FRESH_FOR_MS = 15 * 60_000;

const extension = z.string().regex(/^[0-9]{1,15}$/);

/** What ended a red flag. */
export const flagEnd = z.enum(['call-ended', 'false-alarm']);
export type FlagEnd = z.infer<typeof flagEnd>;

/** An agent opened a red-flag card in a call. It holds nothing of the patient; it is told again while it is so. */
const redFlag = z.object({
  type: z.literal('red-flag'),
  id: opaqueId,
  card: scriptRef,
  /** By the hub's clock on its way, by the desk's own at either end. */
  sinceMs: instantMs,
});

const redFlagOver = z.object({ type: z.literal('red-flag-over'), id: opaqueId, why: flagEnd });

/** A lead sees to it. Counts from a lead alone. */
const redFlagSeen = z.object({ type: z.literal('red-flag-seen'), id: opaqueId });

/** A script goes along with the patient who is being handed to a colleague. */
export const handOver = z.object({
  type: z.literal('hand-over'),
  id: opaqueId,
  /** Extension of the desk that it is for. */
  to: extension,
  /** Extension that the patient comes from. */
  from: extension,
  script: scriptRef,
  version: z.number().int().min(1),
  place: scriptPlace,
  /** The patient's, to know the call by; null when it is withheld. */
  number: z.string().min(1).max(64).nullable(),
});
export type HandOver = z.infer<typeof handOver>;

export const signal = z.discriminatedUnion('type', [redFlag, redFlagOver, redFlagSeen, handOver]);
export type Signal = z.infer<typeof signal>;

/** A signal as it came, from whom the hub and the signature say. */
export interface Heard {
  readonly signal: Signal;
  readonly author: z.infer<typeof agentName>;
  /** As the roster has it. */
  readonly name: string;
  /** When the hub took it, by this desk's clock. */
  readonly atMs: number;
}

/**
 * What became of a signal of ours: the hub has it; nobody is there to tell; it came too late to be true; it was over
 * before it was sent.
 */
export type Posted = 'told' | 'nobody' | 'late' | 'over';

/** The way to the colleagues: none there is, none just now, there, or a hub that has no signals. */
export const signalLink = z.enum(['nobody', 'away', 'here', 'off']);
export type SignalLink = z.infer<typeof signalLink>;
