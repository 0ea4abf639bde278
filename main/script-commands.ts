import { lineText } from '#shared/search.ts';
import type { ScriptCommands, ScriptLine } from '#shared/contract/scripts.ts';
import { textOf } from '#shared/script/text.ts';
import type { CallScript } from '#shared/script/script.ts';
import { appError, failed, ok } from '#shared/result.ts';
import type { Desk } from './desk.ts';
import type { Handlers } from './ipc/gate.ts';
import type { ScriptShelf } from './scripts/shelf.ts';

export interface ScriptCommandDeps {
  /** The sitting under way; null while nobody is signed in. */
  readonly desk: () => Desk | null;
  readonly scripts: ScriptShelf;
}

const NOBODY = failed(appError('not-allowed'));

/** What the desk's commands about scripts do. */
export function scriptCommandHandlers({ desk, scripts }: ScriptCommandDeps): Handlers<ScriptCommands> {
  return {
    getScript: (ref) => {
      if (!desk()) return NOBODY;
      const open = scripts.open(ref);
      if (!open) return failed(appError('script-unknown'));
      return ok({ script: open.script, chips: [...open.chips], cards: [...open.cards] });
    },
    listScripts: ({ from, limit }) => {
      if (!desk()) return NOBODY;
      const all = scripts.byTitle();
      const lines = all.slice(from, from + limit).map(lineOf);
      return ok({ lines, more: from + limit < all.length });
    },
    chooseScript: ({ subjectId, script }) => desk()?.scripts.choose(subjectId, script) ?? NOBODY,
    moveInScript: ({ subjectId, move }) => desk()?.scripts.move(subjectId, move) ?? NOBODY,
  };
}

function lineOf(script: CallScript): ScriptLine {
  const { id, language, title, summary } = script;
  return { id, language, title, summary, text: lineText(`${title} ${summary}`, textOf(script), '') };
}
