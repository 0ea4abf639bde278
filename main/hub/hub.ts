import type { AppError, Result } from '#shared/result.ts';

/**
 * The team hub as the desk uses it: an append-only log with compare-and-set. Two adapters: NATS JetStream for a team,
 * and the desk's own store for one desk without a hub (solo). Nothing here knows what an event means.
 */

/** Messages that a session hands out at a time, at most: few large transactions in a first sync, none without end. */
export const MOST_AT_ONCE = 1000;

/** One message of the log. */
export interface LogMessage {
  /** Position in the log, from 1, without holes. */
  readonly seq: number;
  readonly callbackId: string;
  /** Last word of the subject; the hub lets nobody publish under another's. */
  readonly author: string;
  /** When the hub stored it, ms since the epoch by the hub's clock. */
  readonly hubMs: number;
  /** Sealed payload as published (main/hub/seal.ts), at most 16 KiB. */
  readonly data: Uint8Array;
}

export interface Publication {
  readonly callbackId: string;
  /** Random UUID, the same at every try. */
  readonly messageId: string;
  readonly data: Uint8Array;
  /** Position of the last message about this callback that we know; 0 for none. */
  readonly expectedSeq: number;
}

/** What became of a publication. Only `stored` is a promise; after `unknown` the log has to be asked. */
export type Published =
  | { readonly kind: 'stored'; readonly seq: number }
  /** Another message about this callback came first (10071), or one is on its way (10164). */
  | { readonly kind: 'lost-race' }
  /** No answer, no leader, no quorum: it may have been stored or may yet be. */
  | { readonly kind: 'unknown' }
  /** The hub will never take it from us: not allowed, too big. */
  | { readonly kind: 'refused'; readonly error: AppError };

/** A message of a stream beside the log, as the hub stored it. */
export interface SideMessage {
  /** Last word of the subject; the hub lets nobody publish under another's. */
  readonly author: string;
  /** When the hub stored it, ms since the epoch by the hub's clock. */
  readonly hubMs: number;
  /** Sealed payload; how long it may be stands in layout.ts. */
  readonly data: Uint8Array;
}

/** What became of such a message. After `unknown` it may be sent again under the same id, for two minutes at least. */
export type SideSent =
  | { readonly kind: 'stored' }
  | { readonly kind: 'unknown' }
  /** The hub will not take it: it has no such stream yet, or it is not for us. */
  | { readonly kind: 'refused'; readonly error: AppError };

/** One stream beside the log: whatever is wrong with it ends no session. */
export interface SideWay {
  /**
   * Messages from `sinceHubMs` on, in order, until the session ends or `onFault` is called; a new call begins anew.
   * Resolves with how many there were to begin with; `onBatch` with none says that no more of them will come, as when
   * their time was over or a node cannot read one. Errors: `hub-misconfigured` when the hub has no such stream, or not
   * as it should be, or not for us; `hub-no-answer`.
   */
  follow(
    sinceHubMs: number,
    onBatch: (messages: readonly SideMessage[]) => void,
    onFault: (fault: AppError) => void,
  ): Promise<Result<number, AppError>>;
  /** @param messageId the same at every try */
  send(messageId: string, data: Uint8Array): Promise<SideSent>;
}

/** One message of the team's scripts. */
export interface ScriptMessage {
  readonly subject: string;
  readonly seq: number;
  /** Which script, as the subject names it (shared/script/draft-text.ts). */
  readonly word: string;
  /** Last word of the subject; the hub lets nobody publish under another's, and only leads at all. */
  readonly author: string;
  readonly hubMs: number;
  /** Sealed payload, at most 64 KiB with its headers. */
  readonly data: Uint8Array;
}

export interface ScriptPublication extends Omit<Publication, 'callbackId'> {
  readonly word: string;
}

export interface ScriptBounds {
  /** 0 while nothing was published. */
  readonly lastSeq: number;
  /** Changes when the stream itself is another one. */
  readonly logId: string;
}

/** The team's scripts, beside the log: whatever is wrong with them ends no session. */
export interface ScriptWay {
  /** Errors: `hub-misconfigured` when the hub has no scripts or not as they should be, `hub-no-answer`. */
  look(): Promise<Result<ScriptBounds, AppError>>;
  /** In order, until the session ends or `onFault` is called; a new call begins anew. */
  follow(
    fromSeq: number,
    onBatch: (messages: readonly ScriptMessage[]) => Promise<void>,
    onFault: (fault: AppError) => void,
  ): void;
  /** Position of the last message about a script; 0 for none. */
  lastAbout(word: string): Promise<Result<number, AppError>>;
  publish(publication: ScriptPublication): Promise<Published>;
}

/** What the hub said of itself and its log when the session was opened. */
export interface LogBounds {
  /** From 1, also of a log that is empty. */
  readonly firstSeq: number;
  /** 0 of a log that is empty. */
  readonly lastSeq: number;
  /** The hub's time when it answered, in ms, corrected for the way by half. */
  readonly hubMs: number;
  /** Changes when the log itself is another one: made anew, or another team's. */
  readonly logId: string;
}

/**
 * One connection, from open to closed; never reconnects by itself. Everything it promises settles when it closes.
 */
export interface HubSession {
  readonly bounds: LogBounds;
  /** Asks again how far the log goes. */
  askBounds(): Promise<Result<LogBounds, AppError>>;
  /**
   * Messages from `fromSeq` on, in order, for as long as the session lasts, at most `MOST_AT_ONCE` of them at a time;
   * `onBatch` is awaited before more is taken, so that a slow reader is never flooded. A hole shows as a jump in `seq`.
   */
  follow(fromSeq: number, onBatch: (messages: readonly LogMessage[]) => Promise<void> | void): void;
  /** One message by its position; null when the hub does not have it. */
  read(seq: number): Promise<Result<LogMessage | null, AppError>>;
  /** The last message about a callback; null when there is none. Not answered by a lagging replica. */
  lastAbout(callbackId: string): Promise<Result<LogMessage | null, AppError>>;
  publish(publication: Publication): Promise<Published>;
  /** What desks tell one another for the moment; null where there is nobody to tell. */
  readonly signals: SideWay | null;
  /** What the leads tell the team; null where there is nobody to tell. */
  readonly bulletins: SideWay | null;
  /** Null where the desk keeps them itself. */
  readonly scripts: ScriptWay | null;
  /** Resolves once the session is over, with the reason; null when `close` ended it. */
  readonly closed: Promise<AppError | null>;
  close(): Promise<void>;
}

/** Opens one session. Fails with a reason by name: unreachable, refused, too old, misconfigured, access expired. */
export interface Hub {
  readonly kind: 'solo' | 'nats';
  open(): Promise<Result<HubSession, AppError>>;
}
