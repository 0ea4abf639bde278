import { randomUUID } from 'node:crypto';
import type { Msg, Subscription } from '@nats-io/nats-core';
import { appError, type AppError } from '#shared/result.ts';
import { MOST_AT_ONCE } from './hub.ts';
import { inboxPrefixOf, JS_API_FOR_AGENTS } from './layout.ts';
import type { JsApi } from './js-api.ts';

/** Messages asked for at a time; at most twice as many wait here. */
const BATCH = 1000;
const PULL_LASTS_MS = 10_000;
/** The hub forgets a consumer that nobody has asked for so long. */
const FORGOTTEN_AFTER_MS = 60_000;
const NANOS_PER_MS = 1_000_000;

/** One message of a stream, as a consumer delivers it. */
export interface Delivered {
  readonly subject: string;
  readonly seq: number;
  readonly timeMs: number;
  readonly data: Uint8Array;
}

export interface FeedParts {
  readonly api: JsApi;
  readonly agent: string;
  readonly stream: string;
  /** While nothing happens the hub says so that often, and we know that it still thinks of us. At most 5 s. */
  readonly heartbeatMs: number;
  /** Where to begin, in JetStream's words: `opt_start_seq`, or `deliver_policy`. */
  readonly from: Readonly<Record<string, unknown>>;
  /** Awaited before more is handed out. */
  readonly onBatch: (messages: readonly Delivered[]) => Promise<void> | void;
  /** All that there was is handed out: nothing has come for the time of a heartbeat. */
  readonly onIdle?: () => void;
  /** The feed is over: something is wrong with the way or with the hub. */
  readonly onFault: (fault: AppError) => void;
}

/**
 * Reads a stream in order through a pull consumer of its own. Whatever is not as expected ends it: the session opens
 * anew and goes on from the last position, which is simpler than to mend and as quick.
 */
export class Feed {
  readonly #parts: FeedParts;
  readonly #consumer: string;
  readonly #inbox: string;
  #subscription: Subscription | null = null;
  #waiting: Delivered[] = [];
  /** Asked for and not yet delivered. */
  #outstanding = 0;
  #delivered = 0;
  #silentTicks = 0;
  #isReading = false;
  #isOver = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#consumer = `${parts.agent}_${randomUUID().slice(0, 8)}`;
    this.#inbox = `${inboxPrefixOf(parts.agent)}.feed.${this.#consumer}`;
  }

  /**
   * @returns how many messages there were to begin with, of which fewer may come: a node counts what it cannot read, and
   * what its time takes away meanwhile. Null when the feed failed, and `onFault` was told
   */
  async start(): Promise<number | null> {
    const { api, stream, from } = this.#parts;
    const made = await api.addConsumer(stream, this.#consumer, {
      deliver_policy: 'by_start_sequence',
      ...from,
      ack_policy: 'none',
      max_deliver: 1,
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: FORGOTTEN_AFTER_MS * NANOS_PER_MS,
    });
    if (this.#isOver) return null;
    if (!made.ok) {
      this.#fail(made.error);
      return null;
    }
    this.#subscription = api.connection.subscribe(this.#inbox, {
      callback: (error, message) => (error ? this.#fail(appError('hub-no-answer')) : this.#take(message)),
    });
    this.#pull();
    return made.value;
  }

  /** Called once a second: without a message for the time of three heartbeats, the hub has forgotten us. */
  tick(): void {
    if (this.#outstanding === 0 || this.#subscription === null) return;
    this.#silentTicks += 1;
    if (this.#silentTicks * 1000 > 3 * this.#parts.heartbeatMs) this.#fail(appError('hub-no-answer'));
  }

  stop(): void {
    this.#isOver = true;
    this.#waiting = [];
    this.#subscription?.unsubscribe();
  }

  #pull(): void {
    if (this.#isOver || this.#outstanding + this.#waiting.length > BATCH) return;
    const { api, stream, heartbeatMs } = this.#parts;
    this.#outstanding += BATCH;
    const request = {
      batch: BATCH,
      expires: PULL_LASTS_MS * NANOS_PER_MS,
      idle_heartbeat: heartbeatMs * NANOS_PER_MS,
    };
    api.connection.publish(
      `${JS_API_FOR_AGENTS}.CONSUMER.MSG.NEXT.${stream}.${this.#consumer}`,
      JSON.stringify(request),
      { reply: this.#inbox },
    );
  }

  #take(message: Msg): void {
    if (this.#isOver) return;
    this.#silentTicks = 0;
    const position = readPosition(message.reply);
    if (position === null) {
      this.#takeStatus(message);
      return;
    }
    this.#delivered += 1;
    this.#outstanding -= 1;
    if (position.delivery !== this.#delivered) {
      this.#fail(appError('hub-no-answer'));
      return;
    }
    const { subject, data } = message;
    this.#waiting.push({ subject, seq: position.seq, timeMs: position.timeMs, data });
    if (!this.#isReading) void this.#handOut();
  }

  #takeStatus({ headers }: Msg): void {
    const status = headers?.code ?? 0;
    if (status === 100) {
      const lastDelivery = headers?.get('Nats-Last-Consumer') ?? '';
      // Something was sent to us and did not arrive.
      if (lastDelivery !== '' && Number(lastDelivery) !== this.#delivered)
        this.#fail(appError('hub-no-answer'));
      else if (!this.#isReading) this.#parts.onIdle?.();
      return;
    }
    if (status !== 408) {
      this.#fail(appError('hub-no-answer'));
      return;
    }
    // A request has had its time; what is left of it will not come.
    this.#outstanding -= Number(headers?.get('Nats-Pending-Messages') ?? BATCH);
    this.#pull();
  }

  async #handOut(): Promise<void> {
    this.#isReading = true;
    while (this.#waiting.length > 0) {
      // One turn of the event loop between batches, so that a first sync never holds up anything else.
      await new Promise((resolve) => void setImmediate(resolve));
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      if (batch.length > 0) await this.#parts.onBatch(batch);
      this.#pull();
    }
    this.#isReading = false;
  }

  #fail(fault: AppError): void {
    if (this.#isOver) return;
    this.stop();
    this.#parts.onFault(fault);
  }
}

/**
 * Position, delivery number and time of a message, from its acknowledgement subject:
 * `$JS.ACK.<stream>.<consumer>.<count>.<seq>.<delivery>.<nanos>.<pending>`, longer on servers with a domain.
 * Null for a message that is none of the stream's.
 */
export function readPosition(
  reply: string | undefined,
): { seq: number; delivery: number; timeMs: number } | null {
  if (!reply?.startsWith('$JS.ACK.')) return null;
  const words = reply.split('.');
  const at = words.length === 9 ? 5 : 7;
  const [seq, delivery, nanos] = [words[at], words[at + 1], words[at + 2]];
  if (nanos === undefined) return null;
  // Nanoseconds do not fit a number: the last six digits are what is below a millisecond.
  return { seq: Number(seq), delivery: Number(delivery), timeMs: Number(nanos.slice(0, -6)) };
}
