import { opaqueId, z } from '../contract/schema.ts';

/**
 * What a team's leads tell all of its desks. Sealed and signed like the log's events; who says it is told by the signature,
 * and a word of somebody who does not lead is none. A kind that this Hearthline does not know says nothing to it.
 */

export const BULLETIN_VERSION = 1;

/** So long the hub keeps it (main/hub/layout.ts), and so long it counts. */
export const BULLETIN_LASTS_MS = 30 * 86_400_000;

/** Crisis mode is on, or off, from now on. The last word by the hub's order counts. */
const crisis = z.object({ kind: z.literal('crisis'), on: z.boolean(), id: opaqueId });

export const bulletin = z.discriminatedUnion('kind', [crisis]);
export type Bulletin = z.infer<typeof bulletin>;
