import type { AppError, Result } from '#shared/result.ts';
import { answerOf, type Answer } from './ask.ts';

/**
 * Asks main about one thing at a time and tells only the newest answer. A new question is asked at once, and the
 * answer to the one before is never told. The same question again waits for the one under way, so that answers keep
 * coming however often something changes.
 */
export class NewestAnswer<Question, Value> {
  readonly #ask: (question: Question) => Promise<Result<Value>>;
  readonly #tell: (question: Question, answer: Result<Value, AppError>) => void;
  #question: Question | null = null;
  /** Grows with each question asked; an answer that belongs to an older one is dropped. */
  #turn = 0;
  #isAsking = false;
  #isStale = false;

  constructor(
    ask: (question: Question) => Promise<Result<Value>>,
    tell: (question: Question, answer: Result<Value, AppError>) => void,
  ) {
    this.#ask = ask;
    this.#tell = tell;
  }

  /** Asks something else. */
  ask(question: Question): void {
    this.#question = question;
    this.#isStale = false;
    void this.#go(question);
  }

  /** Asks the same once more, because the answer may have changed. */
  again(): void {
    if (this.#question === null) return;
    if (this.#isAsking) this.#isStale = true;
    else void this.#go(this.#question);
  }

  /** Nobody wants the answer any more. */
  stop(): void {
    this.#turn += 1;
    this.#question = null;
    this.#isAsking = false;
    this.#isStale = false;
  }

  async #go(question: Question): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.#isAsking = true;
    const answer = await answerOf<Result<Value> & Answer>(this.#ask(question));
    if (turn !== this.#turn) return;
    this.#isAsking = false;
    this.#tell(question, answer);
    if (!this.#isStale) return;
    this.#isStale = false;
    this.again();
  }
}
