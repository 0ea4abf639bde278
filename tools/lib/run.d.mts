export interface Outcome {
  /** 127 when the program is not there. */
  code: number;
  output: string;
  timedOut: boolean;
}
export interface CaptureOptions {
  cwd?: string | undefined;
  env?: NodeJS.ProcessEnv | undefined;
  timeoutMs?: number | undefined;
  onLine?: ((line: string) => void) | undefined;
  shell?: boolean | undefined;
  signal?: AbortSignal | undefined;
}
/** Runs a program to its end and keeps what it printed. */
export function capture(file: string, args: string[], options?: CaptureOptions): Promise<Outcome>;
/** Runs a program on this terminal and hands signals on to it; resolves with its exit code. */
export function attach(
  file: string,
  args: string[],
  options?: { cwd?: string; env?: NodeJS.ProcessEnv },
): Promise<number>;
/** Calls back whenever somebody wants this command to end; the answer stops listening. */
export function whenAskedToEnd(asked: (signal: NodeJS.Signals) => void): () => void;
/** npm that is ended by a signal leaves what its shell runs: calls back once that has happened. */
export function whenNpmIsGone(gone: () => void): () => void;
