import { JetStreamApiError, jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { errors, type NatsConnection } from '@nats-io/nats-core';
import { z } from '#shared/contract/schema.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { refusalIn } from './connect-fault.ts';
import { JS_API_FOR_AGENTS } from './layout.ts';
import { isLed, streamMissing } from './stream-check.ts';

const ANSWER_LIMIT_MS = 5_000;
const STREAM_NOT_FOUND = 10_059;

/** One message as the stream's leader has it. */
export interface LeaderMessage {
  readonly subject: string;
  readonly seq: number;
  readonly timeMs: number;
  readonly data: Uint8Array;
  /** The message id it was published with; empty for none. */
  readonly messageId: string;
}

const consumerMade = z.object({
  name: z.string().optional(),
  num_pending: z.number().int().default(0),
  error: z.object({ err_code: z.number(), description: z.string() }).optional(),
});

/** The part of JetStream's API that an agent's desk may use, with failures as values. */
export class JsApi {
  readonly connection: NatsConnection;
  readonly client: ReturnType<typeof jetstream>;
  readonly #manager: JetStreamManager;

  private constructor(connection: NatsConnection, manager: JetStreamManager) {
    this.connection = connection;
    this.#manager = manager;
    this.client = jetstream(connection, { apiPrefix: JS_API_FOR_AGENTS, timeout: ANSWER_LIMIT_MS });
  }

  static async of(connection: NatsConnection): Promise<JsApi> {
    const options = { apiPrefix: JS_API_FOR_AGENTS, timeout: ANSWER_LIMIT_MS, checkAPI: false };
    return new JsApi(connection, await jetstreamManager(connection, options));
  }

  /** Asks the stream's leader. Errors: `hub-misconfigured` when there is no such stream, `hub-no-answer`, `hub-refused`. */
  async streamInfo(stream: string) {
    const info = await this.#asked(stream, () => this.#manager.streams.info(stream));
    return info.ok && !isLed(info.value) ? failed(appError('hub-no-answer')) : info;
  }

  /**
   * Asks the stream's leader, never a replica that may be behind. (A leader that was cut off a moment ago may still
   * answer; then compare-and-set refuses what is built on it.)
   */
  async message(
    stream: string,
    which: { seq: number } | { last_by_subj: string },
  ): Promise<Result<LeaderMessage | null, AppError>> {
    const found = await this.#asked(stream, () => this.#manager.streams.getMessage(stream, which));
    if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
    const { subject, seq, time, data, header } = found.value;
    return ok({ subject, seq, timeMs: time.getTime(), data, messageId: header.get('Nats-Msg-Id') });
  }

  /** Makes a consumer that lives as long as somebody reads. @returns how many messages wait for it */
  async addConsumer(
    stream: string,
    name: string,
    config: Readonly<Record<string, unknown>>,
  ): Promise<Result<number, AppError>> {
    // Not through the library: it sends a consumer of several subjects to an address that agents may not use.
    const subject = `${JS_API_FOR_AGENTS}.CONSUMER.CREATE.${stream}.${name}`;
    const payload = JSON.stringify({ stream_name: stream, action: 'create', config: { ...config, name } });
    const answer = await this.#asked(stream, () =>
      this.connection.request(subject, payload, { timeout: ANSWER_LIMIT_MS }),
    );
    if (!answer.ok) return answer;
    const made = consumerMade.safeParse(answer.value.json());
    if (!made.success) return failed(appError('hub-no-answer'));
    const { error, num_pending: pending } = made.data;
    if (error === undefined) return ok(pending);
    return failed(error.err_code === STREAM_NOT_FOUND ? streamMissing(stream) : appError('hub-no-answer'));
  }

  async #asked<T>(stream: string, ask: () => Promise<T>): Promise<Result<T, AppError>> {
    try {
      return ok(await ask());
    } catch (error) {
      return failed(apiFault(error, stream));
    }
  }
}

function apiFault(error: unknown, stream: string): AppError {
  if (error instanceof JetStreamApiError && error.code === STREAM_NOT_FOUND) return streamMissing(stream);
  // A hub that does not let an agent ask this was not made by Hearthline.
  if (isForbidden(error)) return appError('hub-misconfigured', { what: `${stream} permissions` });
  if (!(error instanceof Error)) throw error;
  // Everything else that the library reports is a question without an answer: no leader, no time, no link.
  return refusalIn(error) ?? appError('hub-no-answer');
}

/** Whether the server said that we may not. */
export function isForbidden(error: unknown): boolean {
  if (error instanceof errors.PermissionViolationError) return true;
  return error instanceof errors.RequestError && error.cause instanceof errors.PermissionViolationError;
}
