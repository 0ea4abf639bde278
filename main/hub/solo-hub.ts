import { ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import { StoreFailure, type KeptMessage, type RecordStore } from '../records/store.ts';
import type { EventCodec } from './codec.ts';
import type { Hub, HubSession, LogBounds, LogMessage, Publication, Published } from './hub.ts';

/** The log of a desk without a team. */
export const SOLO_LOG_ID = 'solo';
const BATCH = 200;

export interface SoloHubParts {
  readonly store: RecordStore;
  readonly codec: EventCodec;
  readonly clock: Pick<Clock, 'now'>;
  /** The only author there is. */
  readonly agent: string;
}

/**
 * The hub of one desk alone: the same log and the same compare-and-set, kept in the desk's own store. Always there,
 * except when the disk takes no more; then a publication is `unknown` and tried again, as with a silent hub.
 */
export class SoloHub implements Hub {
  readonly kind = 'solo';
  readonly #parts: SoloHubParts;

  constructor(parts: SoloHubParts) {
    this.#parts = parts;
  }

  open(): Promise<Result<HubSession, AppError>> {
    return Promise.resolve(ok(new SoloSession(this.#parts)));
  }
}

class SoloSession implements HubSession {
  readonly bounds: LogBounds;
  readonly closed: Promise<AppError | null>;
  readonly signals = null;
  readonly bulletins = null;
  readonly scripts = null;
  readonly #parts: SoloHubParts;
  #isOpen = true;
  #end: (reason: null) => void = () => undefined;
  #wakeFollower: () => void = () => undefined;

  constructor(parts: SoloHubParts) {
    this.#parts = parts;
    this.bounds = this.#look();
    this.closed = new Promise((resolve) => (this.#end = resolve));
  }

  askBounds(): Promise<Result<LogBounds, AppError>> {
    return Promise.resolve(ok(this.#look()));
  }

  follow(fromSeq: number, onBatch: (messages: readonly LogMessage[]) => Promise<void> | void): void {
    void this.#feed(fromSeq, onBatch);
  }

  async #feed(
    fromSeq: number,
    onBatch: (messages: readonly LogMessage[]) => Promise<void> | void,
  ): Promise<void> {
    let reachedSeq = fromSeq - 1;
    while (this.#isOpen) {
      const more = new Promise<void>((resolve) => (this.#wakeFollower = resolve));
      const batch = this.#parts.store.log.after(reachedSeq, BATCH).map((kept) => this.#asMessage(kept));
      const last = batch.at(-1);
      if (!last) {
        await more;
        continue;
      }
      await onBatch(batch);
      reachedSeq = last.seq;
    }
  }

  read(seq: number): Promise<Result<LogMessage | null, AppError>> {
    const kept = this.#parts.store.log.at(seq);
    return Promise.resolve(ok(kept && this.#asMessage(kept)));
  }

  lastAbout(callbackId: string): Promise<Result<LogMessage | null, AppError>> {
    const seq = this.#parts.store.log.lastSeqAbout(callbackId);
    return seq === 0 ? Promise.resolve(ok(null)) : this.read(seq);
  }

  publish(publication: Publication): Promise<Published> {
    return Promise.resolve(this.#isOpen ? this.#publish(publication) : { kind: 'unknown' });
  }

  #publish(publication: Publication): Published {
    const { store } = this.#parts;
    try {
      const published = store.transaction(() => this.#append(publication));
      this.#wakeFollower();
      return published;
    } catch (error) {
      if (error instanceof StoreFailure) return { kind: 'unknown' };
      throw error;
    }
  }

  #append({ callbackId, messageId, data, expectedSeq }: Publication): Published {
    const { store, codec, agent } = this.#parts;
    if (store.log.lastSeqAbout(callbackId) !== expectedSeq || store.log.has(callbackId, messageId)) {
      return { kind: 'lost-race' };
    }
    const { lastSeq, hubMs } = this.#look();
    const message = { seq: lastSeq + 1, callbackId, author: agent, hubMs, data };
    const opened = codec.open(message);
    const event = opened.kind === 'event' ? opened.event : null;
    store.log.append([{ ...message, kind: opened.kind, event, verified: true, data: null }]);
    return { kind: 'stored', seq: message.seq };
  }

  /** Time in the log never goes back, even when somebody sets the desk's clock. */
  #look(): LogBounds {
    const { store, clock } = this.#parts;
    const lastSeq = store.log.lastSeq();
    const last = store.log.at(lastSeq);
    return { firstSeq: 1, lastSeq, hubMs: Math.max(clock.now(), last?.hubMs ?? 0), logId: SOLO_LOG_ID };
  }

  #asMessage({ seq, callbackId, author, hubMs, event, data }: KeptMessage): LogMessage {
    const sealed = event && !data ? this.#parts.codec.seal(callbackId, event) : null;
    return { seq, callbackId, author, hubMs, data: sealed?.ok ? sealed.value : (data ?? new Uint8Array()) };
  }

  close(): Promise<void> {
    this.#isOpen = false;
    this.#wakeFollower();
    this.#end(null);
    return Promise.resolve();
  }
}
