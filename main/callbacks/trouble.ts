import { z } from '#shared/contract/schema.ts';
import type { HubLink } from '#shared/contract/callback-state.ts';
import { appError, type AppError } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { KeptMessage, RecordStore } from '../records/store.ts';
import { readHoles } from './holes.ts';
import { kept } from './kept.ts';
import type { QueueOptions } from './queue-port.ts';
import type { SetAside } from './set-aside.ts';

const FACT = 'log-set-back';
/** How long it stays said that the hub was restored, when nothing is missing any more. */
const SAID_FOR_MS = 24 * 3_600_000;
const setBack = z.object({ atMs: z.number(), count: z.number() });

export interface TroubleParts {
  readonly store: RecordStore;
  readonly setAside: SetAside;
  readonly clock: Pick<Clock, 'now'>;
  readonly report: QueueOptions['report'];
}

/** What is wrong with the log or the store: each thing said once, for as long as it is so. */
export class Trouble {
  readonly #parts: TroubleParts;
  #storeError: AppError | null = null;
  #linkError: AppError | null = null;
  #found: readonly AppError[] = [];

  constructor(parts: TroubleParts) {
    this.#parts = parts;
    this.#found = this.#look();
  }

  alarms(): AppError[] {
    return [this.#storeError, this.#linkError, ...this.#found].filter((error) => error !== null);
  }

  storeFailed(error: AppError): void {
    if (this.#storeError?.code !== error.code) this.#parts.report({ what: 'store', code: error.code });
    this.#storeError = error;
  }

  storeWrote(): void {
    this.#storeError = null;
  }

  linkChanged(link: HubLink): void {
    this.#linkError = link.name === 'refused' && link.error.code === 'hub-log-other' ? link.error : null;
  }

  /** Looks only when the messages can have made a difference: most are what they should be. */
  logChanged(messages: readonly KeptMessage[]): void {
    const isUsual = messages.every(({ kind }) => kind === 'event');
    if (isUsual && this.#found.length === 0) return;
    this.#note(this.#look());
  }

  /** @param hubNowMs what was set aside and is there again, or too old, is let go */
  look(hubNowMs: number): void {
    const settled = kept(() => this.#parts.setAside.settle(hubNowMs));
    if (!settled.ok) this.storeFailed(settled.error);
    this.#note(this.#look());
  }

  logWasSetBack(count: number): void {
    const { store, clock } = this.#parts;
    const written = kept(() => store.facts.set(FACT, JSON.stringify({ atMs: clock.now(), count })));
    if (!written.ok) this.storeFailed(written.error);
    this.#note(this.#look());
  }

  #note(found: readonly AppError[]): void {
    for (const error of found) {
      const isKnown = this.#found.some(({ code }) => code === error.code);
      if (!isKnown) this.#parts.report({ what: 'alarm', code: error.code, ...detailsOf(error) });
    }
    this.#found = found;
  }

  #look(): AppError[] {
    const { log, facts } = this.#parts.store;
    return [
      ...this.#setBack(),
      ...counted('hub-log-hole', readHoles(facts).length),
      ...counted('hub-message-forged', log.count('forged')),
      ...counted('hub-newer-events', log.count('newer')),
      ...counted('hub-key-missing', log.count('no-key')),
    ];
  }

  #setBack(): AppError[] {
    const { setAside, store, clock } = this.#parts;
    if (setAside.count > 0) return [appError('hub-log-shorter', { count: setAside.count })];
    const text = store.facts.get(FACT);
    if (text === null) return [];
    const { atMs, count } = setBack.parse(JSON.parse(text));
    return Math.abs(clock.now() - atMs) < SAID_FOR_MS ? [appError('hub-log-shorter', { count })] : [];
  }
}

function counted(code: AppError['code'], count: number): AppError[] {
  return count > 0 ? [appError(code, { count })] : [];
}

function detailsOf({ details }: AppError): { details?: Record<string, string | number> } {
  return details ? { details: { ...details } } : {};
}
