import type { Levels } from '#shared/call/line-state.ts';
import type { DeskState } from '#shared/contract/desk-state.ts';
import type { SignInState } from '#shared/contract/sign-in.ts';
import type { SendOrder } from './line-reports.ts';

/** The windows as the shell needs them; main/windows makes them with Electron. */
export interface Views {
  showDesk(): void;
  showSignIn(): void;
  /** Forgets what the pages may have stored, so that the next agent meets nothing of this one. */
  forgetPages(): Promise<void>;
  pushState(state: DeskState): void;
  pushLevels(levels: Levels): void;
  pushNumber(text: string): void;
  pushSignIn(state: SignInState): void;
  /** Sends to the line window that is there now. */
  sendOrder: SendOrder;
  /** Ends the line window, whatever it is doing, and opens a new one. */
  replaceLine(): void;
}
