import { create } from 'zustand';
import { ask } from './ask.ts';
import { bridge } from './bridge.ts';

/** A draft is kept this long after the last key: soon enough to survive a crash, and not a write for each key. */
const KEEP_AFTER_MS = 400;

/** Notes as they stand in this window, by callback; what is not here stands in the records as it was. */
const useDrafts = create<Readonly<Record<string, string>>>(() => ({}));
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** The note that is being typed about a callback, wherever it is shown. */
export function useDraft(callbackId: string, kept: string): string {
  return useDrafts((drafts) => drafts[callbackId]) ?? kept;
}

export function draftOf(callbackId: string, kept: string): string {
  return useDrafts.getState()[callbackId] ?? kept;
}

export function typeDraft(callbackId: string, text: string): void {
  useDrafts.setState({ [callbackId]: text });
  clearTimeout(timers.get(callbackId));
  timers.set(
    callbackId,
    setTimeout(() => keepDraft(callbackId), KEEP_AFTER_MS),
  );
}

/** Keeps what was typed now, when the box goes away. */
export function keepDraft(callbackId: string): void {
  if (!forgetTimer(callbackId)) return;
  void ask(bridge().draftCallbackNote({ callbackId, text: draftOf(callbackId, '') }));
}

/** The note is kept as a note: the box is empty again. */
export function clearDraft(callbackId: string): void {
  forgetTimer(callbackId);
  useDrafts.setState({ [callbackId]: '' });
}

function forgetTimer(callbackId: string): boolean {
  clearTimeout(timers.get(callbackId));
  return timers.delete(callbackId);
}
