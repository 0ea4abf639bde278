import { create } from 'zustand';

/** A draft is kept this long after the last key: soon enough to survive a crash, and not a write for each key. */
const KEEP_AFTER_MS = 400;

/** Puts a draft where it outlives this window. */
export type SaveDraft = (text: string) => void;

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>;
  readonly save: SaveDraft;
}

/** Notes as they stand in this window, by callback or call; what is not here stands where it was kept. */
const useDrafts = create<Readonly<Record<string, string>>>(() => ({}));
const waiting = new Map<string, Waiting>();

/** The note that is being typed about a callback or a call, wherever it is shown. */
export function useDraft(id: string, kept: string): string {
  return useDrafts((drafts) => drafts[id]) ?? kept;
}

export function draftOf(id: string, kept: string): string {
  return useDrafts.getState()[id] ?? kept;
}

export function typeDraft(id: string, text: string, save: SaveDraft): void {
  useDrafts.setState({ [id]: text });
  clearTimeout(waiting.get(id)?.timer);
  waiting.set(id, { timer: setTimeout(() => keepDraft(id), KEEP_AFTER_MS), save });
}

/** Keeps what was typed now, when the box goes away. */
export function keepDraft(id: string): void {
  takeWaiting(id)?.save(draftOf(id, ''));
}

/** The note is kept as a note: the box is empty again. */
export function clearDraft(id: string): void {
  takeWaiting(id);
  useDrafts.setState({ [id]: '' });
}

function takeWaiting(id: string): Waiting | undefined {
  const one = waiting.get(id);
  clearTimeout(one?.timer);
  waiting.delete(id);
  return one;
}
