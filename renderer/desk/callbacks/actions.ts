import type { CallbackRow } from '#shared/contract/callback-state.ts';
import type { HandTo, Outcome } from '#shared/callback/event.ts';
import { answerOf, ask, once } from '../store/ask.ts';
import { bridge } from '../store/bridge.ts';
import { clearDraft, keepDraft } from '../store/drafts.ts';
import { goTo, showCallback, showFailure, showNews, usePage } from '../store/page.ts';
import { OUTCOME_WORDS, words } from './words.ts';

/** Takes a callback in hand and looks at it. */
export async function take(callbackId: string): Promise<void> {
  const isTaken = await once('take', () => ask(bridge().claimCallback({ callbackId })));
  if (isTaken) showCallback(callbackId);
}

/**
 * Calls the patient and looks at the call. Resolves `maybe-called` when a call was begun before and its outcome is
 * missing: then it needs the agent's word that they know.
 */
export async function callPatient(callbackId: string, again: boolean): Promise<'maybe-called' | null> {
  const answer = await once('call-patient', () => answerOf(bridge().dialCallback({ callbackId, again })));
  if (!answer) return null;
  if (answer.ok) goTo('calls');
  else if (answer.error.code === 'callback-maybe-called') return 'maybe-called';
  else showFailure(answer.error);
  return null;
}

/** Tells how it went, with the note as it stands. */
export async function tellOutcome(
  callbackId: string,
  who: string,
  { outcome, laterMs = null, note }: { outcome: Outcome; laterMs?: number | null; note: string },
): Promise<boolean> {
  keepDraft(callbackId);
  const isKept = await once('outcome', () =>
    ask(bridge().recordOutcome({ callbackId, outcome, laterMs, note: note.trim() })),
  );
  if (!isKept) return false;
  clearDraft(callbackId);
  letGo(callbackId);
  showNews(words.kept(OUTCOME_WORDS[outcome].toLowerCase(), who));
  return true;
}

export async function release(callbackId: string, to: HandTo | null): Promise<void> {
  const isReleased = await once('release', () => ask(bridge().releaseCallback({ callbackId, to })));
  if (isReleased) letGo(callbackId);
}

/** The next of the list is shown once this one has gone. */
function letGo(callbackId: string): void {
  if (usePage.getState().callbackId === callbackId) usePage.setState({ callbackId: null });
}

export async function keepNote(callbackId: string, text: string): Promise<void> {
  const note = text.trim();
  if (!note) return;
  keepDraft(callbackId);
  const isKept = await once('note', () => ask(bridge().addCallbackNote({ callbackId, text: note })));
  if (!isKept) return;
  clearDraft(callbackId);
  draftNote(callbackId, '');
}

export function draftNote(callbackId: string, text: string): void {
  void ask(bridge().draftCallbackNote({ callbackId, text }));
}

export interface NewTime {
  dueMs: number;
  window: CallbackRow['window'];
  zone: string | null;
  priority: CallbackRow['priority'] | null;
}

export async function reschedule(callbackId: string, time: NewTime): Promise<boolean> {
  return (await once('reschedule', () => ask(bridge().rescheduleCallback({ callbackId, ...time })))) ?? false;
}

export async function cancel(callbackId: string, reason: string): Promise<void> {
  const isCancelled = await once('cancel', () => ask(bridge().cancelCallback({ callbackId, reason })));
  if (isCancelled) letGo(callbackId);
}
