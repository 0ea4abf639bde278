import type { RequestSource } from '#shared/callback/event.ts';
import type { Profile } from '#shared/profile/profile.ts';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { CallbackCommands } from '#shared/contract/callbacks.ts';
import type { CallbackCommandName } from '#shared/contract/names.ts';
import type { Done, z } from '#shared/contract/schema.ts';
import type { NumberRules } from '#shared/phone/number.ts';
import type { AppError, ErrorCode, Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { EventCodec } from '../hub/codec.ts';
import type { Hub } from '../hub/hub.ts';
import type { RecordStore } from '../records/store.ts';

/** What a command of the contract is given and answers. */
export type CommandInput<N extends CallbackCommandName> = z.output<CallbackCommands[N]['input']>;
export type CommandAnswer<N extends CallbackCommandName> = z.output<CallbackCommands[N]['output']>;

/** Commands that need more than the queue: the line to dial, the agent's hub file to join. */
type ForOthers = 'dialCallback' | 'joinHub';
export type QueueCommandName = Exclude<CallbackCommandName, ForOthers>;

/** The contract's commands, under the contract's names; none ever rejects but for a bug. */
export type QueueCommands = {
  readonly [N in QueueCommandName]: (input: CommandInput<N>) => Promise<CommandAnswer<N>>;
};

/** What the queue needs to know of the agent. `away` is a break: nothing is offered, the reserve goes back. */
export type AgentState = 'ready' | 'busy' | 'away';

/** Where a request made at this desk came from, when a call stands behind it. */
export interface RequestOrigin {
  readonly requestedMs: number;
  readonly source: RequestSource;
}

/** One agent's queue at one desk, from signing in to signing out. Lives in the back office, beside the store. */
export interface QueueDesk {
  readonly commands: QueueCommands;
  /** Reads what a crash left and begins to look for the hub. */
  start(): void;
  /** What the desk window always knows. The object is the same until something changed. */
  state(): CallbackQueue;
  /**
   * First half of `dialCallback`. Only with a claim that the log itself gives to this desk; the beginning of the call
   * is on the disk before this says yes. The caller then orders the line, and tells `dialOrdered` or `dialNotMade`.
   */
  startDial(
    input: CommandInput<'dialCallback'>,
  ): Promise<Result<{ readonly number: string; readonly name: string }, AppError>>;
  dialOrdered(callbackId: string, callId: string): void;
  /** The line did not take the order: nobody's telephone rang, so the next `startDial` needs no `again`. */
  dialNotMade(callbackId: string): void;
  /** The calls that are up, by id. The callback of a call that lives is kept for this desk. */
  callsChanged(liveCallIds: readonly string[]): void;
  /** `ready`: free, and nobody rings. */
  setAgent(state: AgentState): void;
  /** `requestCallback`, for a call that is known to the caller or a missed one. */
  request(
    input: CommandInput<'requestCallback'>,
    origin: RequestOrigin,
  ): ReturnType<QueueCommands['requestCallback']>;
  /** The codec can read more than before: a key came. */
  keysChanged(): void;
  /** The network is back, or the machine woke: tries the hub now and looks at the clocks. */
  wake(): void;
  /**
   * After `hub-log-other`, decided by a person: forgets the log kept here and reads the hub's. What this desk did and
   * the other log never had goes to the list of what needs attention.
   */
  adoptLog(): Done;
  /** Ends. `signOut` gives back what is held for later, for at most three seconds. */
  close(how: 'sign-out' | 'stop'): Promise<void>;
}

export type Person = CallbackQueue['colleagues'][number];

/** What happened, for the log file: ids and codes, never anything about a patient. */
export interface QueueReport {
  readonly what: 'link' | 'dropped' | 'rejected' | 'alarm' | 'restored' | 'store';
  readonly code: ErrorCode | CallbackQueue['link']['name'] | 'ok';
  readonly details?: Readonly<Record<string, string | number>>;
}

export interface QueueOptions {
  readonly store: RecordStore;
  readonly hub: Hub;
  readonly codec: EventCodec;
  readonly clock: Clock;
  /** Since the machine was started, in ms; goes on while it sleeps (os.uptime). */
  readonly uptimeMs: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly me: Person;
  /** The others of the roster, asked for anew at each change. */
  readonly colleagues: () => readonly Person[];
  /** The profile's group `callbacks`. */
  readonly rules: Profile['callbacks'];
  readonly numbers: NumberRules;
  /** IANA zones a number may be in; empty when nothing is known. */
  readonly zonesOf: (number: string) => readonly string[];
  /** Makes the ids of imported lines: the same at every desk of the team. Null: this desk's own, kept in its facts. */
  readonly importKey: Uint8Array | null;
  /** `state()` is another one. Called at most every 50 ms. */
  readonly onChange: () => void;
  readonly report: (report: QueueReport) => void;
}
