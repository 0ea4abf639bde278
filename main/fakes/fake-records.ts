import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { RecordsDoor, RecordsLook, Whose } from '../sign-in-records.ts';
import type { FakeClock } from './fake-clock.ts';

/** What opening gave: whose, and how often these were made. */
export interface FakeOpened {
  readonly extension: string;
  readonly edition: number;
}

interface Kept {
  pin: string;
  wrong: number;
  waitUntilMs: number;
  edition: number;
}

const WAIT_MS = 30_000;

/** Records behind a PIN, in memory: counts wrong ones, waits from the second on, and destroys at the limit. */
export class FakeRecords implements RecordsDoor<FakeOpened> {
  readonly #clock: FakeClock;
  readonly #kept = new Map<string, Kept>();
  readonly #looks = new Map<string, RecordsLook>();
  readonly limit: number;
  #editions = 0;
  #failure: AppError | Error | null = null;
  #hold: Promise<void> = Promise.resolve();
  hasKeyring = true;
  openCount = 0;
  tries: string[] = [];

  constructor(clock: FakeClock, limit = 10) {
    this.#clock = clock;
    this.limit = limit;
  }

  /** As if somebody had been here before. */
  has(extension: string, pin: string, wrong = 0): void {
    this.#kept.set(extension, { pin, wrong, waitUntilMs: 0, edition: (this.#editions += 1) });
  }

  looks(extension: string, look: RecordsLook): void {
    this.#looks.set(extension, look);
  }

  /** The next opening fails, or throws. */
  breaks(failure: AppError | Error): void {
    this.#failure = failure;
  }

  /** The next opening takes until the function that this returns is called. */
  slow(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#hold = promise;
    return () => resolve();
  }

  keepsSecrets(): boolean {
    return this.hasKeyring;
  }

  async look({ extension }: Whose): Promise<RecordsLook> {
    const fixed = this.#looks.get(extension);
    if (fixed) return fixed;
    const kept = this.#kept.get(extension);
    if (!kept) return { state: 'none' };
    const triesLeft = this.limit - kept.wrong;
    const untilMs = kept.waitUntilMs;
    return untilMs > this.#clock.now()
      ? { state: 'waiting', untilMs, triesLeft }
      : { state: 'known', triesLeft };
  }

  async open({ extension, pin }: { extension: string; pin: string }): Promise<Result<FakeOpened, AppError>> {
    await this.#hold;
    const failure = this.#failure;
    this.#failure = null;
    if (failure instanceof Error) throw failure;
    if (failure) return failed(failure);
    this.tries.push(pin);
    const kept = this.#kept.get(extension);
    if (kept && kept.pin !== pin) return failed(this.#wrong(extension, kept));
    if (!kept) this.has(extension, pin);
    const { edition } = this.#kept.get(extension) ?? { edition: 0 };
    if (kept) kept.wrong = 0;
    this.openCount += 1;
    return ok({ extension, edition });
  }

  async shut(): Promise<void> {
    this.openCount -= 1;
  }

  async erase({ extension }: Whose): Promise<Result<void, AppError>> {
    this.#kept.delete(extension);
    this.#looks.delete(extension);
    return ok();
  }

  #wrong(extension: string, kept: Kept): AppError {
    kept.wrong += 1;
    if (kept.wrong > 1) kept.waitUntilMs = this.#clock.now() + WAIT_MS;
    if (kept.wrong < this.limit) return appError('pin-wrong');
    this.#kept.delete(extension);
    this.#looks.set(extension, { state: 'none', why: 'destroyed' });
    return appError('records-destroyed');
  }
}
