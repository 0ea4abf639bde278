/** From now on `say` speaks on standard error: standard output is a command's result alone. */
export function keepOutputForResult(): void;
export function say(line: string): void;
export function complain(line: string): void;
export function seconds(ms: number): string;
/** Says what begins, every ten seconds that it still goes on, and how long it took. */
export function step<T>(what: string, work: (note: (detail: string) => void) => Promise<T>): Promise<T>;
/** An end that a person can act on: the message says what to do, so no stack is shown. */
export class Stop extends Error {
  constructor(message: string, exitCode?: number);
  exitCode: number;
}
/** Runs a command's body; a Stop ends it with its message, anything else is a bug and shows its stack. */
export function command(body: () => Promise<number | void>): Promise<void>;
