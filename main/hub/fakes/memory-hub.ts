import { isLead } from '#shared/callback/author.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { Hub, HubSession, LogBounds, LogMessage, Publication, Published, SideWay } from '../hub.ts';
import { MemorySideStream } from './memory-side-stream.ts';

/** As long as the real one takes to notice that nothing comes any more. */
const SILENCE_NOTICED_MS = 7_000;
const CONNECT_LIMIT_MS = 5_000;

/** A team's log in memory: what a real hub keeps, with the faults a real one may have. */
export class MemoryLog {
  logId = 'memory-log-1';
  /** What desks told one another. */
  readonly signals: MemorySideStream;
  /** What leads told the team. */
  readonly bulletins: MemorySideStream;
  readonly #clock: Pick<Clock, 'now'>;
  #kept: LogMessage[] = [];
  #lastSeq = 0;
  readonly #seqOf = new Map<string, number>();
  #lastAbout = new Map<string, LogMessage>();
  readonly #wakes = new Set<() => void>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.signals = new MemorySideStream(clock);
    this.bulletins = new MemorySideStream(clock, isLead);
  }

  /** Everything, in order. */
  get messages(): readonly LogMessage[] {
    return this.#kept;
  }

  bounds(): LogBounds {
    const hubMs = this.#clock.now();
    return { firstSeq: this.#kept[0]?.seq ?? 1, lastSeq: this.#lastSeq, hubMs, logId: this.logId };
  }

  /** Compare-and-set as nats-server 2.15 does it: the expectation is looked at before the message's id. */
  append(author: string, { callbackId, messageId, data, expectedSeq }: Publication): Published {
    if ((this.lastAbout(callbackId)?.seq ?? 0) !== expectedSeq) return { kind: 'lost-race' };
    const seqBefore = this.#seqOf.get(messageId);
    if (seqBefore !== undefined) return { kind: 'stored', seq: seqBefore };
    this.#lastSeq += 1;
    const message = { seq: this.#lastSeq, callbackId, author, hubMs: this.#clock.now(), data };
    this.#kept.push(message);
    this.#lastAbout.set(callbackId, message);
    this.#seqOf.set(messageId, this.#lastSeq);
    for (const wake of this.#wakes) wake();
    return { kind: 'stored', seq: this.#lastSeq };
  }

  lastAbout(callbackId: string): LogMessage | null {
    return this.#lastAbout.get(callbackId) ?? null;
  }

  after(seq: number, limit: number): LogMessage[] {
    // Every message before has a lower position, so what comes after `seq` stands no later than at that index.
    const atMost = this.#kept.slice(0, seq).findLastIndex((message) => message.seq <= seq) + 1;
    return this.#kept.slice(atMost, atMost + limit);
  }

  /** Calls back once something was added. */
  onMore(wake: () => void): () => void {
    this.#wakes.add(wake);
    return () => void this.#wakes.delete(wake);
  }

  /** As after a backup was put back: what came after `lastSeq` is gone, and its positions are given out anew. */
  stepBackTo(lastSeq: number): void {
    this.#keep(({ seq }) => seq <= lastSeq);
    for (const [messageId, seq] of this.#seqOf) if (seq > lastSeq) this.#seqOf.delete(messageId);
    this.#lastSeq = lastSeq;
  }

  /** A message that one replica lost: its position is a hole. */
  lose(seq: number): void {
    this.#keep((message) => message.seq !== seq);
  }

  #keep(wanted: (message: LogMessage) => boolean): void {
    this.#kept = this.#kept.filter(wanted);
    this.#lastAbout = new Map(this.#kept.map((message) => [message.callbackId, message]));
  }

  /** As when somebody deleted the stream and made it anew. */
  beginAnew(): void {
    this.stepBackTo(0);
    this.logId = `${this.logId}+`;
  }
}

export interface MemoryHubFaults {
  /** `open` fails with it. */
  refuse: AppError | null;
  /** Publications are stored and the answer gets lost: `unknown`. */
  loseAcks: boolean;
  /** Publications get lost on the way: `unknown`, and not stored. */
  losePublications: boolean;
  /** Every publication is turned down for good. */
  refusePublications: AppError | null;
  /** How long each answer takes. */
  delayMs: number;
  /** The most messages at a time. */
  batch: number;
  /** The node that answers was cut off from the others, and has the log only so far; null: all of it. */
  endsAtSeq: number | null;
}

/** One agent's way to a `MemoryLog`. */
export class MemoryHub implements Hub {
  readonly kind = 'nats';
  readonly faults: MemoryHubFaults = {
    refuse: null,
    loseAcks: false,
    losePublications: false,
    refusePublications: null,
    delayMs: 0,
    batch: 500,
    endsAtSeq: null,
  };
  readonly log: MemoryLog;
  readonly agent: string;
  readonly clock: Clock;
  /** How often somebody tried to open a session. */
  opened = 0;
  #isSilent = false;
  #sessions = new Set<MemorySession>();

  constructor(log: MemoryLog, agent: string, clock: Clock) {
    this.log = log;
    this.agent = agent;
    this.clock = clock;
  }

  get isSilent(): boolean {
    return this.#isSilent;
  }

  async open(): Promise<Result<HubSession, AppError>> {
    this.opened += 1;
    const { refuse, delayMs } = this.faults;
    if (this.#isSilent) {
      await this.wait(CONNECT_LIMIT_MS);
      return failed(appError('hub-unreachable'));
    }
    if (delayMs > 0) await this.wait(delayMs);
    if (refuse) return failed(refuse);
    const session: MemorySession = new MemorySession(this, () => void this.#sessions.delete(session));
    this.#sessions.add(session);
    return ok(session);
  }

  /** The log as the node that answers has it. */
  bounds(): LogBounds {
    const bounds = this.log.bounds();
    return { ...bounds, lastSeq: Math.min(bounds.lastSeq, this.faults.endsAtSeq ?? Infinity) };
  }

  after(seq: number, limit: number): LogMessage[] {
    const { lastSeq } = this.bounds();
    return this.log.after(seq, limit).filter((message) => message.seq <= lastSeq);
  }

  wait(delayMs: number): Promise<void> {
    return new Promise((resolve) => void this.clock.after(delayMs, resolve));
  }

  /** The black hole: the link looks open, and nothing comes or goes. Noticed after seven seconds. */
  fallSilent(): void {
    this.#isSilent = true;
    for (const session of this.#sessions) {
      this.clock.after(SILENCE_NOTICED_MS, () => {
        if (this.#isSilent) session.end(appError('hub-no-answer'));
      });
    }
  }

  speakAgain(): void {
    this.#isSilent = false;
    for (const session of this.#sessions) session.hearAgain();
  }

  /** The link is cut, and everybody knows at once. */
  cut(reason: AppError = appError('hub-unreachable')): void {
    for (const session of this.#sessions) session.end(reason);
  }
}

const GONE: AppError = appError('hub-no-answer');

class MemorySession implements HubSession {
  readonly bounds: LogBounds;
  readonly closed: Promise<AppError | null>;
  readonly signals: SideWay;
  readonly bulletins: SideWay;
  readonly scripts = null;
  readonly #hub: MemoryHub;
  readonly #forget: () => void;
  #isOpen = true;
  #reportEnd: (reason: AppError | null) => void = () => undefined;
  #stopFollowing: () => void = () => undefined;
  #wake: () => void = () => undefined;

  constructor(hub: MemoryHub, forget: () => void) {
    this.#hub = hub;
    this.#forget = forget;
    this.bounds = hub.bounds();
    this.closed = new Promise((resolve) => (this.#reportEnd = resolve));
    const wayOf = (stream: MemorySideStream): SideWay =>
      stream.wayOf(hub.agent, (answer, lost) => this.#answered(answer, lost), this.closed);
    this.signals = wayOf(hub.log.signals);
    this.bulletins = wayOf(hub.log.bulletins);
  }

  askBounds(): Promise<Result<LogBounds, AppError>> {
    return this.#answered<Result<LogBounds, AppError>>(() => ok(this.#hub.bounds()), failed(GONE));
  }

  read(seq: number): Promise<Result<LogMessage | null, AppError>> {
    const find = () => ok(this.#hub.after(seq - 1, 1).find((message) => message.seq === seq) ?? null);
    return this.#answered<Result<LogMessage | null, AppError>>(find, failed(GONE));
  }

  lastAbout(callbackId: string): Promise<Result<LogMessage | null, AppError>> {
    const find = () => ok(this.#hub.log.lastAbout(callbackId));
    return this.#answered<Result<LogMessage | null, AppError>>(find, failed(GONE));
  }

  publish(publication: Publication): Promise<Published> {
    return this.#answered<Published>(() => this.#take(publication), { kind: 'unknown' });
  }

  #take(publication: Publication): Published {
    const { faults, log, agent } = this.#hub;
    if (faults.refusePublications) return { kind: 'refused', error: faults.refusePublications };
    if (faults.losePublications) return { kind: 'unknown' };
    const published = log.append(agent, publication);
    return faults.loseAcks ? { kind: 'unknown' } : published;
  }

  /** What the hub answers; `lost` when the session ends first. */
  async #answered<T>(answer: () => T, lost: T): Promise<T> {
    const { faults } = this.#hub;
    if (faults.delayMs > 0) await Promise.race([this.#hub.wait(faults.delayMs), this.closed]);
    if (!this.#isOpen) return lost;
    if (!this.#hub.isSilent) return answer();
    await this.closed;
    return lost;
  }

  follow(fromSeq: number, onBatch: (messages: readonly LogMessage[]) => Promise<void> | void): void {
    void this.#feed(fromSeq, onBatch);
  }

  async #feed(
    fromSeq: number,
    onBatch: (messages: readonly LogMessage[]) => Promise<void> | void,
  ): Promise<void> {
    const { log, faults } = this.#hub;
    this.#stopFollowing = log.onMore(() => this.#wake());
    let reachedSeq = fromSeq - 1;
    while (this.#isOpen) {
      const more = new Promise<void>((resolve) => (this.#wake = resolve));
      const batch = this.#hub.isSilent ? [] : this.#hub.after(reachedSeq, faults.batch);
      const last = batch.at(-1);
      if (!last) {
        await more;
        continue;
      }
      if (faults.delayMs > 0) await this.#hub.wait(faults.delayMs);
      if (!this.#isOpen) return;
      await onBatch(batch);
      reachedSeq = last.seq;
    }
  }

  hearAgain(): void {
    this.#wake();
  }

  end(reason: AppError | null): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#stopFollowing();
    this.#wake();
    this.#forget();
    this.#reportEnd(reason);
  }

  close(): Promise<void> {
    this.end(null);
    return Promise.resolve();
  }
}
