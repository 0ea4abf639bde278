import { create } from 'zustand';
import type { CallbackView } from '#shared/contract/callback-state.ts';
import type { AppError } from '#shared/result.ts';

export type Place = 'calls' | 'callbacks' | 'practice' | 'history' | 'scripts' | 'settings';
export type SheetKind = 'keypad' | 'transfer' | 'add-call';

/** What a new callback already knows, from the call or the line of a list that it is made from. */
export interface CallbackStart {
  number: string;
  name: string;
  /** The call in which, or by which, the patient asked; null when it is made from nothing. */
  callId: string | null;
}

/** The sheet that is open under the place, whatever the place is. */
export type Task = { kind: 'new-callback'; start: CallbackStart } | { kind: 'import' };

/** A command that failed here; shown until it is dismissed. */
export interface Failure {
  id: number;
  error: AppError;
}

interface Page {
  place: Place;
  /** The one sheet that is open under a call's keys. */
  sheet: { kind: SheetKind; callId: string } | null;
  /** The call that was last in the agent's ear. */
  lastInEarId: string | null;
  task: Task | null;
  /** The list of the queue that is shown, and the callback whose detail is; null for the first of the list. */
  callbackView: CallbackView;
  callbackId: string | null;
  failures: readonly Failure[];
  /** What was just done and can no longer be seen; said once, then gone. */
  news: { id: number; text: string } | null;
  /** A number from another program that the agent has not touched yet; else empty. */
  offeredNumber: string;
}

/** What this window alone knows: where the agent looks. Main never needs it, and losing it loses nothing. */
export const usePage = create<Page>(() => ({
  place: 'calls',
  sheet: null,
  lastInEarId: null,
  task: null,
  callbackView: 'next',
  callbackId: null,
  failures: [],
  news: null,
  offeredNumber: '',
}));

export function goTo(place: Place): void {
  usePage.setState({ place });
}

/** Fills the number box. During a call there is none; the number waits until the agent opens one. */
export function offerNumber(text: string): void {
  usePage.setState({ place: 'calls', offeredNumber: text });
}

export function closeSheet(): void {
  usePage.setState({ sheet: null });
}

/** Opens the sheet, or closes it when it is the one that is open. */
export function toggleSheet(kind: SheetKind, callId: string): void {
  const { sheet } = usePage.getState();
  const isOpen = sheet?.kind === kind && sheet.callId === callId;
  usePage.setState({ sheet: isOpen ? null : { kind, callId } });
}

const FROM_NOTHING: CallbackStart = { number: '', name: '', callId: null };

/** Opens the sheet in which a callback is made, from any place. */
export function openCallbackSheet(start: CallbackStart = FROM_NOTHING): void {
  usePage.setState({ task: { kind: 'new-callback', start } });
}

export function openImportSheet(): void {
  usePage.setState({ task: { kind: 'import' } });
}

export function closeTask(): void {
  usePage.setState({ task: null });
}

/** Shows one callback in its place. */
export function showCallback(callbackId: string): void {
  usePage.setState({ place: 'callbacks', callbackId });
}

let lastFailureId = 0;

/** Shows a failure. The same one again takes the place of the first. */
export function showFailure(error: AppError): void {
  lastFailureId += 1;
  const others = usePage.getState().failures.filter((failure) => failure.error.code !== error.code);
  usePage.setState({ failures: [...others, { id: lastFailureId, error }] });
}

let lastNewsId = 0;

/** Says what was done, quietly. */
export function showNews(text: string): void {
  lastNewsId += 1;
  usePage.setState({ news: { id: lastNewsId, text } });
}

export function dismissNews(id: number): void {
  if (usePage.getState().news?.id === id) usePage.setState({ news: null });
}

export function dismissFailure(id: number): void {
  usePage.setState({ failures: usePage.getState().failures.filter((failure) => failure.id !== id) });
}
