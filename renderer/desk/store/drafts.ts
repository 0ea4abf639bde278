import { create } from 'zustand';
import { KeptSoon } from './kept-soon.ts';

/** Puts a draft where it outlives this window. */
export type SaveDraft = (text: string) => void;

/** Notes as they stand in this window, by callback or call; what is not here stands where it was kept. */
const useDrafts = create<Readonly<Record<string, string>>>(() => ({}));
const waiting = new Map<string, KeptSoon>();

/** The note that is being typed about a callback or a call, wherever it is shown. */
export function useDraft(id: string, kept: string): string {
  return useDrafts((drafts) => drafts[id]) ?? kept;
}

export function draftOf(id: string, kept: string): string {
  return useDrafts.getState()[id] ?? kept;
}

export function typeDraft(id: string, text: string, save: SaveDraft): void {
  useDrafts.setState({ [id]: text });
  const one = waiting.get(id) ?? new KeptSoon();
  waiting.set(id, one);
  one.soon(() => save(draftOf(id, '')));
}

/** Keeps what was typed now, when the box goes away. */
export function keepDraft(id: string): void {
  waiting.get(id)?.now();
}

/** The note is kept as a note: the box is empty again. */
export function clearDraft(id: string): void {
  waiting.get(id)?.forget();
  waiting.delete(id);
  useDrafts.setState({ [id]: '' });
}
