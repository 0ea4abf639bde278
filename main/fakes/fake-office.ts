import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import { appError, failed, ok } from '#shared/result.ts';
import type { CrisisState } from '#shared/team/crisis.ts';
import type { Heard, SignalLink } from '#shared/team/signal.ts';
import type { AskedOffice } from '../back-office/duties.ts';
import type { BookNews } from '../script-book/authoring.ts';
import type { Office } from '../call-reports.ts';

/** A queue with nobody in it, at one desk alone. */
export const emptyQueue: CallbackQueue = {
  revision: 1,
  counts: { next: 0, mine: 0, team: 0, done: 0, attention: 0 },
  link: { name: 'solo' },
  hubOffsetMs: 0,
  unsent: { count: 0, sinceMs: null },
  rejected: 0,
  alarms: [],
  offer: null,
  inHand: null,
  inHandCallId: null,
  me: { agent: 'lead-1001', name: 'Desk One', lead: true },
  colleagues: [],
  reasons: [],
};

type Duty = keyof AskedOffice;

/** A back office that does as a test says, and writes down what it was asked. */
export class FakeOffice implements Office {
  readonly asked: { readonly name: string; readonly input: unknown }[] = [];
  readonly answers: Partial<Record<Duty, unknown>> = {
    look: { state: 'none' },
    open: ok({ queue: emptyQueue, findings: [], scripts: [] }),
    erase: ok(),
    listCalls: ok({ entries: [], more: false }),
    callBegun: ok(),
    callEnded: ok(),
    callWrapped: ok(),
    callFlagged: ok(),
    postSignal: 'nobody',
    scriptBook: ok({ standing: { kind: 'open' }, changed: [], isAnew: true, isNews: false }),
    listDrafts: ok([]),
    setCrisis: ok(),
  };
  readonly #queueListeners = new Set<(queue: CallbackQueue) => void>();
  readonly #bookListeners = new Set<(news: BookNews) => void>();
  readonly #callListeners = new Set<() => void>();
  readonly #goneListeners = new Set<() => void>();
  readonly #signalListeners = new Set<(heard: Heard) => void>();
  readonly #signalLinkListeners = new Set<(link: SignalLink) => void>();
  #crisis: CrisisState = { mode: null, link: 'nobody' };
  readonly #crisisListeners = new Set<(state: CrisisState) => void>();

  readonly ask = new Proxy(
    {},
    {
      get: (_, name: string) => (input: unknown) => {
        this.asked.push({ name, input });
        return Promise.resolve(this.answers[name as Duty]);
      },
    },
  ) as AskedOffice;

  readonly onQueue = followed(this.#queueListeners);
  readonly onScriptBook = followed(this.#bookListeners);
  readonly onCallsChanged = followed(this.#callListeners);
  readonly onGone = followed(this.#goneListeners);
  readonly onSignal = followed(this.#signalListeners);
  readonly onSignalLink = followed(this.#signalLinkListeners);
  readonly onCrisis = followed(this.#crisisListeners);

  inputs(name: Duty): unknown[] {
    return this.asked.filter((one) => one.name === name).map(({ input }) => input);
  }

  /** What cannot be kept any more. */
  isFull(): void {
    this.answers.callBegun = failed(appError('records-full'));
    this.answers.callEnded = failed(appError('records-full'));
  }

  pushQueue(change: Partial<CallbackQueue>): void {
    for (const listener of this.#queueListeners) listener({ ...emptyQueue, ...change });
  }

  hears(heard: Heard): void {
    for (const listener of this.#signalListeners) listener(heard);
  }

  signalLink(): SignalLink {
    return 'nobody';
  }

  signalLinkIs(link: SignalLink): void {
    for (const listener of this.#signalLinkListeners) listener(link);
  }

  pushBook(news: Partial<BookNews>): void {
    const all = { standing: { kind: 'open' } as const, changed: [], isAnew: false, isNews: false, ...news };
    for (const listener of this.#bookListeners) listener(all);
  }

  crisis(): CrisisState {
    return this.#crisis;
  }

  crisisIs(state: CrisisState): void {
    this.#crisis = state;
    for (const listener of this.#crisisListeners) listener(state);
  }

  callsChanged(): void {
    for (const listener of this.#callListeners) listener();
  }

  dies(): void {
    for (const listener of this.#goneListeners) listener();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function followed<L>(listeners: Set<L>): (listener: L) => () => void {
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}
