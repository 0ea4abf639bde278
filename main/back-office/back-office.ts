import type { Worker } from 'node:worker_threads';
import type { CallbackQueue } from '#shared/contract/callback-state.ts';
import type { CrisisState } from '#shared/team/crisis.ts';
import type { Heard, SignalLink } from '#shared/team/signal.ts';
import type { BookNews } from '../script-book/authoring.ts';
import { exchange, type Asked, type Exchange } from './exchange.ts';
import type { MainDuties, OfficeDuties } from './duties.ts';
import type { Log } from '../system/log.ts';

/** The part of a worker that is used. */
export type Thread = Pick<Worker, 'on' | 'postMessage' | 'terminate'>;

export interface BackOfficeDeps {
  readonly start: () => Thread;
  readonly log: Log;
  readonly proxyFor: (url: string) => Promise<string | null>;
}

const NO_CRISIS: CrisisState = { mode: null, link: 'nobody' };

/** Main's end of the back office. A thread that dies is started anew with the next question; its sitting is over. */
export class BackOffice {
  readonly #deps: BackOfficeDeps;
  readonly #queueListeners = new Set<(queue: CallbackQueue) => void>();
  readonly #bookListeners = new Set<(news: BookNews) => void>();
  readonly #callListeners = new Set<() => void>();
  readonly #goneListeners = new Set<() => void>();
  readonly #signalListeners = new Set<(heard: Heard) => void>();
  #signalLink: SignalLink = 'nobody';
  readonly #signalLinkListeners = new Set<(link: SignalLink) => void>();
  #crisis: CrisisState = NO_CRISIS;
  readonly #crisisListeners = new Set<(state: CrisisState) => void>();
  #running: { thread: Thread; exchange: Exchange<OfficeDuties> } | null = null;

  constructor(deps: BackOfficeDeps) {
    this.#deps = deps;
  }

  /** Rejects when the thread dies before it has answered. */
  get ask(): Asked<OfficeDuties> {
    this.#running ??= this.#start();
    return this.#running.exchange.ask;
  }

  onQueue(listener: (queue: CallbackQueue) => void): () => void {
    this.#queueListeners.add(listener);
    return () => void this.#queueListeners.delete(listener);
  }

  onScriptBook(listener: (news: BookNews) => void): () => void {
    this.#bookListeners.add(listener);
    return () => void this.#bookListeners.delete(listener);
  }

  onCallsChanged(listener: () => void): () => void {
    this.#callListeners.add(listener);
    return () => void this.#callListeners.delete(listener);
  }

  /** A colleague's desk told something. */
  onSignal(listener: (heard: Heard) => void): () => void {
    this.#signalListeners.add(listener);
    return () => void this.#signalListeners.delete(listener);
  }

  /** The way to the colleagues, as it was told last. */
  signalLink(): SignalLink {
    return this.#signalLink;
  }

  onSignalLink(listener: (link: SignalLink) => void): () => void {
    this.#signalLinkListeners.add(listener);
    return () => void this.#signalLinkListeners.delete(listener);
  }

  /** Crisis mode as it was told last. */
  crisis(): CrisisState {
    return this.#crisis;
  }

  /** Crisis mode began or ended, or the way to the team is another one. */
  onCrisis(listener: (state: CrisisState) => void): () => void {
    this.#crisisListeners.add(listener);
    return () => void this.#crisisListeners.delete(listener);
  }

  /** The thread died by itself; what it had written is on the disk. */
  onGone(listener: () => void): () => void {
    this.#goneListeners.add(listener);
    return () => void this.#goneListeners.delete(listener);
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    running?.exchange.end(new Error('the back office is closed'));
    await running?.thread.terminate();
  }

  #start(): { thread: Thread; exchange: Exchange<OfficeDuties> } {
    const { start, log } = this.#deps;
    const thread = start();
    const ours = exchange<MainDuties, OfficeDuties>(thread, this.#ours(), (error) => log.bug(error));
    const running = { thread, exchange: ours };
    thread.on('error', (error) => log.bug(error));
    thread.on('exit', () => this.#exited(running));
    return running;
  }

  #exited(running: { exchange: Exchange<OfficeDuties> }): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.#signalLink = 'nobody';
    this.#crisis = NO_CRISIS;
    running.exchange.end(new Error('the back office is gone'));
    for (const listener of this.#goneListeners) listener();
  }

  #ours(): MainDuties {
    const { log, proxyFor } = this.#deps;
    return {
      queue: (state) => {
        for (const listener of this.#queueListeners) listener(state);
      },
      callsChanged: () => {
        for (const listener of this.#callListeners) listener();
      },
      signal: (heard) => {
        for (const listener of this.#signalListeners) listener(heard);
      },
      signalLink: (link) => {
        this.#signalLink = link;
        for (const listener of this.#signalLinkListeners) listener(link);
      },
      scriptBook: (news) => {
        for (const listener of this.#bookListeners) listener(news);
      },
      crisis: (state) => {
        this.#crisis = state;
        for (const listener of this.#crisisListeners) listener(state);
      },
      log: ({ event, fields }) => log.write(event, fields),
      bug: (error) => log.bug(error),
      proxyFor,
    };
  }
}
