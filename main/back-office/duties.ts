import type { CallbackCommands } from '#shared/contract/callbacks.ts';
import type { AgentState, QueueCommands, RequestOrigin } from '../callbacks/queue-port.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import type { ScriptBookCommands } from '#shared/contract/script-book.ts';
import type { DeskCommands } from '#shared/contract/desk.ts';
import type { Done, z } from '#shared/contract/schema.ts';
import type { Profile } from '#shared/profile/profile.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { KeptScript } from '../kept-scripts.ts';
import type { CrisisState } from '#shared/team/crisis.ts';
import type { Heard, Posted, Signal, SignalLink } from '#shared/team/signal.ts';
import type { Authoring, BookNews, DraftLine } from '../script-book/authoring.ts';
import type { CheckedText } from '../script-book/check-text.ts';
import type { PinChange, RecordsLook, Whose } from '../sign-in-records.ts';
import type { Asked } from './exchange.ts';
import type { LogEvent, LogFields } from '../system/log.ts';

/**
 * What main and the back office ask of each other. The back office is a thread of its own: it keeps the agent's
 * records, talks with the team's hub and works the callback queue, so that no disk and no network ever holds up a
 * call.
 */

export type Opening =
  /** The practice line's sample callbacks, in memory alone. */
  | { readonly kind: 'practice' }
  | {
      readonly kind: 'account';
      readonly profile: Profile;
      readonly extension: string;
      readonly displayName: string;
      readonly pin: string;
    };

/** What opening brought to light that the agent should know. */
export interface Opened {
  readonly queue: CallbackQueue;
  /** `records-damaged`: set aside, and what could be saved was. */
  readonly findings: readonly AppError[];
  /** Scripts that stood beside calls when the app ended without a word. */
  readonly scripts: readonly KeptScript[];
}

export interface CallWrapped {
  readonly callId: string;
  /** When it was said, ms since the epoch. */
  readonly atMs: number;
  readonly outcome: string | null;
  readonly note: string;
}

/** What a signal is sent for, and how long it is true. */
export interface SignalPost {
  readonly signal: Signal;
  readonly keepMs: number;
}

/** What main tells of the calls and the agent, whenever it changes. */
export interface DeskNews {
  readonly agent: AgentState;
  readonly liveCallIds: readonly string[];
}

type Output<C extends { output: z.ZodType }> = z.output<C['output']>;
type Input<C extends { input: z.ZodType }> = z.output<C['input']>;

/** Writing scripts. The same names and inputs as the desk's commands; main adds what the shelf knows. */
type BookInput<N extends keyof ScriptBookCommands> = Input<ScriptBookCommands[N]>;
type PassedOn =
  'keepDraft' | 'dropDraft' | 'publishScript' | 'withdrawScript' | 'listVersions' | 'readVersion';
type PassedCommands = {
  readonly [N in PassedOn]: (input: BookInput<N>) => Promise<Output<ScriptBookCommands[N]>>;
};

export interface ScriptDuties extends PassedCommands {
  /** Everything of the team's scripts; what changes after it is told (`MainDuties.scriptBook`). */
  scriptBook(input: null): Promise<Result<BookNews, AppError>>;
  listDrafts(input: null): Promise<Result<readonly DraftLine[], AppError>>;
  /** Null where neither a draft nor a text of the team is, and how far the team is with it. */
  openText(
    input: BookInput<'openDraft'>,
  ): Promise<
    Result<{ own: ReturnType<Authoring['open']>; before: ReturnType<Authoring['baseOf']> | null }, AppError>
  >;
  checkText(input: BookInput<'checkScript'>): Promise<Result<CheckedText, AppError>>;
}

export interface OfficeDuties extends QueueCommands, ScriptDuties {
  look(whose: Whose): Promise<RecordsLook>;
  /** Opens the records, made anew under this PIN where there are none. One sitting at a time. */
  open(opening: Opening): Promise<Result<Opened, AppError>>;
  /** Erases what is kept for somebody at this desk. */
  erase(whose: Whose): Promise<Result<void, AppError>>;
  /** Another PIN for the same records, open or not. Errors: those of `KeyRing.changePin`. */
  changePin(change: PinChange): Promise<Result<void, AppError>>;
  /** Gives back what is held, closes the records and forgets their key. */
  shut(input: null): Promise<void>;
  /** First half of `dialCallback` (QueueDesk.startDial). */
  startDial(
    input: Input<CallbackCommands['dialCallback']>,
  ): Promise<Result<{ readonly number: string; readonly name: string }, AppError>>;
  dialOrdered(input: { callbackId: string; callId: string }): void;
  dialNotMade(input: { callbackId: string }): void;
  joinHub(input: Input<CallbackCommands['joinHub']>): Promise<Done>;
  /** `requestCallback` from a call that main knows. */
  requestFrom(input: {
    readonly request: Input<CallbackCommands['requestCallback']>;
    readonly origin: RequestOrigin;
  }): ReturnType<QueueCommands['requestCallback']>;
  news(news: DeskNews): void;
  /** Tells the colleagues, now or once there is a way. */
  postSignal(post: SignalPost): Promise<Posted>;
  /** Begins or ends crisis mode for the team. Errors: those of `CrisisDesk.set`. */
  setCrisis(input: Input<DeskCommands['setCrisis']>): Promise<Done>;
  /** The machine woke, or its network changed. */
  wake(input: null): void;
  /** A call is up, or answered now: a crash from here on leaves a line that says so. */
  callBegun(entry: CallListEntry): Promise<Done>;
  callEnded(entry: CallListEntry): Promise<Done>;
  /** How it went, said by the agent; the last word counts. */
  callWrapped(said: CallWrapped): Promise<Done>;
  /** A red-flag card was opened in a call: when, and its title. */
  callFlagged(flag: { readonly callId: string; readonly atMs: number; readonly card: string }): Promise<Done>;
  /** The scripts beside calls, as they stand; for `Opened` after a crash. */
  keepScripts(kept: readonly KeptScript[]): void;
  listCalls(page: Input<DeskCommands['listCalls']>): Promise<Output<DeskCommands['listCalls']>>;
}

/** What the back office asks of main. */
export interface MainDuties {
  queue(state: CallbackQueue): void;
  callsChanged(input: null): void;
  signal(heard: Heard): void;
  signalLink(link: SignalLink): void;
  scriptBook(news: BookNews): void;
  crisis(state: CrisisState): void;
  log(line: { event: LogEvent; fields: LogFields }): void;
  bug(error: Error): void;
  /** The proxy that the system names for this address, as `http://host:port`; null for none. */
  proxyFor(url: string): Promise<string | null>;
}

export type AskedOffice = Asked<OfficeDuties>;
