import { randomUUID } from 'node:crypto';
import { retryDelayMs } from '#shared/call/backoff.ts';
import { FRESH_FOR_MS, type Heard, type Posted, type Signal, type SignalLink } from '#shared/team/signal.ts';
import type { AppError } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { HubSession, SignalMessage, SignalWay } from '../hub/hub.ts';
import { signalSubject } from '../hub/layout.ts';
import type { TeamSeal } from '../hub/team-seal.ts';
import { Outbox, type Tried } from './outbox.ts';

/** A hub that has no signals may have been mended. */
const OFF_RETRY_MS = 60_000;

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
 * Signals of a team over whatever session there is:
 *
 *   away ──session──▶ (asks for the stream) ──▶ here ──session over──▶ away
 *                            │   ▲                │ the feed failed: asks again, from 15 minutes ago
 *                            ▼   │ a minute later
 *                           off (the hub has no signals)
 *
 * Whatever is read twice is understood twice and shown once: who listens goes by the signals' ids.
 */
export class TeamSignals implements SignalDesk {
  readonly #parts: SignalDeskParts;
  readonly #outbox: Outbox;
  #link: SignalLink = 'away';
  #session: HubSession | null = null;
  #failures = 0;
  #callOff = (): void => undefined;
  /** What to add to this desk's clock to get the hub's. */
  #offsetMs = 0;
  #reading: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: SignalDeskParts) {
    this.#parts = parts;
    this.#outbox = new Outbox(parts.clock, (item) => this.#send(item.messageId, item.signal));
  }

  get link(): SignalLink {
    return this.#link;
  }

  /** A session is open; it is used until it is over. */
  attach(session: HubSession): void {
    const { signals } = session;
    if (!signals || this.#isStopped) return;
    this.#session = session;
    this.#offsetMs = session.bounds.hubMs - this.#parts.clock.now();
    void session.closed.then(() => this.#over(session));
    void this.#follow(session, signals);
  }

  post(signal: Signal, keepMs: number): Promise<Posted> {
    const posted = this.#outbox.put(signal, keepMs, randomUUID());
    if (this.#link === 'here') void this.#outbox.flush();
    return posted;
  }

  stop(): void {
    this.#isStopped = true;
    this.#session = null;
    this.#callOff();
    this.#outbox.stop();
  }

  #over(session: HubSession): void {
    if (this.#session !== session) return;
    this.#session = null;
    this.#callOff();
    this.#show('away');
  }

  async #follow(session: HubSession, way: SignalWay): Promise<void> {
    const sinceMs = this.#hubNow() - FRESH_FOR_MS;
    const followed = await way.follow(
      sinceMs,
      (signals) => this.#take(session, signals),
      () => this.#again(session, way),
    );
    if (this.#session !== session) return;
    if (!followed.ok) return this.#failed(session, way, followed.error);
    this.#failures = 0;
    this.#show('here');
    void this.#outbox.flush();
  }

  #failed(session: HubSession, way: SignalWay, { code }: AppError): void {
    const isOff = code === 'hub-misconfigured';
    if (isOff) this.#show('off');
    this.#again(session, way, isOff ? OFF_RETRY_MS : undefined);
  }

  #again(session: HubSession, way: SignalWay, delayMs?: number): void {
    if (this.#session !== session) return;
    this.#failures += 1;
    this.#callOff();
    this.#callOff = this.#parts.clock.after(
      delayMs ?? retryDelayMs(this.#failures, this.#parts.random()),
      () => {
        if (this.#session === session) void this.#follow(session, way);
      },
    );
  }

  #take(session: HubSession, signals: readonly SignalMessage[]): void {
    this.#reading = this.#reading.then(async () => {
      for (const message of signals) {
        if (this.#session !== session) return;
        const isRead = await this.#read(message);
        // The team may know more of who that is, or with which key, in a moment.
        if (!isRead && session.signals) this.#again(session, session.signals);
      }
    });
  }

  /** False when it cannot be told yet who says it, or what. */
  async #read({ author, hubMs, data }: SignalMessage): Promise<boolean> {
    const { seal, nameOf, onHeard } = this.#parts;
    this.#offsetMs = Math.max(this.#offsetMs, hubMs - this.#parts.clock.now());
    if (this.#hubNow() - hubMs > FRESH_FOR_MS) return true;
    const subject = signalSubject(author);
    const opened = seal.open({ subject, data });
    if (opened.kind === 'no-key') return false;
    if (opened.kind !== 'message') return true;
    const verified = await seal.verify({ subject, author, hubMs, data }).catch(() => null);
    if (verified !== true) return verified === false;
    onHeard({
      signal: this.#here(opened.message, hubMs),
      author,
      name: nameOf(author),
      atMs: this.#toHere(hubMs),
    });
    return true;
  }

  async #send(messageId: string, signal: Signal): Promise<Tried> {
    const { seal, agent } = this.#parts;
    const session = this.#session;
    const way = session?.signals;
    if (!session || !way || this.#link !== 'here') return 'no-way';
    const sealed = seal.seal(this.#onItsWay(signal), signalSubject(agent));
    if (!sealed.ok) return sealed.error.code === 'bad-request' ? 'never' : 'no-way';
    const sent = await way.send(messageId, sealed.value);
    if (sent.kind === 'stored') return 'told';
    if (sent.kind === 'unknown') return 'again';
    if (sent.error.code === 'bad-request') return 'never';
    this.#failed(session, way, sent.error);
    return 'no-way';
  }

  #hubNow(): number {
    return this.#parts.clock.now() + this.#offsetMs;
  }

  #toHere(hubMs: number): number {
    return Math.max(0, Math.round(hubMs - this.#offsetMs));
  }

  #onItsWay(signal: Signal): Signal {
    if (signal.type !== 'red-flag') return signal;
    return { ...signal, sinceMs: Math.max(0, Math.round(signal.sinceMs + this.#offsetMs)) };
  }

  /** Nothing began after the hub heard of it. */
  #here(signal: Signal, hubMs: number): Signal {
    if (signal.type !== 'red-flag') return signal;
    return { ...signal, sinceMs: this.#toHere(Math.min(signal.sinceMs, hubMs)) };
  }

  #show(link: SignalLink): void {
    if (this.#link === link) return;
    this.#link = link;
    this.#parts.onLink(link);
  }
}
