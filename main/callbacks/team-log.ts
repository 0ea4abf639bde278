import type { AppError, Result } from '#shared/result.ts';
import { ok } from '#shared/result.ts';
import type { EventCodec, Opened } from '../hub/codec.ts';
import type { LogMessage } from '../hub/hub.ts';
import type { KeptMessage, RecordStore } from '../records/store.ts';
import type { Fresh, Groups } from './groups.ts';
import { fillHoles, isHole, readHoles, writeHoles, type Fetch } from './holes.ts';
import type { Pending } from './pending.ts';
import { breathe, inSlices, SliceSize } from './slices.ts';

export interface TeamLogParts {
  readonly store: RecordStore;
  readonly pending: Pending;
  readonly groups: Groups;
  readonly codec: EventCodec;
  readonly me: { readonly agent: string; readonly desk: string };
  /** Messages are in the log and their callbacks are made anew. */
  readonly onTaken: (messages: readonly KeptMessage[]) => void;
}

/**
 * What a power cut takes of the log, the hub gives again; to wait for the disk with each slice would take most of a
 * first sync. What is done here waits for it, and brings along all that was read before.
 */
const CAN_BE_HAD_AGAIN = 'with-the-next';

/** So many at once are no news: the desk was away, or is new. */
const BACKLOG = 500;
/**
 * Every transaction writes all the index pages that it touched, whether one entry of them changed or twenty: a backlog
 * in slices of 8 ms is written five times over. Only lists and what is done here wait, and so long at most.
 */
const BACKLOG_SLICE_MS = 150;

interface Waiter {
  readonly seq: number;
  readonly resolve: (isReached: boolean) => void;
}

/**
 * The team's log on this desk. Every batch is one transaction: the messages, the callbacks they are about, and what
 * left the outbox because the log has it now. So a crash leaves all of it or none.
 */
export class TeamLog {
  readonly #parts: TeamLogParts;
  readonly #few = new SliceSize();
  readonly #many = new SliceSize({ first: 500, max: 2000, sliceMs: BACKLOG_SLICE_MS });
  #waiters: Waiter[] = [];

  constructor(parts: TeamLogParts) {
    this.#parts = parts;
  }

  lastSeq(): number {
    return this.#parts.store.log.lastSeq();
  }

  /**
   * Takes in messages as the hub gave them, in order. A jump is asked for again, and kept as a hole when the hub does
   * not have it. Fails when the disk takes no more, with what was taken until then.
   * @param throughSeq the end of the hub's log, when it sends nothing more: all up to there is asked for
   */
  async take(
    messages: readonly LogMessage[],
    fetch: Fetch,
    throughSeq?: number,
  ): Promise<Result<void, AppError>> {
    const whole = await fillHoles(this.lastSeq() + 1, messages, fetch, throughSeq);
    if (!whole.ok) return whole;
    const size = whole.value.length > BACKLOG ? this.#many : this.#few;
    for (let at = 0; at < whole.value.length;) {
      // Opened only now: what lives for a moment is soon cleared away, and what waits is not.
      const chunk: KeptMessage[] = [];
      const sealed = whole.value.slice(at, at + size.size);
      await inSlices(sealed, (message) => chunk.push(this.#kept(message)));
      const written = this.#write(chunk, size);
      if (!written.ok) return written;
      at += chunk.length;
      if (at < whole.value.length) await breathe();
    }
    return ok();
  }

  /** Resolves once the log has this position; with false when there is no session to bring it any more. */
  reached(seq: number): Promise<boolean> {
    if (this.lastSeq() >= seq) return Promise.resolve(true);
    return new Promise((resolve) => void this.#waiters.push({ seq, resolve }));
  }

  /** No more will come for now. */
  sessionOver(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const { resolve } of waiters) resolve(false);
  }

  /** Puts messages in the place of those with their positions, and makes their callbacks anew. */
  replace(messages: readonly KeptMessage[], also: () => void = () => undefined): Result<void, AppError> {
    const { store, pending } = this.#parts;
    const written = pending.write(() => {
      also();
      for (const message of messages) store.log.replace(message);
      this.#settle(messages);
    }, CAN_BE_HAD_AGAIN);
    if (written.ok) this.#parts.onTaken(messages);
    return written;
  }

  /** They are from whom they say: nothing else about them changes. */
  confirm(messages: readonly KeptMessage[]): Result<void, AppError> {
    if (messages.length === 0) return ok();
    const { store, pending } = this.#parts;
    return pending.write(() => store.log.confirm(messages.map(({ seq }) => seq)), CAN_BE_HAD_AGAIN);
  }

  /** Opens what could not be read once more: a key came, or an update. */
  async readAgain(): Promise<Result<void, AppError>> {
    const { log } = this.#parts.store;
    for (const kind of ['no-key', 'newer'] as const) {
      const read: KeptMessage[] = [];
      await inSlices(log.waiting(kind, log.count(kind)), (waiting) => {
        const again = this.#kept({ ...waiting, data: waiting.data ?? new Uint8Array() });
        if (again.kind !== kind) read.push(again);
      });
      for (let at = 0; at < read.length; at += 20) {
        const written = this.replace(read.slice(at, at + 20));
        if (!written.ok) return written;
        await breathe();
      }
    }
    return ok();
  }

  /** Asks once more for what the hub did not have: another replica may, or its storage was repaired. */
  async retryHoles(fetch: Fetch): Promise<Result<void, AppError>> {
    const { facts } = this.#parts.store;
    for (const seq of readHoles(facts)) {
      const answer = await fetch(seq);
      if (!answer.ok) return answer;
      if (answer.value === null) continue;
      const message = this.#kept(answer.value);
      const written = this.replace([message], () =>
        writeHoles(
          facts,
          readHoles(facts).filter((other) => other !== seq),
        ),
      );
      if (!written.ok) return written;
    }
    return ok();
  }

  #write(chunk: readonly KeptMessage[], size: SliceSize): Result<void, AppError> {
    const { store, pending, onTaken } = this.#parts;
    const holes = chunk.filter(isHole).map(({ seq }) => seq);
    const written = pending.write(() => {
      const startedMs = performance.now();
      const fresh = this.#fresh(chunk);
      store.log.append(chunk);
      if (holes.length > 0) writeHoles(store.facts, [...readHoles(store.facts), ...holes]);
      this.#settle(chunk, fresh);
      // Without the commit: a slow disk takes its time for one message as for many.
      size.took(performance.now() - startedMs);
    }, CAN_BE_HAD_AGAIN);
    if (!written.ok) return written;
    onTaken(chunk);
    this.#tellWaiters();
    return written;
  }

  /** What comes about callbacks that nothing was known of: read here, it need not be read back from the disk. */
  #fresh(chunk: readonly KeptMessage[]): Fresh {
    const { store, pending } = this.#parts;
    if (pending.unsent().count > 0) return new Map();
    const fresh = Map.groupBy(chunk, ({ callbackId }) => callbackId);
    for (const known of store.log.known([...fresh.keys()])) fresh.delete(known);
    return fresh;
  }

  /** Within a transaction. */
  #settle(messages: readonly KeptMessage[], fresh?: Fresh): void {
    const { pending, groups, me } = this.#parts;
    for (const { event, author } of messages) {
      // Anybody may have sent a lost request again; the id tells that it is there.
      const isOurs = event && (author === me.agent || event.type === 'requested');
      if (isOurs && pending.has(event.id)) pending.remove(event.id);
    }
    groups.refold(new Set(messages.map(({ callbackId }) => callbackId).filter((id) => id !== '')), fresh);
  }

  #tellWaiters(): void {
    if (this.#waiters.length === 0) return;
    const lastSeq = this.lastSeq();
    const done = this.#waiters.filter(({ seq }) => seq <= lastSeq);
    this.#waiters = this.#waiters.filter(({ seq }) => seq > lastSeq);
    for (const { resolve } of done) resolve(true);
  }

  #kept(message: LogMessage): KeptMessage {
    const { seq, callbackId, author, hubMs } = message;
    const place = { seq, callbackId, author, hubMs };
    if (callbackId === '') return { ...place, kind: 'malformed', event: null, verified: false, data: null };
    return { ...place, ...fieldsOf(this.#parts.codec.open(message), message.data) };
  }
}

/** The payload is kept while it may be needed: to be read, to be verified, or as proof. */
function fieldsOf(
  opened: Opened,
  data: Uint8Array,
): Pick<KeptMessage, 'kind' | 'event' | 'verified' | 'data'> {
  if (opened.kind !== 'event') {
    // Nothing at all proves nothing, and SQLite takes an empty value for none.
    return { kind: opened.kind, event: null, verified: false, data: data.length > 0 ? data : null };
  }
  const { event, verified } = opened;
  return { kind: 'event', event, verified, data: verified ? null : data };
}
