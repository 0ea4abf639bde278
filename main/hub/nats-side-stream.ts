import { JetStreamApiError } from '@nats-io/jetstream';
import { errors } from '@nats-io/nats-core';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { Feed } from './feed.ts';
import type { SideMessage, SideSent, SideWay } from './hub.ts';
import { isForbidden, type JsApi } from './js-api.ts';
import type { SidePlace } from './layout.ts';
import { checkStream, streamMissing } from './stream-check.ts';

const HEARTBEAT_MS = 4_000;
const TOO_BIG = 10_054;

/** A stream beside the log on one session. It is read by a feed of its own, which fails alone. */
export class NatsSideStream implements SideWay {
  readonly #api: JsApi;
  readonly #agent: string;
  readonly #place: SidePlace;
  #feed: Feed | null = null;

  constructor(api: JsApi, agent: string, place: SidePlace) {
    this.#api = api;
    this.#agent = agent;
    this.#place = place;
  }

  async follow(
    sinceHubMs: number,
    onBatch: (messages: readonly SideMessage[]) => void,
    onFault: (fault: AppError) => void,
  ): Promise<Result<number, AppError>> {
    this.stop();
    const { stream } = this.#place;
    const info = await this.#api.streamInfo(stream);
    if (!info.ok) return info;
    const checked = checkStream(stream, info.value.config);
    if (!checked.ok) return checked;
    let fault = appError('hub-no-answer');
    let isBegun = false;
    const feed = new Feed({
      api: this.#api,
      agent: this.#agent,
      stream,
      heartbeatMs: HEARTBEAT_MS,
      from: { deliver_policy: 'by_start_time', opt_start_time: new Date(sinceHubMs).toISOString() },
      onBatch: (messages) => onBatch(messages.map((message) => this.#asMessage(message))),
      onIdle: () => onBatch([]),
      onFault: (why) => {
        fault = why;
        // Before it began, the answer of `follow` says so.
        if (isBegun) onFault(why);
      },
    });
    this.#feed = feed;
    const waiting = await feed.start();
    isBegun = true;
    return waiting === null ? failed(fault) : ok(waiting);
  }

  async send(messageId: string, data: Uint8Array): Promise<SideSent> {
    const { stream, subjectOf } = this.#place;
    try {
      const expect = { streamName: stream };
      await this.#api.client.publish(subjectOf(this.#agent), data, { msgID: messageId, expect });
      return { kind: 'stored' };
    } catch (error) {
      return failureOf(error, stream);
    }
  }

  tick(): void {
    this.#feed?.tick();
  }

  stop(): void {
    this.#feed?.stop();
    this.#feed = null;
  }

  #asMessage({ subject, timeMs, data }: { subject: string; timeMs: number; data: Uint8Array }): SideMessage {
    // A stream takes its own subjects alone (checkStream); nobody goes by the name of nobody.
    return { author: this.#place.authorOf(subject) ?? '', hubMs: timeMs, data };
  }
}

const refused = (why: AppError): SideSent => ({ kind: 'refused', error: why });

function failureOf(error: unknown, stream: string): SideSent {
  if (isForbidden(error)) return refused(appError('hub-misconfigured', { what: `${stream} permissions` }));
  if (error instanceof JetStreamApiError && error.code === TOO_BIG) {
    return refused(appError('bad-request', { what: 'too-long' }));
  }
  // Nobody stores what is sent there: the hub has no such stream.
  if (hasNoResponders(error)) return refused(streamMissing(stream));
  if (error instanceof Error) return { kind: 'unknown' };
  throw error;
}

function hasNoResponders(error: unknown): boolean {
  if (error instanceof errors.NoRespondersError) return true;
  return error instanceof errors.RequestError && error.isNoResponders();
}
