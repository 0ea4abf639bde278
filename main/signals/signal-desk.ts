import { randomUUID } from 'node:crypto';
import { FRESH_FOR_MS, type Heard, type Posted, type Signal, type SignalLink } from '#shared/team/signal.ts';
import type { Clock } from '../clock.ts';
import type { HubSession } from '../hub/hub.ts';
import { SIGNALS } from '../hub/layout.ts';
import { SideReader } from '../hub/side-reader.ts';
import type { TeamSeal } from '../hub/team-seal.ts';
import { Outbox, type Tried } from './outbox.ts';

export interface SignalDeskParts {
  readonly agent: string;
  readonly seal: TeamSeal<Signal>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly nameOf: (agent: string) => string;
  readonly onHeard: (heard: Heard) => void;
  readonly onLink: (link: SignalLink) => void;
}

/** Signals as a sitting uses them. */
export interface SignalDesk {
  readonly link: SignalLink;
  /** Sends it now, or once there is a way within `keepMs`. Resolves with what became of it. */
  post(signal: Signal, keepMs: number): Promise<Posted>;
  stop(): void;
}

/** One desk alone, or on the practice line. */
export const nobodyToTell: SignalDesk = {
  link: 'nobody',
  post: () => Promise.resolve('nobody'),
  stop: () => undefined,
};

/**
 * Signals of a team. Whatever is read twice is understood twice and shown once: who listens goes by the signals' ids.
 */
export class TeamSignals implements SignalDesk {
  readonly #reader: SideReader<Signal>;
  readonly #outbox: Outbox;

  constructor({ nameOf, onHeard, onLink, ...parts }: SignalDeskParts) {
    this.#outbox = new Outbox(parts.clock, ({ messageId, signal }) => this.#send(messageId, signal));
    this.#reader = new SideReader({
      ...parts,
      place: SIGNALS,
      wayOf: ({ signals }) => signals,
      since: (hubNowMs) => hubNowMs - FRESH_FOR_MS,
      onMessage: (signal, { author, hubMs }) =>
        onHeard({
          signal: this.#here(signal, hubMs),
          author,
          name: nameOf(author),
          atMs: this.#reader.toHere(hubMs),
        }),
      onLink: (link) => {
        onLink(link);
        if (link === 'here') void this.#outbox.flush();
      },
      // What could not be sealed before may be now.
      onCaughtUp: () => void this.#outbox.flush(),
    });
  }

  get link(): SignalLink {
    return this.#reader.link;
  }

  /** A session is open; it is used until it is over. */
  attach(session: HubSession): void {
    this.#reader.attach(session);
  }

  post(signal: Signal, keepMs: number): Promise<Posted> {
    const posted = this.#outbox.put(signal, keepMs, randomUUID());
    if (this.link === 'here') void this.#outbox.flush();
    return posted;
  }

  stop(): void {
    this.#reader.stop();
    this.#outbox.stop();
  }

  async #send(messageId: string, signal: Signal): Promise<Tried> {
    const sent = await this.#reader.send(messageId, this.#onItsWay(signal));
    if (sent.ok) return 'told';
    if (sent.error.code === 'hub-no-answer') return 'again';
    return sent.error.code === 'bad-request' ? 'never' : 'no-way';
  }

  #onItsWay(signal: Signal): Signal {
    return signal.type === 'red-flag' ? { ...signal, sinceMs: this.#reader.toHub(signal.sinceMs) } : signal;
  }

  /** Nothing began after the hub heard of it. */
  #here(signal: Signal, hubMs: number): Signal {
    if (signal.type !== 'red-flag') return signal;
    return { ...signal, sinceMs: this.#reader.toHere(Math.min(signal.sinceMs, hubMs)) };
  }
}
