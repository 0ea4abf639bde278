import { scriptRef } from '../script/choose.ts';
import { chip, redFlagCard, scriptFile } from '../script/script.ts';
import type { ScriptBookCommandName } from './names.ts';
import { appErrorSchema, doneSchema, instantMs, opaqueId, resultSchema, z } from './schema.ts';

/** Writing scripts: drafts, what is published for the team, and what was published before. */

/** Several times what the longest script takes; more is not read. */
const MAX_TYPED_CHARS = 200_000;
const scriptText = z.string().max(MAX_TYPED_CHARS);

/** Where a script on the shelf is from. The team's stand before those of a folder, and those before the app's. */
export const scriptOrigin = z.enum(['team', 'folder', 'app']);
export type ScriptOrigin = z.infer<typeof scriptOrigin>;

/** Whether something can be published now. */
export const bookStanding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('open') }),
  /** Only those who lead publish; their names, as far as the team is known. */
  z.object({ kind: z.literal('reader'), leads: z.array(z.string()) }),
  /** There is no link to the team's hub now, or its scripts are being read. */
  z.object({ kind: z.literal('away') }),
  /** The hub takes no scripts as it is set up; the queue goes on. */
  z.object({ kind: z.literal('off'), error: appErrorSchema }),
]);
export type BookStanding = z.infer<typeof bookStanding>;

/** What the desk always knows of the team's scripts. */
export const scriptBookState = z.object({
  /** Changes whenever something was published, withdrawn, drafted or dropped. */
  revision: z.number().int(),
  standing: bookStanding,
});
export type ScriptBookState = z.infer<typeof scriptBookState>;

/** Which version of a script the team has, and since when. */
export const versionMark = z.object({
  version: z.number().int().min(1),
  by: z.string(),
  /** Hub time. */
  atMs: instantMs,
  /** `unreadable`: written for a newer Hearthline. Then, as when it is withdrawn, the script below it stands. */
  state: z.enum(['stands', 'withdrawn', 'unreadable']),
});
export type VersionMark = z.infer<typeof versionMark>;

export const bookLine = z.object({
  id: z.string(),
  language: z.string(),
  kind: z.enum(['script', 'red-flag', 'chips']),
  title: z.string(),
  summary: z.string(),
  /** Which one stands beside calls now; null for a draft of something new, or nothing that can be read. */
  from: scriptOrigin.nullable(),
  published: versionMark.nullable(),
  /** The agent's own draft of it. */
  draftId: opaqueId.nullable(),
});
export type BookLine = z.infer<typeof bookLine>;

export const scriptRemark = z.object({
  kind: z.enum(['mistake', 'advice']),
  /** Counted from 1. */
  line: z.number().int(),
  column: z.number().int(),
  what: z.string(),
  fix: z.string(),
});
export type ScriptRemark = z.infer<typeof scriptRemark>;

/** What the reader says of a text, and the script as it would stand beside a call. */
export const checkedScript = z.object({
  remarks: z.array(scriptRemark),
  /** Null while there is a mistake. */
  script: scriptFile.nullable(),
  chips: z.array(chip),
  cards: z.array(redFlagCard),
  /** What this one would take the place of; null for something new, or while its id cannot be read. */
  replaces: scriptOrigin.nullable(),
});
export type CheckedScript = z.infer<typeof checkedScript>;

export const openedDraft = z.object({
  draftId: opaqueId,
  text: z.string(),
  /** The version that it was begun from; 0 for none. */
  base: z.number().int().min(0),
  /** Whether it is the agent's own draft; else it stands on the shelf so. */
  isDraft: z.boolean(),
  from: scriptOrigin.nullable(),
  published: versionMark.nullable(),
});
export type OpenedDraft = z.infer<typeof openedDraft>;

const draft = z.object({ draftId: opaqueId, text: scriptText, base: z.number().int().min(0) });
const published = resultSchema(versionMark);

export const scriptBookCommands = {
  /** Every script of the shelf, then the drafts of new ones; `from` so many on. */
  listBook: {
    input: z.object({ from: z.number().int().min(0), limit: z.number().int().min(1).max(100) }),
    output: resultSchema(z.object({ lines: z.array(bookLine), more: z.boolean() })),
  },
  /** The agent's draft of a script, else the text that stands; without a script a draft, or a new text. */
  openDraft: {
    input: z.object({ script: scriptRef.nullable(), draftId: opaqueId.nullable() }),
    output: resultSchema(openedDraft),
  },
  checkScript: {
    input: z.object({ text: scriptText, base: z.number().int().min(0) }),
    output: resultSchema(checkedScript),
  },
  /** Kept as typed, for this agent at this desk alone. */
  keepDraft: { input: draft, output: doneSchema },
  dropDraft: { input: z.object({ draftId: opaqueId }), output: doneSchema },
  /**
   * Publishes for the team as the next version. `script-mistakes`, `script-too-long`, `script-outrun` when somebody
   * published since `base`, `not-allowed` for those who do not lead, and what the hub or the disk say.
   */
  publishScript: { input: draft.extend({ draftId: opaqueId.nullable() }), output: published },
  /** The script below it stands again. Errors as for publishing. */
  withdrawScript: {
    input: z.object({ script: scriptRef, base: z.number().int().min(1) }),
    output: published,
  },
  /** Newest first. */
  listVersions: {
    input: z.object({ script: scriptRef }),
    output: resultSchema(z.array(versionMark)),
  },
  /** The text of a version and of the one before it; empty for none or a withdrawal. */
  readVersion: {
    input: z.object({ script: scriptRef, version: z.number().int().min(1) }),
    output: resultSchema(z.object({ text: z.string(), before: z.string() })),
  },
} as const satisfies Record<ScriptBookCommandName, { input: z.ZodType; output: z.ZodType }>;
export type ScriptBookCommands = typeof scriptBookCommands;
