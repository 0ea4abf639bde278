import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../../clock.ts';
import type { SignalMessage, SignalSent, SignalWay } from '../hub.ts';

type Answered = <T>(answer: () => T, lost: T) => Promise<T>;

/** The signals of a team in memory. */
export class MemorySignals {
  readonly kept: SignalMessage[] = [];
  /** What is wrong with them, for whoever asks; null for nothing. */
  fault: AppError | null = null;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #seen = new Set<string>();
  readonly #followers = new Set<(signals: readonly SignalMessage[]) => void>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** @param answered what a session answers, and what stands for it when the session is over */
  wayOf(agent: string, answered: Answered, closed: Promise<unknown>): SignalWay {
    return {
      send: (messageId, data) =>
        answered<SignalSent>(() => this.#take(agent, messageId, data), { kind: 'unknown' }),
      follow: (sinceHubMs, onBatch) =>
        answered<Result<void, AppError>>(
          () => this.#follow(sinceHubMs, onBatch, closed),
          failed(appError('hub-no-answer')),
        ),
    };
  }

  #take(author: string, messageId: string, data: Uint8Array): SignalSent {
    if (this.fault) return { kind: 'refused', error: this.fault };
    if (this.#seen.has(messageId)) return { kind: 'stored' };
    this.#seen.add(messageId);
    const signal = { author, hubMs: this.#clock.now(), data };
    this.kept.push(signal);
    for (const follower of this.#followers) follower([signal]);
    return { kind: 'stored' };
  }

  #follow(
    sinceHubMs: number,
    onBatch: (signals: readonly SignalMessage[]) => void,
    closed: Promise<unknown>,
  ): Result<void, AppError> {
    if (this.fault) return failed(this.fault);
    const before = this.kept.filter(({ hubMs }) => hubMs >= sinceHubMs);
    if (before.length > 0) onBatch(before);
    this.#followers.add(onBatch);
    void closed.then(() => this.#followers.delete(onBatch));
    return ok();
  }
}
