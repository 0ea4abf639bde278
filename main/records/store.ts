import type { Callback } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import type { CallbackView } from '#shared/contract/callback-state.ts';
import type { CallListEntry } from '#shared/contract/desk-state.ts';
import type { CallJournalEvent } from '#shared/desk/call-journal.ts';
import type { AppError } from '#shared/result.ts';

/**
 * Everything that must survive, in one encrypted database per agent (docs/privacy.md). Synchronous on purpose: it
 * lives in a thread of its own, and what has returned is on the disk. A full or failing disk throws `StoreFailure`
 * and changes nothing.
 */
export interface RecordStore {
  /** All of it or none of it. Calls inside one another join the outermost, also in how soon it is on the disk. */
  transaction<T>(act: () => T, lasting?: Lasting): T;
  readonly log: EventLog;
  readonly outbox: Outbox;
  readonly callbacks: CallbackTable;
  readonly calls: CallRecords;
  readonly drafts: Drafts;
  readonly facts: Facts;
  readonly scripts: ScriptVersions;
  close(): void;
}

/**
 * When a transaction is safe from a power cut; from a crash of the app it always is. `with-the-next`: with the next one
 * that is `at-once`, for what can be had again.
 */
export type Lasting = 'at-once' | 'with-the-next';

/** A write that the disk did not take. */
export class StoreFailure extends Error {
  override readonly name = 'StoreFailure';
  readonly error: AppError;
  constructor(error: AppError, options?: ErrorOptions) {
    super(error.code, options);
    this.error = error;
  }
}

/** One message of the team's log as it is kept. */
export interface KeptMessage {
  readonly seq: number;
  readonly callbackId: string;
  readonly author: string;
  readonly hubMs: number;
  /** `event`: read. `no-key`, `newer`: kept for later. `forged`, `malformed`: kept as proof, without effect. */
  readonly kind: 'event' | 'no-key' | 'newer' | 'forged' | 'malformed';
  readonly event: CallbackEvent | null;
  /** Its signature has been checked, or it needs none. */
  readonly verified: boolean;
  /** The payload as it came, for as long as it may be needed to read or verify it; then null. */
  readonly data: Uint8Array | null;
}

/** The team's log as far as this desk has it. */
export interface EventLog {
  /** The hub's log begins here: what was before is no hole. 1 until told. */
  beginAt(firstSeq: number): void;
  /** A message whose position is there already changes nothing. */
  append(messages: readonly KeptMessage[]): void;
  /** They are from whom they say: verified from now on, without their payloads. */
  confirm(seqs: readonly number[]): void;
  /** Puts a message in the place of the one with its position: it could be read now, or proved forged. */
  replace(message: KeptMessage): void;
  /** Everything about these callbacks that was read and counts, in log order. */
  eventsAbout(callbackIds: readonly string[]): KeptMessage[];
  /** The highest position without a hole before it, from where the log begins; one before that when there is none. */
  lastSeq(): number;
  /** Those of these callbacks that any message is about. */
  known(callbackIds: readonly string[]): string[];
  /** Position of the last message about a callback, of whatever kind; 0 for none. */
  lastSeqAbout(callbackId: string): number;
  /** Whether an event about a callback is in it, also one without effect for now. */
  has(callbackId: string, eventId: string): boolean;
  waiting(kind: 'no-key' | 'newer', limit: number): KeptMessage[];
  unverified(limit: number): KeptMessage[];
  count(kind: KeptMessage['kind']): number;
  /** The message at a position, of whatever kind; null when there is none. */
  at(seq: number): KeptMessage | null;
  /** Messages of any kind after a position, in log order: to compare what this desk has with the hub's log. */
  after(seq: number, limit: number): KeptMessage[];
  /** Forgets the messages after a position: the hub was restored from an older copy of its log. */
  dropAfter(seq: number): void;
  /** Forgets the whole log and every callback, to be read again from the hub. The outbox stays. */
  clear(): void;
}

export interface OutboxItem {
  /** The event's id. */
  readonly id: string;
  readonly callbackId: string;
  readonly event: CallbackEvent;
  /** By this desk's clock. */
  readonly writtenMs: number;
  /** `waiting` to be sent, `stored` by the hub and not in our log yet, `rejected` for good. */
  readonly state: 'waiting' | 'stored' | 'rejected';
  readonly error: AppError | null;
}

/** What was done here, in order, until the log has it. */
export interface Outbox {
  add(item: Pick<OutboxItem, 'callbackId' | 'event' | 'writtenMs'>): void;
  /** Oldest first, the rejected ones left out. */
  unsent(): OutboxItem[];
  unsentAbout(callbackIds: readonly string[]): OutboxItem[];
  rejected(): OutboxItem[];
  mark(id: string, state: OutboxItem['state'], error?: AppError): void;
  /** Its event is in the log, or a person has dealt with it. */
  remove(id: string): void;
}

export interface CallbackQuery {
  readonly view: CallbackView;
  /** Words as typed: parts of a name, reason or number, in any order; empty for all. */
  readonly search: string;
  readonly me: { readonly agent: string; readonly lead: boolean };
  /** Hub time. */
  readonly nowMs: number;
  /** From the page before; null for the first. Opaque. */
  readonly after: string | null;
  readonly limit: number;
}

/** The callbacks as the log and the outbox make them: a table that can be made anew at any time. */
export interface CallbackTable {
  put(callback: Callback, unsent: boolean): void;
  remove(id: string): void;
  get(id: string): { callback: Callback; unsent: boolean } | null;
  /** The group of a callback as it was put there: its number and reason. Null when it is not there. */
  groupKeyOf(id: string): string | null;
  /** Ids of every callback of a group. */
  idsOfGroup(groupKey: string): string[];
  page(query: CallbackQuery): { items: { callback: Callback; unsent: boolean }[]; after: string | null };
  /** At most 999 each. */
  counts(me: CallbackQuery['me'], nowMs: number): Record<CallbackView, number>;
  /** Open, due by `nowMs`, free for `me`, in the order of the queue: what may be offered or held in reserve. */
  candidates(me: CallbackQuery['me'], nowMs: number, limit: number): Callback[];
  /** Those that this desk holds. */
  heldBy(agent: string, desk: string, nowMs: number): Callback[];
}

/** The calls of this desk: a journal, and the line that it makes of each call (shared/desk/call-journal.ts). */
export interface CallRecords {
  /** Writes down what was seen of calls, in any order and as often as one likes. */
  record(events: readonly CallJournalEvent[]): void;
  /** Adds or replaces the line of a call that is over. */
  put(entry: CallListEntry): void;
  /** Remembers that a call is up, so that a crash leaves a line that says so. */
  begun(entry: CallListEntry): void;
  page(query: { before: string | null; limit: number; search: string }): {
    entries: CallListEntry[];
    more: boolean;
  };
  withNumber(number: string, limit: number): CallListEntry[];
  /** Forgets calls that ended before then. @returns how many */
  forgetBefore(endedMs: number): number;
}

/** What is being typed: notes by their callback, and scripts (main/script-book/drafts.ts). */
export interface Drafts {
  get(callbackId: string): string;
  /** All whose id begins so. */
  beginningWith(prefix: string): { readonly id: string; readonly text: string }[];
  /** Empty text removes it. */
  set(callbackId: string, text: string): void;
}

/** One version of a script of the team. */
export interface ScriptVersion {
  /** Language and id (shared/script/draft-text.ts). */
  readonly word: string;
  /** Counted from 1 for each script, in the order of the log. */
  readonly version: number;
  /** Position in the log that it came from. */
  readonly seq: number;
  readonly author: string;
  readonly hubMs: number;
  /** Null: withdrawn. */
  readonly text: string | null;
}

/** Every version of every script that was published: alone the only copy, in a team one to work with offline. */
export interface ScriptVersions {
  add(next: Omit<ScriptVersion, 'version'>): ScriptVersion;
  words(): string[];
  /** Newest first. */
  of(word: string): ScriptVersion[];
  last(word: string): ScriptVersion | null;
  at(word: string, version: number): ScriptVersion | null;
  /** 0 for none. */
  lastSeq(): number;
  clear(): void;
}

/** Single values: this desk's id, the log's id, the hub's clock, the team's keys… */
export interface Facts {
  get(name: string): string | null;
  set(name: string, value: string): void;
  remove(name: string): void;
}
