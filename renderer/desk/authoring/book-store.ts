import { useEffect, type RefObject } from 'react';
import { create } from 'zustand';
import type { ScriptRef } from '#shared/script/choose.ts';

/** What is open in the place; kept while the agent looks elsewhere, for a call that comes in between. */
interface OpenInBook {
  open: { script: ScriptRef | null; draftId: string | null } | null;
  search: string;
  /** The agent has just pressed a key that is gone with what it opened or closed: the focus goes where it led. */
  leads: boolean;
}

export const useBook = create<OpenInBook>(() => ({ open: null, search: '', leads: false }));

export function openInBook(script: ScriptRef | null, draftId: string | null): void {
  useBook.setState({ open: { script, draftId }, leads: true });
}

export function closeBook(): void {
  useBook.setState({ open: null, leads: true });
}

export function searchBook(search: string): void {
  useBook.setState({ search });
}

/** Takes the focus there, once, when a key of the agent's led there. */
export function useLed(to: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!useBook.getState().leads) return;
    useBook.setState({ leads: false });
    to.current?.focus();
  }, [to]);
}
