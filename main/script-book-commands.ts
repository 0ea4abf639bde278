import { readFile } from 'node:fs/promises';
import { SCRIPT_BOOK_COMMANDS } from '#shared/contract/names.ts';
import type {
  BookLine,
  CheckedScript,
  OpenedDraft,
  ScriptBookCommands,
  ScriptOrigin,
} from '#shared/contract/script-book.ts';
import { scriptWord } from '#shared/script/draft-text.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { AskedOffice } from './back-office/duties.ts';
import type { Desk } from './desk.ts';
import { NOBODY } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import type { DraftLine } from './script-book/authoring.ts';
import type { CheckedText } from './script-book/check-text.ts';
import { dangling, keyOf } from './scripts/library.ts';
import { inOrder } from './scripts/remark.ts';
import type { Shelved, ScriptShelf } from './scripts/shelf.ts';
import type { TeamBook } from './team-book.ts';

export interface ScriptBookCommandDeps {
  /** The sitting under way; null while nobody is signed in. */
  readonly desk: () => Desk | null;
  readonly office: () => AskedOffice;
  readonly shelf: ScriptShelf;
  readonly book: TeamBook;
  /** The text of a script of the app; null when there is none. */
  readonly builtInText: (ref: ScriptRef) => Promise<string | null>;
}

type Input<K extends keyof ScriptBookCommands> = Parameters<Handlers<ScriptBookCommands>[K]>[0];

/**
 * The commands of writing scripts: the back office keeps, checks and publishes. What stands on the shelf, and whether
 * what a script points at is there, main adds to it.
 */
export function scriptBookHandlers(deps: ScriptBookCommandDeps): Handlers<ScriptBookCommands> {
  const passed = Object.fromEntries(
    SCRIPT_BOOK_COMMANDS.map((name) => [name, (input: unknown) => pass(deps, name, input)]),
  );
  return {
    // These names are duties of the back office with the same input and answer (duties.ts).
    ...(passed as unknown as Handlers<ScriptBookCommands>),
    listBook: (page) => listBook(deps, page),
    openDraft: (asked) => openDraft(deps, asked),
    checkScript: (asked) => checkScript(deps, asked),
    publishScript: (draft) => publishScript(deps, draft),
  };
}

async function pass({ desk, office }: ScriptBookCommandDeps, name: string, input: unknown): Promise<unknown> {
  if (!desk()) return NOBODY;
  const ask = office() as unknown as Record<string, (input: unknown) => Promise<unknown>>;
  return ask[name]?.(input);
}

async function listBook(
  { desk, office, shelf, book }: ScriptBookCommandDeps,
  { from, limit }: Input<'listBook'>,
): Promise<Result<{ lines: BookLine[]; more: boolean }, AppError>> {
  if (!desk()) return NOBODY;
  const drafts = await office().listDrafts(null);
  if (!drafts.ok) return drafts;
  const shelved = shelf.everything();
  const there = new Set(shelved.map(keyOf));
  // Withdrawn or unreadable, with nothing below it: its past can still be read.
  const past = [...book.published()].filter((one) => !there.has(keyOf(one)));
  const fresh = drafts.value.filter(({ isNew }) => isNew);
  const lines = [
    ...shelved.map((one) => () => shelfLine(one, book, drafts.value)),
    ...past.map((one) => () => pastLine(one, book, drafts.value)),
    ...fresh.map((one) => () => draftLine(one)),
  ];
  return ok({
    lines: lines.slice(from, from + limit).map((line) => line()),
    more: from + limit < lines.length,
  });
}

function shelfLine(shelved: Shelved, book: TeamBook, drafts: readonly DraftLine[]): BookLine {
  const { id, language, kind, title, summary, from } = shelved;
  return {
    id,
    language,
    kind,
    title,
    summary,
    from,
    published: book.markOf(shelved),
    draftId: draftOf(shelved, drafts),
  };
}

function pastLine({ id, language }: ScriptRef, book: TeamBook, drafts: readonly DraftLine[]): BookLine {
  const draftId = draftOf({ id, language }, drafts);
  return { ...NOTHING, id, language, title: id, published: book.markOf({ id, language }), draftId };
}

function draftLine({ id, language, title, draftId }: DraftLine): BookLine {
  return { ...NOTHING, id, language, title: title || id, draftId };
}

const NOTHING = { kind: 'script', summary: '', from: null, published: null } as const;

function draftOf(ref: ScriptRef, drafts: readonly DraftLine[]): string | null {
  const word = scriptWord(ref);
  return drafts.find(({ draftId }) => draftId === word)?.draftId ?? null;
}

async function openDraft(
  { desk, office, shelf, builtInText }: ScriptBookCommandDeps,
  asked: Input<'openDraft'>,
): Promise<Result<OpenedDraft, AppError>> {
  if (!desk()) return NOBODY;
  const opened = await office().openText(asked);
  if (!opened.ok) return opened;
  const { own, before } = opened.value;
  const stands = asked.script && shelf.at(asked.script);
  if (own) return ok({ ...own, from: stands?.from ?? null });
  const text = asked.script && (await textBelow(asked.script, stands, builtInText));
  if (!asked.script || text === null || !before) return failed(appError('script-unknown'));
  return ok({
    draftId: scriptWord(asked.script),
    text,
    ...before,
    isDraft: false,
    from: stands?.from ?? null,
  });
}

/** What stands where the team has nothing. */
async function textBelow(
  ref: ScriptRef,
  stands: Shelved | null,
  builtInText: ScriptBookCommandDeps['builtInText'],
): Promise<string | null> {
  if (stands?.path === undefined) return builtInText(ref);
  return readFile(stands.path, 'utf8').catch(() => null);
}

async function checkScript(
  { desk, office, shelf }: ScriptBookCommandDeps,
  asked: Input<'checkScript'>,
): Promise<Result<CheckedScript, AppError>> {
  if (!desk()) return NOBODY;
  const read = await office().checkText(asked);
  return read.ok ? ok(onShelf(read.value, shelf)) : read;
}

const NOBODY_AROUND = { chips: [], cards: [] };

function onShelf({ script, remarks, references, ref }: CheckedText, shelf: ScriptShelf): CheckedScript {
  const lost = dangling({ references }, new Set([...shelf.pointers(), ...(ref ? [`script:${ref.id}`] : [])]));
  const all = inOrder([...remarks, ...lost]);
  return {
    remarks: all,
    script: lost.length > 0 ? null : script,
    ...(script?.kind === 'script' ? shelf.around(script) : NOBODY_AROUND),
    replaces: replaced(ref, shelf),
  };
}

function replaced(ref: ScriptRef | null, shelf: ScriptShelf): ScriptOrigin | null {
  return (ref && shelf.at(ref)?.from) ?? null;
}

async function publishScript(deps: ScriptBookCommandDeps, draft: Input<'publishScript'>) {
  const checked = await checkScript(deps, draft);
  if (!checked.ok) return checked;
  if (!checked.value.script) return failed(appError('script-mistakes'));
  return deps.office().publishScript(draft);
}
