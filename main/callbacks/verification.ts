import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { EventCodec } from '../hub/codec.ts';
import type { KeptMessage, RecordStore } from '../records/store.ts';
import type { Groups } from './groups.ts';
import { keptAsync } from './kept.ts';
import type { TeamLog } from './team-log.ts';

/** A few milliseconds of work, and a rest that leaves the thread to everything else. */
const BATCH = 25;
const REST_MS = 40;
/** Nothing to do, or the team cannot be read now. */
const IDLE_MS = 5000;

export interface VerificationParts {
  readonly store: RecordStore;
  readonly groups: Groups;
  readonly log: TeamLog;
  readonly codec: EventCodec;
  readonly clock: Clock;
  /** The log is still being read: what was read is checked afterwards. */
  readonly isSyncing: () => boolean;
  readonly onStoreFailure: (error: AppError) => void;
}

/**
 * Who wrote what. A first sync opens a hundred thousand messages without checking their signatures, which would take a
 * quarter of a minute; that is done here, in the idle time, and at once for a callback that somebody wants to act on.
 */
export class Verification {
  readonly #parts: VerificationParts;
  #callOff: () => void = () => undefined;
  #isStopped = false;

  constructor(parts: VerificationParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#callOff = this.#parts.clock.after(REST_MS, () => void this.#work());
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOff();
  }

  /** Everything about a callback is read and comes from whom it says; what does not has lost its effect by then. */
  async verified(callbackId: string): Promise<Result<void, AppError>> {
    const { store, groups } = this.#parts;
    const ids = groups.idsWith(callbackId);
    const unread = this.#unread(new Set(ids));
    if (unread) return failed(unread);
    return this.#check(store.log.eventsAbout(ids).filter((message) => !message.verified));
  }

  #unread(ids: ReadonlySet<string>): AppError | null {
    const { log } = this.#parts.store;
    for (const kind of ['newer', 'no-key'] as const) {
      const count = log.count(kind);
      if (count > 0 && log.waiting(kind, count).some((message) => ids.has(message.callbackId))) {
        return appError(kind === 'newer' ? 'hub-newer-events' : 'hub-key-missing');
      }
    }
    return null;
  }

  async #work(): Promise<void> {
    if (this.#parts.isSyncing()) {
      this.#callOff = this.#parts.clock.after(IDLE_MS, () => void this.#work());
      return;
    }
    const worked = await keptAsync(async () => {
      const batch = this.#parts.store.log.unverified(BATCH);
      const checked = await this.#check(batch);
      return batch.length > 0 && checked.ok ? REST_MS : IDLE_MS;
    });
    if (this.#isStopped) return;
    if (!worked.ok) this.#parts.onStoreFailure(worked.error);
    const restMs = worked.ok ? worked.value : IDLE_MS;
    this.#callOff = this.#parts.clock.after(restMs, () => void this.#work());
  }

  async #check(messages: readonly KeptMessage[]): Promise<Result<void, AppError>> {
    if (messages.length === 0) return ok();
    const checked = await Promise.allSettled(messages.map((message) => this.#verify(message)));
    if (this.#isStopped) return failed(appError('callback-offline'));
    const read = checked.flatMap((one, at) => {
      const before = messages[at];
      return one.status === 'fulfilled' && before && this.#isThere(before) ? [one.value] : [];
    });
    const written = this.#keep(read);
    if (!written.ok || read.length === messages.length) return written;
    // Whether somebody is of the team cannot be told now.
    return failed(appError('callback-offline'));
  }

  /** The log may have been set back meanwhile: then its position may be another message's. */
  #isThere({ seq, event }: KeptMessage): boolean {
    const found = this.#parts.store.log.at(seq);
    return found !== null && found.event?.id === event?.id;
  }

  /** Most are what they say; only the others change a callback. */
  #keep(read: readonly KeptMessage[]): Result<void, AppError> {
    const { log } = this.#parts;
    const confirmed = log.confirm(read.filter(({ verified }) => verified));
    if (!confirmed.ok) return confirmed;
    const forged = read.filter(({ verified }) => !verified);
    return forged.length > 0 ? log.replace(forged) : confirmed;
  }

  async #verify(message: KeptMessage): Promise<KeptMessage> {
    const { data } = message;
    if (data === null) throw new Error('a message that is to be verified has lost its payload');
    const isGenuine = await this.#parts.codec.verify({ ...message, data });
    return isGenuine
      ? { ...message, verified: true, data: null }
      : { ...message, kind: 'forged', event: null, verified: false };
  }
}
