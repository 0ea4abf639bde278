import type { z } from 'zod';
import type { Levels } from '../call/line-state.ts';
import type { callbackCommands } from './callbacks.ts';
import type { deskCommands } from './desk.ts';
import type { DeskState } from './desk-state.ts';
import type { lineReports, LineOrder } from './line.ts';
import type { practiceCommands } from './practice.ts';
import type { redFlagCommands } from './red-flags.ts';
import type { scriptBookCommands } from './script-book.ts';
import type { scriptCommands } from './scripts.ts';
import type { signInCommands, SignInState } from './sign-in.ts';

type Contract = Record<string, { input: z.ZodType; output: z.ZodType }>;
/** The functions a preload exposes for a contract: same names, input in, output promised. */
type Asks<C extends Contract> = {
  readonly [K in keyof C]: undefined extends z.input<C[K]['input']>
    ? () => Promise<z.output<C[K]['output']>>
    : (input: z.input<C[K]['input']>) => Promise<z.output<C[K]['output']>>;
};
type Unsubscribe = () => void;

/** `window.hearthline` in the desk window. */
export type DeskBridge = Asks<typeof deskCommands> &
  Asks<typeof callbackCommands> &
  Asks<typeof scriptCommands> &
  Asks<typeof practiceCommands> &
  Asks<typeof redFlagCommands> &
  Asks<typeof scriptBookCommands> & {
    onState(listener: (state: DeskState) => void): Unsubscribe;
    onLevels(listener: (levels: Levels) => void): Unsubscribe;
    /** Another program asks for a number to be called (`tel:`, `sip:`). It belongs in the number box; the agent calls. */
    onNumber(listener: (text: string) => void): Unsubscribe;
  };
/** `window.hearthline` on the sign-in page. */
export type SignInBridge = Asks<typeof signInCommands> & {
  onSignInState(listener: (state: SignInState) => void): Unsubscribe;
};
/** `window.hearthline` in the line window. */
export type LineBridge = Asks<typeof lineReports> & {
  onOrder(listener: (order: LineOrder) => void): Unsubscribe;
};
