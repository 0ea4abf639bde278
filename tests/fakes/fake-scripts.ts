import { sameNumberBy } from '../../shared/phone/same-number.ts';
import { PRACTICE_NUMBERS } from '../../main/sitting.ts';
import type { Desk } from '../../main/desk.ts';
import { scriptCommandHandlers } from '../../main/script-commands.ts';
import { builtInScripts } from '../../main/scripts/built-in.ts';
import { ScriptDesk } from '../../main/script-desk.ts';
import { ScriptShelf } from '../../main/scripts/shelf.ts';
import type { DeskState } from '../../shared/contract/desk-state.ts';
import type { ScriptBeside } from '../../shared/contract/scripts.ts';
import type { ScriptWish } from './script-beside.ts';
import { SCRIPT_COMMANDS, type ScriptCommandName } from '../../shared/contract/names.ts';

/** The library of the app, as main has it. */
export const shelf = new ScriptShelf(builtInScripts());
const handlers = scriptCommandHandlers({
  desk: () => ({}) as Desk,
  scripts: shelf,
  openPage: () => undefined,
});

export const SCRIPT_QUESTIONS: readonly ScriptCommandName[] = ['listScripts'];

export function isAboutScripts(name: string): name is ScriptCommandName {
  return (SCRIPT_COMMANDS as readonly string[]).includes(name);
}

/** Questions are answered as main does; orders are "done". */
export function answerAboutScripts(name: ScriptCommandName, input: unknown): unknown {
  return SCRIPT_QUESTIONS.includes(name) ? handlers[name](input as never) : { ok: true };
}

type ChosenFrom = Pick<DeskState, 'calls' | 'callbacks'> & Partial<Pick<DeskState, 'crisis'>>;

/** The scripts that main would choose. */
export function scriptsFor({ calls, callbacks, crisis }: ChosenFrom): ScriptBeside[] {
  const desk = new ScriptDesk({
    shelf,
    ofPatients: new Map(),
    isSameNumber: sameNumberBy({ numbers: PRACTICE_NUMBERS, domain: 'sip.example' }),
    changed: () => undefined,
    now: () => Date.now(),
    kept: [],
    keep: () => undefined,
  });
  desk.follow(calls, callbacks, Boolean(crisis?.mode));
  return desk.state();
}

/** These scripts of the library, as main would tell of them. */
export function opened(wishes: readonly ScriptWish[]): ScriptBeside[] {
  return wishes.map(({ subjectId, script, rule, place, wrapUp }) => {
    const open = shelf.open(script);
    if (!open) throw new Error(`There is no script ${script.id}.`);
    return { subjectId, open, rule, place, wrapUp };
  });
}
