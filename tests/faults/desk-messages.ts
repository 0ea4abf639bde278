import type { Callback } from '../../shared/callback/callback.ts';
import type { AppError, Result } from '../../shared/result.ts';
import type { CallbackQueue } from '../../shared/contract/callback-state.ts';
import type { AgentState, CommandInput, QueueCommandName } from '../../main/callbacks/queue-port.ts';

/** What a headless desk is begun with. Plain data: it crosses to another process. */
export interface DeskBeginning {
  readonly agent: string;
  /** Where its records are. */
  readonly folder: string;
  /** The agent's opened hub file; the seed in base64url. */
  readonly access: string;
  readonly servers: readonly string[];
  readonly leaseMin: number;
  readonly offlineReserve: number;
  /** How far the clock on its wall is from the truth. */
  readonly aheadMs: number;
}

/** What the test asks of a headless desk. */
export interface DeskQuestions {
  begin: { input: DeskBeginning; answer: { desk: string; findings: readonly AppError[] } };
  command: { input: { name: QueueCommandName; input: unknown }; answer: { ok: boolean } };
  startDial: {
    input: CommandInput<'dialCallback'>;
    /** When the line was ordered, by the machine's true clock. */
    answer: { result: Result<unknown, AppError>; atMs: number };
  };
  state: { input: null; answer: CallbackQueue & { lastSeq: number; reports: readonly string[] } };
  callback: { input: { id: string }; answer: Callback | null };
  setAgent: { input: { state: AgentState }; answer: null };
  setClock: { input: { aheadMs: number }; answer: null };
  /** Counts the steps from now on, and kills the process at this one; null: only counts. */
  killAt: { input: { step: number | null }; answer: null };
  steps: { input: null; answer: number };
  close: { input: { how: 'sign-out' | 'stop' }; answer: null };
}

export type QuestionName = keyof DeskQuestions;

export type ToDesk = {
  [N in QuestionName]: { readonly id: number; readonly name: N; readonly input: DeskQuestions[N]['input'] };
}[QuestionName];
export interface FromDesk {
  readonly id: number;
  readonly answer?: unknown;
  /** A bug in the desk. */
  readonly thrown?: string;
}
