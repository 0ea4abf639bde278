import { create } from 'zustand';
import type { AppError } from '#shared/result.ts';

export type Place = 'calls' | 'practice' | 'history' | 'settings';
export type SheetKind = 'keypad' | 'transfer' | 'add-call';

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
  failures: readonly Failure[];
  /** A number from another program that the agent has not touched yet; else empty. */
  offeredNumber: string;
}

/** What this window alone knows: where the agent looks. Main never needs it, and losing it loses nothing. */
export const usePage = create<Page>(() => ({
  place: 'calls',
  sheet: null,
  lastInEarId: null,
  failures: [],
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

let lastFailureId = 0;

/** Shows a failure. The same one again takes the place of the first. */
export function showFailure(error: AppError): void {
  lastFailureId += 1;
  const others = usePage.getState().failures.filter((failure) => failure.error.code !== error.code);
  usePage.setState({ failures: [...others, { id: lastFailureId, error }] });
}

export function dismissFailure(id: number): void {
  usePage.setState({ failures: usePage.getState().failures.filter((failure) => failure.id !== id) });
}
