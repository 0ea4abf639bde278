import type { CallbackCommands } from '#shared/contract/callbacks.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import type { DeskCommands } from '#shared/contract/desk.ts';
import type { Done, z } from '#shared/contract/schema.ts';
import type { Profile } from '#shared/profile/profile.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { LogEvent, LogFields } from '../system/log.ts';

/**
 * What main and the back office ask of each other. The back office is a thread of its own: it keeps the agent's
 * records, talks with the team's hub and works the callback queue, so that no disk and no network ever holds up a
 * call.
 */

/** Whose records. */
export interface Whose {
  readonly domain: string;
  readonly extension: string;
}

/** What is known of an agent's records at this desk before they are opened. */
export type RecordsLook =
  /** Nothing is kept here yet: a PIN is chosen. */
  | { readonly state: 'none' }
  | { readonly state: 'known'; readonly triesLeft: number }
  /** Too many wrong PINs: not before this time, by the desk's clock. */
  | { readonly state: 'waiting'; readonly untilMs: number; readonly triesLeft: number }
  /** IT has to open it again (docs/privacy.md). */
  | { readonly state: 'locked' };

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
}

/** What main tells of the calls and the agent, whenever it changes. */
export interface DeskNews {
  /** Ready, and nobody rings or is in the ear: something may be offered. */
  readonly isFree: boolean;
  readonly liveCallIds: readonly string[];
}

type Output<C extends { output: z.ZodType }> = z.output<C['output']>;
type Input<C extends { input: z.ZodType }> = z.output<C['input']>;

/** Every command of the queue but dialling, which needs the line. */
export type QueueDuties = {
  readonly [K in Exclude<keyof CallbackCommands, 'dialCallback'>]: (
    input: Input<CallbackCommands[K]>,
  ) => Promise<Output<CallbackCommands[K]>>;
};

export interface OfficeDuties extends QueueDuties {
  look(whose: Whose): Promise<RecordsLook>;
  /** Opens the records, made anew under this PIN where there are none. One sitting at a time. */
  open(opening: Opening): Promise<Result<Opened, AppError>>;
  /** Gives back what is held, closes the records and forgets their key. */
  shut(input: null): Promise<void>;
  /**
   * Writes down that a call begins for this callback, before it does. Refused unless the log gives the callback to
   * this desk.
   */
  startDial(input: { callbackId: string; again: boolean }): Promise<Result<{ number: string }, AppError>>;
  /** The call that was dialled for the callback in hand. */
  dialled(input: { callbackId: string; callId: string }): Promise<void>;
  news(news: DeskNews): Promise<void>;
  /** A call is up: a crash from here on leaves a line that says so. */
  callBegun(entry: CallListEntry): Promise<Done>;
  callEnded(entry: CallListEntry): Promise<Done>;
  listCalls(page: Input<DeskCommands['listCalls']>): Promise<Output<DeskCommands['listCalls']>>;
}

/** What the back office asks of main. */
export interface MainDuties {
  queue(state: CallbackQueue): void;
  callsChanged(input: null): void;
  log(line: { event: LogEvent; fields: LogFields }): void;
  bug(error: Error): void;
  /** The proxy that the system names for this address, as `http://host:port`; null for none. */
  proxyFor(url: string): Promise<string | null>;
}
