import type { OpenScript, ScriptCommands, ScriptLine } from '#shared/contract/scripts.ts';
import type { LinkTarget, PageTarget } from '#shared/script/link.ts';
import { linksIn } from '#shared/script/text.ts';
import { appError, failed, ok } from '#shared/result.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc/gate.ts';
import { DONE, NOBODY } from './done.ts';
import { unpackText } from './scripts/packed.ts';
import type { ScriptShelf, Shelved } from './scripts/shelf.ts';
import type { Page } from './sitting.ts';

export interface ScriptCommandDeps {
  /** The sitting under way; null while nobody is signed in. */
  readonly desk: () => Desk | null;
  readonly scripts: ScriptShelf;
  /** Opens an https address in the browser. */
  readonly openPage: (url: string) => void;
}

/** What the desk's commands about scripts do. */
export function scriptCommandHandlers({
  desk,
  scripts,
  openPage,
}: ScriptCommandDeps): Handlers<ScriptCommands> {
  return {
    listScripts: ({ from, limit }) => {
      if (!desk()) return NOBODY;
      const page = scripts.page(from, limit);
      return ok({ lines: page.scripts.map(lineOf), more: from + limit < page.total });
    },
    chooseScript: ({ subjectId, script }) => desk()?.scripts.choose(subjectId, script) ?? NOBODY,
    openScriptPage: ({ script, to }) => {
      const sitting = desk();
      if (!sitting) return NOBODY;
      // A call goes on with the version that it began with.
      const open = sitting.scripts.opened(script) ?? scripts.open(script);
      const url = pageAt(to, open, sitting.rules.pages);
      if (url === null) return failed(appError('page-unknown'));
      openPage(url);
      return DONE;
    },
    draftWrapUp: ({ callId, ...said }) => desk()?.scripts.draft(callId, said) ?? NOBODY,
    wrapUp: ({ callId, ...said }) => {
      const sitting = desk();
      if (!sitting) return NOBODY;
      const drafted = sitting.scripts.draft(callId, said);
      return drafted.ok ? sitting.wrapUp(callId) : drafted;
    },
    moveInScript: ({ subjectId, move }) => desk()?.scripts.move(subjectId, move) ?? NOBODY,
  };
}

/** A window that was taken over must not be able to open just any address: only what a script or the profile holds. */
function pageAt(to: PageTarget, open: OpenScript | null, pages: readonly Page[]): string | null {
  const isLinked = open !== null && linksIn(open).some((link) => leadsTo(link, to));
  if (!isLinked) return null;
  return to.kind === 'web' ? to.url : (pages.find(({ name }) => name === to.name)?.url ?? null);
}

function leadsTo(link: LinkTarget, to: PageTarget): boolean {
  if (to.kind === 'web') return link.kind === 'web' && link.url === to.url;
  return link.kind === 'page' && link.name === to.name;
}

function lineOf(script: Shelved): ScriptLine {
  const { id, language, title, summary, from } = script;
  return { id, language, title, summary, from, text: unpackText(script) };
}
