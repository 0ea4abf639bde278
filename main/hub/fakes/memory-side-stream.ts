import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { SideMessage, SideSent, SideWay } from '../hub.ts';

type Answered = <T>(answer: () => T, lost: T) => Promise<T>;

/** A stream beside a team's log, in memory. */
export class MemorySideStream {
  readonly kept: SideMessage[] = [];
  /** What is wrong with it, for whoever asks; null for nothing. */
  fault: AppError | null = null;
  /** How many messages are counted that cannot be read any more. */
  unreadable = 0;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #mayWrite: (author: string) => boolean;
  readonly #seen = new Set<string>();
  readonly #followers = new Set<(messages: readonly SideMessage[]) => void>();

  constructor(clock: Pick<Clock, 'now'>, mayWrite: (author: string) => boolean = () => true) {
    this.#clock = clock;
    this.#mayWrite = mayWrite;
  }

  /** @param answered what a session answers, and what stands for it when the session is over */
  wayOf(agent: string, answered: Answered, closed: Promise<unknown>): SideWay {
    return {
      send: (messageId, data) =>
        answered<SideSent>(() => this.#take(agent, messageId, data), { kind: 'unknown' }),
      follow: (sinceHubMs, onBatch) =>
        answered<Result<number, AppError>>(
          () => this.#follow(sinceHubMs, onBatch, closed),
          failed(appError('hub-no-answer')),
        ),
    };
  }

  #take(author: string, messageId: string, data: Uint8Array): SideSent {
    if (this.fault) return { kind: 'refused', error: this.fault };
    if (!this.#mayWrite(author)) return { kind: 'refused', error: appError('hub-misconfigured') };
    if (this.#seen.has(messageId)) return { kind: 'stored' };
    this.#seen.add(messageId);
    this.put(author, data);
    return { kind: 'stored' };
  }

  /** What a hub that does not look at who writes would keep. */
  put(author: string, data: Uint8Array): void {
    const message = { author, hubMs: this.#clock.now(), data };
    this.kept.push(message);
    for (const follower of this.#followers) follower([message]);
  }

  #follow(
    sinceHubMs: number,
    onBatch: (messages: readonly SideMessage[]) => void,
    closed: Promise<unknown>,
  ): Result<number, AppError> {
    if (this.fault) return failed(this.fault);
    const before = this.kept.filter(({ hubMs }) => hubMs >= sinceHubMs);
    if (before.length > 0) onBatch(before);
    this.#followers.add(onBatch);
    void closed.then(() => this.#followers.delete(onBatch));
    onBatch([]);
    return ok(before.length + this.unreadable);
  }
}
