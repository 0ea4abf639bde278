import { isLead } from '#shared/callback/author.ts';
import type { BookStanding } from '#shared/contract/script-book.ts';
import { readScriptWord } from '#shared/script/draft-text.ts';
import { appError, type AppError } from '#shared/result.ts';
import { keptAsync } from '../callbacks/kept.ts';
import type { Clock } from '../clock.ts';
import type { ScriptBounds, ScriptMessage, ScriptWay } from '../hub/hub.ts';
import { TeamUnknown, type TeamSeal } from '../hub/team-seal.ts';
import type { RecordStore, ScriptVersion } from '../records/store.ts';
import { keepReached, nothingOf, reachedIn, type Reached } from './reached.ts';
import { SCRIPT_KIND, type ScriptMessageBody } from './script-kind.ts';

/** What went wrong on the way is tried again so soon. */
const AGAIN_MS = 5_000;

interface HubReaderParts {
  readonly store: RecordStore;
  readonly clock: Clock;
  readonly seal: TeamSeal<ScriptMessageBody>;
  readonly onAdded: (versions: readonly ScriptVersion[], isNews: boolean) => void;
  readonly onCleared: () => void;
}

/** One reading, from when a way was had until it ends or begins anew. */
interface Reading {
  readonly way: ScriptWay;
  readonly bounds: ScriptBounds;
  /** Something of this log was here before: what comes now is news, also what was missed meanwhile. */
  readonly hadCopy: boolean;
  readonly tell: (standing: BookStanding) => void;
}

/**
 * Reads the stream SCRIPTS into the records, in order. A version counts when a lead of the team signed it; everything
 * else is passed by. What cannot be read yet counts as a version without a text that anybody can use, and everything is
 * read anew once it may be readable.
 */
export class HubReader {
  readonly #parts: HubReaderParts;
  readonly #waiting = new Set<() => void>();
  #reading: Reading | null = null;
  #callOff: () => void = () => undefined;

  constructor(parts: HubReaderParts) {
    this.#parts = parts;
  }

  read(way: ScriptWay, tell: Reading['tell']): void {
    this.stop();
    // Taken until the answer, so that an answer to nobody is noticed.
    const asked: Reading = { way, bounds: { lastSeq: 0, logId: '' }, hadCopy: false, tell };
    this.#reading = asked;
    void this.#begin(asked);
  }

  stop(): void {
    this.#callOff();
    this.#reading = null;
  }

  keysChanged(): void {
    const reading = this.#reading;
    if (reading && reachedIn(this.#parts.store).hasUnread) this.#anew(reading);
  }

  /** Whether everything up to there is read, waiting for it so long. */
  reaches(seq: number, limitMs: number): Promise<boolean> {
    return this.until(() => reachedIn(this.#parts.store).seq >= seq, limitMs);
  }

  /** Whether it comes true while messages come in. */
  until(isTrue: () => boolean, limitMs: number): Promise<boolean> {
    if (isTrue()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        this.#waiting.delete(look);
        callOff();
        resolve(came);
      };
      const look = (): void => {
        if (isTrue()) end(true);
      };
      const callOff = this.#parts.clock.after(limitMs, () => end(false));
      this.#waiting.add(look);
    });
  }

  async #begin(asked: Reading): Promise<void> {
    const bounds = await asked.way.look();
    if (this.#reading !== asked) return;
    if (!bounds.ok) return this.#fault(asked, bounds.error);
    const { store } = this.#parts;
    const before = reachedIn(store);
    const isSame = before.logId === bounds.value.logId && before.seq <= bounds.value.lastSeq;
    const mayReadMore = before.hasUnread && before.vocabulary < SCRIPT_KIND.version;
    const cleared = await keptAsync(async () => {
      if (!isSame || mayReadMore) this.#clear(bounds.value.logId);
    });
    if (!cleared.ok) return this.#fault(asked, cleared.error);
    const { seq } = reachedIn(store);
    const reading = { ...asked, bounds: bounds.value, hadCopy: seq > 0 };
    this.#reading = reading;
    this.#sayWhereItIs(reading);
    asked.way.follow(
      seq + 1,
      (messages) => this.#take(reading, messages),
      (fault) => this.#fault(reading, fault),
    );
  }

  /** Leaves nothing of another log, or of a reading that knew less. */
  #clear(logId: string): void {
    const { store, onCleared } = this.#parts;
    const hadSome = store.scripts.words().length > 0;
    store.transaction(() => {
      store.scripts.clear();
      keepReached(store, nothingOf(logId));
    });
    if (hadSome) onCleared();
  }

  #anew({ way, bounds, tell }: Reading): void {
    this.#clear(bounds.logId);
    this.read(way, tell);
  }

  async #take(reading: Reading, messages: readonly ScriptMessage[]): Promise<void> {
    const added: ScriptVersion[] = [];
    const done = await keptAsync(async () => {
      for (const message of messages) {
        const body = await this.#opened(message);
        if (this.#reading !== reading) return;
        added.push(...this.#put(message, body));
      }
    }).catch((error: unknown) => {
      if (error instanceof TeamUnknown) return { ok: false as const, error: appError('hub-no-answer') };
      throw error;
    });
    if (this.#reading !== reading) return;
    const live = added.some(({ seq }) => seq > reading.bounds.lastSeq);
    if (added.length > 0) this.#parts.onAdded(added, live || reading.hadCopy);
    this.#sayWhereItIs(reading);
    for (const look of this.#waiting) look();
    if (!done.ok) this.#fault(reading, done.error);
  }

  /** Null for what never counts; `unread` for what may be read some day. */
  async #opened(message: ScriptMessage): Promise<ScriptMessageBody | 'unread' | null> {
    const { seal } = this.#parts;
    if (!isLead(message.author) || readScriptWord(message.word) === null) return null;
    if (!(await seal.verify(message))) return null;
    const opened = seal.open(message);
    if (opened.kind === 'message') return opened.message;
    return opened.kind === 'no-key' || opened.kind === 'newer' ? 'unread' : null;
  }

  /** @throws StoreFailure */
  #put(
    { seq, word, author, hubMs }: ScriptMessage,
    body: ScriptMessageBody | 'unread' | null,
  ): ScriptVersion[] {
    const { store } = this.#parts;
    return store.transaction(() => {
      const before = reachedIn(store);
      const isUnread = body === 'unread';
      const now: Reached = { ...before, seq, hasUnread: before.hasUnread || isUnread };
      keepReached(store, now);
      if (body === null) return [];
      return [store.scripts.add({ word, seq, author, hubMs, text: isUnread ? '' : body.text })];
    });
  }

  #sayWhereItIs({ bounds, tell }: Reading): void {
    tell({ kind: reachedIn(this.#parts.store).seq >= bounds.lastSeq ? 'open' : 'away' });
  }

  #fault(reading: Reading, error: AppError): void {
    if (this.#reading !== reading) return;
    const { way, tell } = reading;
    const isOff = error.code === 'hub-misconfigured';
    tell(isOff ? { kind: 'off', error } : { kind: 'away' });
    // A hub that is mended is noticed with the next session.
    if (isOff) return;
    this.#callOff = this.#parts.clock.after(AGAIN_MS, () => this.read(way, tell));
  }
}
