import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';
import { appError, ok, type AppError, type Result } from '#shared/result.ts';
import { Feed } from './feed.ts';
import type { SignalMessage, SignalSent, SignalWay } from './hub.ts';
import { isForbidden, type JsApi } from './js-api.ts';
import { readSignalSubject, signalSubject, STREAM } from './layout.ts';
import { checkStream, streamMissing } from './stream-check.ts';

const HEARTBEAT_MS = 4_000;
const TOO_BIG = 10_054;

/** The stream SIGNALS on one session. It is read by a feed of its own, which fails alone. */
export class NatsSignals implements SignalWay {
  readonly #api: JsApi;
  readonly #agent: string;
  #feed: Feed | null = null;

  constructor(api: JsApi, agent: string) {
    this.#api = api;
    this.#agent = agent;
  }

  async follow(
    sinceHubMs: number,
    onBatch: (signals: readonly SignalMessage[]) => void,
    onFault: (fault: AppError) => void,
  ): Promise<Result<void, AppError>> {
    this.stop();
    const info = await this.#api.streamInfo(STREAM.signals);
    if (!info.ok) return info;
    const checked = checkStream(STREAM.signals, info.value.config);
    if (!checked.ok) return checked;
    const feed = new Feed({
      api: this.#api,
      agent: this.#agent,
      stream: STREAM.signals,
      heartbeatMs: HEARTBEAT_MS,
      from: { deliver_policy: 'by_start_time', opt_start_time: new Date(sinceHubMs).toISOString() },
      onBatch: (messages) => onBatch(messages.flatMap(asSignal)),
      onFault,
    });
    this.#feed = feed;
    await feed.start();
    return ok();
  }

  async send(messageId: string, data: Uint8Array): Promise<SignalSent> {
    try {
      const expect = { streamName: STREAM.signals };
      await this.#api.client.publish(signalSubject(this.#agent), data, { msgID: messageId, expect });
      return { kind: 'stored' };
    } catch (error) {
      return failureOf(error);
    }
  }

  tick(): void {
    this.#feed?.tick();
  }

  stop(): void {
    this.#feed?.stop();
    this.#feed = null;
  }
}

const refused = (why: AppError): SignalSent => ({ kind: 'refused', error: why });

function failureOf(error: unknown): SignalSent {
  if (isForbidden(error)) return refused(appError('hub-misconfigured', { what: 'SIGNALS permissions' }));
  if (error instanceof JetStreamApiError && error.code === TOO_BIG) {
    return refused(appError('bad-request', { what: 'too-long' }));
  }
  // Nobody stores what is sent there: the hub has no such stream.
  if (hasNoResponders(error)) return refused(streamMissing(STREAM.signals));
  if (error instanceof Error) return { kind: 'unknown' };
  throw error;
}

function hasNoResponders(error: unknown): boolean {
  if (error instanceof errors.NoRespondersError) return true;
  return error instanceof errors.RequestError && error.isNoResponders();
}

function asSignal({ subject, timeMs, data }: { subject: string; timeMs: number; data: Uint8Array }) {
  const author = readSignalSubject(subject);
  return author === null ? [] : [{ author, hubMs: timeMs, data }];
}
