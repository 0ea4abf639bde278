import type { AskedOffice } from '../../main/back-office/duties.ts';
import type { Desk } from '../../main/desk.ts';
import type { DraftLine } from '../../main/script-book/authoring.ts';
import { checkText } from '../../main/script-book/check-text.ts';
import { publishedScript } from '../../main/script-book/published.ts';
import { scriptBookHandlers } from '../../main/script-book-commands.ts';
import { packScript } from '../../main/scripts/packed.ts';
import { keyOf } from '../../main/scripts/library.ts';
import type { ScriptShelf } from '../../main/scripts/shelf.ts';
import type { TeamBook } from '../../main/team-book.ts';
import type { VersionMark } from '../../shared/contract/script-book.ts';
import { SCRIPT_BOOK_COMMANDS, type ScriptBookCommandName } from '../../shared/contract/names.ts';
import { ok } from '../../shared/result.ts';
import type { ScriptRef } from '../../shared/script/choose.ts';
import { headlineOf, newScriptText, readScriptWord, scriptWord } from '../../shared/script/draft-text.ts';

/** What the team has, and what the agent is writing. */
export interface FakeScriptBook {
  /** Of each script by its word, the oldest first; null for a withdrawal. */
  versions?: Readonly<Record<string, readonly (string | null)[]>>;
  drafts?: readonly { draftId: string; text: string; base: number }[];
}

const TODAY = '2026-12-01';
/** A few minutes before the scenes of the gallery. */
const PUBLISHED_MS = Date.parse('2026-03-10T11:40:00Z');

export const SCRIPT_BOOK_QUESTIONS: readonly ScriptBookCommandName[] = [
  'listBook',
  'openDraft',
  'checkScript',
  'listVersions',
  'readVersion',
];

export function isAboutBook(name: string): name is ScriptBookCommandName {
  return (SCRIPT_BOOK_COMMANDS as readonly string[]).includes(name);
}

/** Answers as main does, from the app's own reader; what is published or kept is told, and not remembered. */
export function bookAnswers(book: FakeScriptBook, shelf: ScriptShelf) {
  const { versions = {}, drafts = [] } = book;
  const kept = Object.entries(versions).flatMap(([word, texts]) =>
    texts.map((text, index) => ({
      word,
      text,
      version: index + 1,
      seq: index + 1,
      author: index % 2 === 0 ? 'Ana Ruiz' : 'Ben Okafor',
      hubMs: PUBLISHED_MS + index * 60_000,
    })),
  );
  const of = (script: ScriptRef) => kept.filter(({ word }) => word === scriptWord(script)).toReversed();
  const mark = (one: (typeof kept)[number]): VersionMark =>
    publishedScript(one, (author) => author, packScript).mark;
  const newest = Object.keys(versions).flatMap((word) => {
    const last = kept.findLast((one) => one.word === word);
    return last ? [publishedScript(last, (author) => author, packScript)] : [];
  });
  shelf.setTeam(newest.flatMap(({ script }) => script ?? []));
  const teamBook = {
    published: () => newest,
    markOf: (ref: ScriptRef) => newest.find((one) => keyOf(one) === keyOf(ref))?.mark ?? null,
  } as unknown as TeamBook;
  const office = officeAnswers({ of, mark, drafts });
  return scriptBookHandlers({
    desk: () => ({}) as Desk,
    office: () => office as unknown as AskedOffice,
    shelf,
    book: teamBook,
    builtInText: (ref) => Promise.resolve(builtInTextOf(ref)),
  });
}

interface Kept<V> {
  of: (script: ScriptRef) => V[];
  mark: (version: V) => VersionMark;
  drafts: NonNullable<FakeScriptBook['drafts']>;
}

function officeAnswers<V extends { version: number; text: string | null }>({ of, mark, drafts }: Kept<V>) {
  const openText = ({ script, draftId }: { script: ScriptRef | null; draftId: string | null }) => {
    const [last] = script ? of(script) : [];
    const published = last ? mark(last) : null;
    const id = script ? scriptWord(script) : draftId;
    const draft = drafts.find((one) => one.draftId === id);
    const before = { base: last?.version ?? 0, published };
    if (draft) return { own: { ...draft, isDraft: true, published }, before };
    if (!script) {
      const text = newScriptText({ reviewer: 'Ngozi Achebe', today: TODAY });
      return { own: { draftId: 'new-1', text, base: 0, isDraft: false, published: null }, before: null };
    }
    const own = last?.text && { draftId: scriptWord(script), text: last.text, isDraft: false, ...before };
    return { own: own || null, before };
  };
  return {
    listDrafts: async () =>
      ok(
        drafts.map(({ draftId, text }): DraftLine => {
          const { title, id, language } = headlineOf(text);
          const script = readScriptWord(draftId);
          return { draftId, title, isNew: script === null, ...(script ?? { id, language }) };
        }),
      ),
    openText: async (asked: Parameters<typeof openText>[0]) => ok(openText(asked)),
    checkText: async ({ text }: { text: string }) => ok(checkText(text, TODAY, null)),
    publishScript: async ({ base }: { base: number }) =>
      ok({ version: base + 1, by: 'Ngozi Achebe', atMs: PUBLISHED_MS, state: 'stands' }),
    withdrawScript: async ({ base }: { base: number }) =>
      ok({ version: base + 1, by: 'Ngozi Achebe', atMs: PUBLISHED_MS, state: 'withdrawn' }),
    keepDraft: async () => ok(),
    dropDraft: async () => ok(),
    listVersions: async ({ script }: { script: ScriptRef }) => ok(of(script).map(mark)),
    readVersion: async ({ script, version }: { script: ScriptRef; version: number }) => {
      const text = (at: number) => of(script).find((one) => one.version === at)?.text ?? '';
      return ok({ text: text(version), before: text(version - 1) });
    },
  };
}

const TEXTS = import.meta.glob<string>('../../assets/scripts/*/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export function builtInTextOf({ id, language }: ScriptRef): string | null {
  return TEXTS[`../../assets/scripts/${language}/${id}.md`] ?? null;
}
