import type { HandOff } from '#shared/contract/desk-state.ts';
import type { ScriptRef } from '#shared/script/choose.ts';
import type { PageTarget } from '#shared/script/link.ts';
import type { ScriptMove } from '#shared/script/place.ts';
import type { ReadingActs } from '../reading/around.ts';
import { ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { clearDraft, keepDraft } from '../store/drafts.ts';
import { goTo } from '../store/page.ts';

export function move(subjectId: string, step: ScriptMove): void {
  void ask(bridge().moveInScript({ subjectId, move: step }));
}

export function choose(subjectId: string, script: ScriptRef): Promise<boolean> {
  return ask(bridge().chooseScript({ subjectId, script }));
}

export type HowItWent = { outcome: string | null; note: string };

export function draftWrapUp(callId: string, said: Partial<HowItWent>): void {
  void ask(bridge().draftWrapUp({ callId, ...said }));
}

/** Keeps how the call went, or nothing where there is nothing to say. */
export async function wrapUp(callId: string, said: HowItWent): Promise<void> {
  keepDraft(callId);
  const isKept = await once('wrap-up', () => ask(bridge().wrapUp({ callId, ...said })));
  if (isKept) clearDraft(callId);
}

/** Told once for each card of a call, however often it is opened. */
export function raiseFlag(callId: string, card: ScriptRef): void {
  void ask(bridge().raiseRedFlag({ callId, card }));
}

export function callOffFlag(callId: string, cardId: string): Promise<boolean> {
  return ask(bridge().callOffRedFlag({ callId, cardId }));
}

/** In the browser: nothing that a script names is ever shown inside the desk. */
function openPage({ id, language }: ScriptRef, to: PageTarget): void {
  void ask(bridge().openScriptPage({ script: { id, language }, to }));
}

/** Calls the hand-off into the call, which goes on meanwhile: somebody in danger is never put on hold. */
async function bringIn(callId: string, { number }: HandOff): Promise<void> {
  const started = await once('transfer', () => ask(bridge().bringIn({ callId, text: number })));
  if (started === true) goTo('calls');
}

/** Calls the hand-off with the patient on hold: nobody is met cold. It can be taken back with one key. */
async function askFirst(callId: string, { number }: HandOff): Promise<void> {
  const started = await once('transfer', () => ask(bridge().startConsult({ callId, text: number })));
  if (started === true) goTo('calls');
}

interface Beside {
  subjectId: string;
  /** Null while there is no call to hand over. */
  callId: string | null;
  script: ScriptRef;
  showCard: (id: string) => void;
}

/** What the keys of a script do beside somebody. */
export function actsBeside({ subjectId, callId, script, showCard }: Beside): ReadingActs {
  return {
    showCard,
    move: (step) => move(subjectId, step),
    choose: (other) => void choose(subjectId, other),
    openPage: (to) => openPage(script, to),
    bringIn: (handOff) => void (callId !== null && bringIn(callId, handOff)),
    askFirst: (handOff) => void (callId !== null && askFirst(callId, handOff)),
  };
}
