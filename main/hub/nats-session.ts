import { failed, ok, type AppError, type Result } from '#shared/result.ts';
import { Feed } from './feed.ts';
import type { HubSession, LogBounds, LogMessage, Publication, Published, SideWay } from './hub.ts';
import type { JsApi } from './js-api.ts';
import { allAbout, BULLETINS, callbackSubject, readCallbackSubject, SIGNALS, STREAM } from './layout.ts';
import { endOf, NO_ANSWER, type Connected } from './nats-connect.ts';
import { NatsSideStream } from './nats-side-stream.ts';
import { publishTo } from './nats-publish.ts';
import { NatsScripts } from './nats-scripts.ts';
import { checkStream, logIdOf } from './stream-check.ts';
import { TeamFeed, type TeamFeedParts } from './team-feed.ts';

const TICK_MS = 1_000;
const HEARTBEAT_MS = 2_000;
/** After so many seconds without a word a question is asked… */
const ASK_AFTER_TICKS = 2;
/** …and after so many the session is over. With the second that was running: seven at the most. */
const GONE_AFTER_TICKS = 6;

export interface SessionParts extends Omit<TeamFeedParts, 'api' | 'onFault'> {
  readonly api: JsApi;
  readonly connected: Connected;
}

/** One connection of an agent's desk to the team's hub, with the log and the team. */
export class NatsSession implements HubSession {
  readonly closed: Promise<AppError | null>;
  readonly scripts: NatsScripts;
  bounds: LogBounds = { firstSeq: 1, lastSeq: 0, hubMs: 0, logId: '' };
  readonly signals: SideWay;
  readonly bulletins: SideWay;
  readonly #parts: SessionParts;
  readonly #end = Promise.withResolvers<AppError | null>();
  readonly #team: TeamFeed;
  readonly #beside: readonly NatsSideStream[];
  readonly #ticking: NodeJS.Timeout;
  readonly #giveUps = new Set<() => void>();
  #log: Feed | null = null;
  #isOver = false;
  #heard = 0;
  #silentTicks = 0;

  private constructor(parts: SessionParts) {
    this.#parts = parts;
    this.closed = this.#end.promise;
    this.#team = new TeamFeed({ ...parts, onFault: (fault) => this.#finish(fault) });
    const { api, trust } = parts;
    const signals = new NatsSideStream(api, trust.agent, SIGNALS);
    const bulletins = new NatsSideStream(api, trust.agent, BULLETINS);
    this.#beside = [signals, bulletins];
    this.signals = this.#whileOpen(signals);
    this.bulletins = this.#whileOpen(bulletins);
    this.scripts = new NatsScripts(api, trust);
    this.#ticking = setInterval(() => this.#tick(), TICK_MS);
    const { connection, socket } = parts.connected;
    void connection.closed().then((error) => this.#finish(endOf(error, socket)));
  }

  /** Looks at the streams and reads the team. Errors: those of `TeamFeed.start`, and what ended the session before. */
  static async open(parts: SessionParts): Promise<Result<NatsSession, AppError>> {
    const session = new NatsSession(parts);
    const opened = await session.#begin();
    if (opened.ok) return ok(session);
    session.#finish(opened.error);
    return opened;
  }

  async #begin(): Promise<Result<void, AppError>> {
    const bounds = await this.askBounds();
    if (!bounds.ok) return bounds;
    this.bounds = bounds.value;
    const team = await this.#answered(this.#parts.api.streamInfo(STREAM.team));
    if (!team.ok) return team;
    const checked = checkStream(STREAM.team, team.value.config);
    if (!checked.ok) return checked;
    const read = await this.#team.start(this.closed);
    return read ?? failed((await this.closed) ?? NO_ANSWER);
  }

  async askBounds(): Promise<Result<LogBounds, AppError>> {
    const sentMs = performance.now();
    const info = await this.#answered(this.#parts.api.streamInfo(STREAM.callbacks));
    if (!info.ok) return info;
    const checked = checkStream(STREAM.callbacks, info.value.config);
    if (!checked.ok) return checked;
    const { state, ts } = info.value;
    // Every server that was let through tells its time.
    if (ts === undefined) return failed(NO_ANSWER);
    const wayMs = (performance.now() - sentMs) / 2;
    return ok({
      // JetStream says 0 of a stream that never had a message.
      firstSeq: Math.max(1, state.first_seq),
      lastSeq: state.last_seq,
      hubMs: Math.round(Date.parse(ts) + wayMs),
      logId: logIdOf(this.#parts.trust.teamId, info.value),
    });
  }

  follow(fromSeq: number, onBatch: (messages: readonly LogMessage[]) => Promise<void> | void): void {
    if (this.#log !== null) throw new Error('a session is followed once');
    if (this.#isOver) return;
    this.#log = new Feed({
      api: this.#parts.api,
      agent: this.#parts.trust.agent,
      stream: STREAM.callbacks,
      heartbeatMs: HEARTBEAT_MS,
      from: { opt_start_seq: fromSeq },
      onBatch: (messages) => onBatch(messages.flatMap(asLogMessage)),
      onFault: (fault) => this.#finish(fault),
    });
    void this.#log.start();
  }

  read(seq: number): Promise<Result<LogMessage | null, AppError>> {
    return this.#message({ seq });
  }

  lastAbout(callbackId: string): Promise<Result<LogMessage | null, AppError>> {
    return this.#message({ last_by_subj: allAbout(callbackId) });
  }

  async #message(which: { seq: number } | { last_by_subj: string }) {
    const found = await this.#answered(this.#parts.api.message(STREAM.callbacks, which));
    if (!found.ok || found.value === null) return found.ok ? ok(null) : found;
    const [message] = asLogMessage(found.value);
    return ok(message ?? null);
  }

  publish(publication: Publication): Promise<Published> {
    if (this.#isOver) return Promise.resolve({ kind: 'unknown' });
    const { api, trust } = this.#parts;
    const { callbackId } = publication;
    const to = {
      stream: STREAM.callbacks,
      subject: callbackSubject(callbackId, trust.agent),
      about: allAbout(callbackId),
    };
    return this.#orGone(publishTo(api, to, publication), () => ({ kind: 'unknown' }));
  }

  /** Reads the roster anew; false when it cannot be had now. */
  refreshTeam(): Promise<boolean> {
    if (this.#isOver) return Promise.resolve(false);
    return this.#orGone(this.#team.refresh(), () => false);
  }

  #whileOpen(stream: NatsSideStream): SideWay {
    return {
      follow: (...how) => this.#answered(stream.follow(...how)),
      send: (...what) => this.#orGone(stream.send(...what), () => ({ kind: 'unknown' })),
    };
  }

  #answered<T>(answer: Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
    return this.#orGone(answer, () => failed(NO_ANSWER));
  }

  /** The answer, or what stands for it when the session ends first. */
  #orGone<T>(answer: Promise<T>, gone: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const giveUp = () => resolve(gone());
      if (this.#isOver) giveUp();
      else this.#giveUps.add(giveUp);
      answer.then(resolve, reject).finally(() => this.#giveUps.delete(giveUp));
    });
  }

  /**
   * Seconds are counted, not measured: a thread that was busy, or a machine that slept, finds one tick and then reads
   * what has come meanwhile.
   */
  #tick(): void {
    const { connection, socket } = this.#parts.connected;
    this.#team.tick();
    for (const stream of this.#beside) stream.tick();
    this.#log?.tick();
    this.scripts.tick();
    if (socket.heard !== this.#heard) {
      this.#heard = socket.heard;
      this.#silentTicks = 0;
      return;
    }
    this.#silentTicks += 1;
    if (this.#silentTicks >= GONE_AFTER_TICKS) this.#finish(NO_ANSWER);
    // A connection that ends meanwhile tells so by itself.
    else if (this.#silentTicks === ASK_AFTER_TICKS) connection.flush().catch(() => undefined);
  }

  #finish(reason: AppError | null): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearInterval(this.#ticking);
    this.#team.stop();
    for (const stream of this.#beside) stream.stop();
    this.#log?.stop();
    this.scripts.stop();
    this.#end.resolve(reason);
    for (const giveUp of this.#giveUps) giveUp();
    // The socket first: nats-core would wait for it to send what nobody takes any more.
    this.#parts.connected.socket.letGo();
    void this.#parts.connected.connection.close();
  }

  async close(): Promise<void> {
    this.#finish(null);
    await this.closed;
  }
}

/** Nothing when the subject is none of the log's, which the stream does not take. */
function asLogMessage(message: {
  subject: string;
  seq: number;
  timeMs: number;
  data: Uint8Array;
}): LogMessage[] {
  const place = readCallbackSubject(message.subject);
  return place ? [{ ...place, seq: message.seq, hubMs: message.timeMs, data: message.data }] : [];
}
