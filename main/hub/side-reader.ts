import { retryDelayMs } from '#shared/call/backoff.ts';
import type { SignalLink } from '#shared/team/signal.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { HubSession, SideMessage, SideWay } from './hub.ts';
import type { SidePlace } from './layout.ts';
import type { TeamSeal } from './team-seal.ts';

/** A hub without the stream may have been mended. */
const OFF_RETRY_MS = 60_000;

/** Who wrote a message, and when the hub took it, by its clock. */
export interface Written {
  readonly author: string;
  readonly hubMs: number;
}

export interface SideReaderParts<T> {
  readonly place: SidePlace;
  readonly agent: string;
  readonly seal: TeamSeal<T>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly wayOf: (session: HubSession) => SideWay | null;
  /** From when on messages are of use, by the hub's clock. */
  readonly since: (hubNowMs: number) => number;
  /** A message of a member, signed by them; after `onBegin` those from before come again. */
  readonly onMessage: (message: T, written: Written) => void;
  readonly onLink: (link: SignalLink) => void;
  readonly onBegin?: () => void;
  /** It cannot be told yet who says this, or what: all is read again in a moment. */
  readonly onUnread?: () => void;
  /** Everything that was there to begin with has been read. */
  readonly onCaughtUp?: () => void;
}

/** One reading of the stream, from `since` on. */
interface Reading {
  readonly session: HubSession;
  readonly way: SideWay;
  /** How many messages there were to begin with; null until the hub has said so. */
  waiting: number | null;
  read: number;
  isWhole: boolean;
  /** Whatever was counted: no more of them will come. */
  hasNoMore: boolean;
  isCaughtUp: boolean;
}

/**
 * A stream beside the log over whatever session there is:
 *
 *   away ──session──▶ (asks for the stream) ──▶ here ──session over──▶ away
 *                            │   ▲                │ the feed failed, or something could not be read: asks again
 *                            ▼   │ a minute later
 *                           off (the hub has no such stream, or not for us)
 */
export class SideReader<T extends object> {
  readonly #parts: SideReaderParts<T>;
  #link: SignalLink = 'away';
  #session: HubSession | null = null;
  #reading: Reading | null = null;
  #failures = 0;
  #callOff = (): void => undefined;
  /** What to add to this desk's clock to get the hub's. */
  #offsetMs = 0;
  #turn: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(parts: SideReaderParts<T>) {
    this.#parts = parts;
  }

  get link(): SignalLink {
    return this.#link;
  }

  /** A session is open; it is used until it is over. */
  attach(session: HubSession): void {
    const way = this.#parts.wayOf(session);
    if (!way || this.#isStopped) return;
    this.#session = session;
    this.#offsetMs = session.bounds.hubMs - this.#parts.clock.now();
    void session.closed.then(() => this.#over(session));
    void this.#follow(session, way);
  }

  /**
   * Errors: `hub-unreachable` without a way; `hub-misconfigured` when the hub has no such stream, or not for us;
   * `hub-key-missing`; `bad-request` when it is too long; `hub-no-answer`, after which it may be sent again under the same
   * id.
   */
  async send(messageId: string, message: T): Promise<Result<void, AppError>> {
    const { seal, agent, place, wayOf } = this.#parts;
    const session = this.#session;
    const way = session && wayOf(session);
    if (this.#link === 'off') return failed(appError('hub-misconfigured', { what: place.stream }));
    if (!session || !way || this.#link !== 'here') return failed(appError('hub-unreachable'));
    const sealed = seal.seal(message, place.subjectOf(agent));
    if (!sealed.ok) return sealed;
    const sent = await way.send(messageId, sealed.value);
    if (sent.kind === 'stored') return ok();
    if (sent.kind === 'unknown') return failed(appError('hub-no-answer'));
    if (sent.error.code !== 'bad-request') this.#failed(session, way, sent.error);
    return failed(sent.error);
  }

  stop(): void {
    this.#isStopped = true;
    this.#session = null;
    this.#reading = null;
    this.#callOff();
  }

  toHub(hereMs: number): number {
    return Math.max(0, Math.round(hereMs + this.#offsetMs));
  }

  toHere(hubMs: number): number {
    return Math.max(0, Math.round(hubMs - this.#offsetMs));
  }

  #over(session: HubSession): void {
    if (this.#session !== session) return;
    this.#session = null;
    this.#reading = null;
    this.#callOff();
    this.#show('away');
  }

  async #follow(session: HubSession, way: SideWay): Promise<void> {
    const { onBegin } = this.#parts;
    const reading: Reading = {
      session,
      way,
      waiting: null,
      read: 0,
      hasNoMore: false,
      isWhole: true,
      isCaughtUp: false,
    };
    this.#reading = reading;
    onBegin?.();
    const followed = await way.follow(
      this.#since(),
      (messages) => this.#take(reading, messages),
      () => this.#again(reading),
    );
    if (this.#reading !== reading) return;
    if (!followed.ok) return this.#failed(session, way, followed.error);
    reading.waiting = followed.value;
    this.#show('here');
    this.#lookIfAll(reading);
  }

  #failed(session: HubSession, way: SideWay, { code }: AppError): void {
    if (this.#session !== session) return;
    const isOff = code === 'hub-misconfigured';
    if (isOff) this.#show('off');
    this.#later(session, way, isOff ? OFF_RETRY_MS : undefined);
  }

  #again(reading: Reading): void {
    if (this.#reading === reading) this.#later(reading.session, reading.way);
  }

  #later(session: HubSession, way: SideWay, delayMs?: number): void {
    const { clock, random } = this.#parts;
    this.#failures += 1;
    this.#callOff();
    this.#callOff = clock.after(delayMs ?? retryDelayMs(this.#failures, random()), () => {
      if (this.#session === session) void this.#follow(session, way);
    });
  }

  #take(reading: Reading, messages: readonly SideMessage[]): void {
    this.#turn = this.#turn.then(async () => {
      for (const message of messages) {
        const isRead = this.#reading !== reading || (await this.#read(reading, message));
        if (this.#reading !== reading) return;
        reading.read += 1;
        if (!isRead) this.#unread(reading);
        this.#lookIfAll(reading);
      }
      if (messages.length > 0 || this.#reading !== reading) return;
      reading.hasNoMore = true;
      this.#lookIfAll(reading);
    });
  }

  /** The team may know more of who that is, or with which key, in a moment. */
  #unread(reading: Reading): void {
    this.#parts.onUnread?.();
    if (reading.isWhole) this.#again(reading);
    reading.isWhole = false;
  }

  #lookIfAll(reading: Reading): void {
    if (reading.isCaughtUp || reading.waiting === null) return;
    if (reading.read < reading.waiting && !reading.hasNoMore) return;
    reading.isCaughtUp = true;
    if (reading.isWhole) this.#failures = 0;
    this.#parts.onCaughtUp?.();
  }

  /** False when it cannot be told yet who says it, or what. */
  async #read(reading: Reading, { author, hubMs, data }: SideMessage): Promise<boolean> {
    const { seal, place, clock, onMessage } = this.#parts;
    this.#offsetMs = Math.max(this.#offsetMs, hubMs - clock.now());
    if (hubMs < this.#since()) return true;
    const subject = place.subjectOf(author);
    const opened = seal.open({ subject, data });
    if (opened.kind === 'no-key') return false;
    if (opened.kind !== 'message') return true;
    const verified = await seal.verify({ subject, author, hubMs, data }).catch(() => null);
    if (verified !== true) return verified === false;
    if (this.#reading === reading) onMessage(opened.message, { author, hubMs });
    return true;
  }

  #since(): number {
    return Math.max(0, this.#parts.since(this.toHub(this.#parts.clock.now())));
  }

  #show(link: SignalLink): void {
    if (this.#link === link) return;
    this.#link = link;
    this.#parts.onLink(link);
  }
}
