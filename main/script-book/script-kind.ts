import { z } from '#shared/contract/schema.ts';
import type { SealedKind } from '../hub/sealed-kind.ts';

/** What is sealed of a version: its text, or that the script is withdrawn. Who and when, the hub says. */
const scriptMessage = z.object({ text: z.string().max(200_000).nullable() });
export type ScriptMessageBody = z.infer<typeof scriptMessage>;

export const SCRIPT_KIND: SealedKind<ScriptMessageBody> = {
  domain: 'hearthline-script-1',
  version: 1,
  schema: scriptMessage,
};
