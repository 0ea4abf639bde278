import { retryDelayMs } from '#shared/call/backoff.ts';
import type { HubLink } from '#shared/contract/callback-state.ts';
import { appError, ok, type AppError, type ErrorCode, type Result } from '#shared/result.ts';
import type { Hub, HubSession, LogBounds, LogMessage } from '../hub/hub.ts';
import { agreeOnLog, type AgreementParts } from './agree-on-log.ts';
import type { HubClock } from './hub-clock.ts';
import { keptAsync } from './kept.ts';
import { pauseIn } from './pause.ts';
import type { Sender } from './sender.ts';
import type { TeamLog } from './team-log.ts';

/** What trying again soon would not change; IT has to. It is tried again all the same. */
const REFUSED: readonly ErrorCode[] = [
  'hub-refused',
  'hub-access-expired',
  'hub-too-old',
  'hub-misconfigured',
  'hub-log-other',
];
const REFUSED_RETRY_MS = 60_000;
/** While online: the hub's time, the end of its log, what waits in the outbox, holes. */
const LOOK_AGAIN_MS = 60_000;
/** The hub has more and sends nothing: what it cannot read at the end of its log it leaves out without a word. */
const STALLED_MS = 3000;
/** Asked for one by one then; the rest will come by itself, or at the next look. */
const FETCHED_AT_ONCE = 32;
/** Longer than any hub takes to be reached or not. */
const STOPPED_WITHIN_MS = 15_000;
/** Shown at most so often while the log is read. */
const PROGRESS_MS = 250;

export interface SyncParts extends AgreementParts {
  readonly hub: Hub;
  readonly log: TeamLog;
  readonly sender: Sender;
  readonly hubClock: HubClock;
  readonly random: () => number;
  readonly onLink: (link: HubLink) => void;
  /** Caught up, and before anything is sent. */
  readonly onOnline: () => void;
}

/**
 * The way to the hub, for as long as the queue lives. One session at a time; each failure leads back to a pause that
 * grows from half a second to half a minute, for ever; `tryNow` cuts it short.
 *
 *                     ┌──────────────── failed: pause ────────────────┐
 *                     ▼                                               │
 *   connecting ──▶ offline ──open──▶ (same log? else refused, or restored) ──▶ syncing ──caught up──▶ online
 *                     ▲                                               │                                  │
 *                     └───────────────── session over ────────────────┴──────────────────────────────────┘
 *   refused: as offline, with an error that only IT can mend and a longer pause.
 *
 * The outbox is sent when online and only then: what is sent is looked at in the light of the log (rebase.ts).
 */
export class Sync {
  readonly #parts: SyncParts;
  #link: HubLink;
  #session: HubSession | null = null;
  #isStopped = false;
  #failures = 0;
  #endPause: () => void = () => undefined;
  #ended: Promise<void> = Promise.resolve();
  #taking: Promise<void> = Promise.resolve();

  constructor(parts: SyncParts) {
    this.#parts = parts;
    const sinceMs = parts.clock.now();
    this.#link = parts.hub.kind === 'solo' ? { name: 'solo' } : { name: 'connecting', sinceMs };
  }

  get link(): HubLink {
    return this.#link;
  }

  /** The log here is that of the hub, as far as one can know, and what is written is sent at once. */
  get isOnline(): boolean {
    return this.#session !== null && (this.#link.name === 'online' || this.#link.name === 'solo');
  }

  start(): void {
    this.#ended = this.#run();
  }

  tryNow(): void {
    this.#failures = 0;
    this.#endPause();
  }

  /** The machine woke or its clock was set: asks the hub what time it is. */
  async lookAgain(): Promise<void> {
    const session = this.#session;
    if (!session) return this.tryNow();
    const looked = await keptAsync(() => this.#lookAgain(session));
    if (!looked.ok) this.#lose(session, looked.error);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#endPause();
    await this.#session?.close();
    // Also for one that is being opened: whoever stops us closes the store next.
    const bound = Promise.withResolvers<void>();
    const callOff = this.#parts.clock.after(STOPPED_WITHIN_MS, bound.resolve);
    await Promise.race([this.#ended, bound.promise]);
    callOff();
    await this.#parts.sender.idle();
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      const { hub, clock, random } = this.#parts;
      const opened = await hub.open();
      if (opened.ok && this.#isStopped) {
        await opened.value.close();
        return;
      }
      const error = opened.ok ? await this.#live(opened.value) : opened.error;
      if (this.#isStopped) return;
      this.#failures += 1;
      const isRefused = REFUSED.includes(error.code);
      const pauseMs = isRefused ? REFUSED_RETRY_MS : retryDelayMs(this.#failures, random());
      const sinceMs = 'sinceMs' in this.#link && this.#isDown() ? this.#link.sinceMs : clock.now();
      const retryAtMs = clock.now() + pauseMs;
      this.#show(
        isRefused ? { name: 'refused', sinceMs, error } : { name: 'offline', sinceMs, retryAtMs, error },
      );
      await this.#pause(pauseMs);
    }
  }

  #isDown(): boolean {
    return this.#link.name === 'offline' || this.#link.name === 'refused';
  }

  /** One session, from open to closed. @returns why it is over */
  async #live(session: HubSession): Promise<AppError> {
    this.#session = session;
    const { log, sender } = this.#parts;
    const begun = await keptAsync(() => this.#begin(session));
    const problem = begun.ok && begun.value.ok ? null : begun.ok ? begun.value : begun;
    if (problem && !problem.ok) this.#lose(session, problem.error);
    const reason = await session.closed;
    this.#session = null;
    sender.detach();
    log.sessionOver();
    // What came last is on the disk, or failed, before another session is opened.
    await this.#taking;
    const lost = this.#lost;
    this.#lost = null;
    return lost ?? reason ?? appError('hub-unreachable');
  }

  /** Why we ended a session ourselves. */
  #lost: AppError | null = null;
  #lose(session: HubSession, error: AppError): void {
    this.#lost ??= error;
    void session.close();
  }

  async #begin(session: HubSession): Promise<Result<void, AppError>> {
    const { hubClock, log } = this.#parts;
    hubClock.heard(session.bounds.hubMs);
    const agreed = await agreeOnLog(session, this.#parts);
    if (!agreed.ok) return agreed;
    const mended = await log.retryHoles((seq) => session.read(seq));
    if (!mended.ok) return mended;
    const fromSeq = log.lastSeq() + 1;
    const goal = session.bounds.lastSeq;
    this.#showProgress(fromSeq, goal, true);
    session.follow(fromSeq, (messages) => {
      this.#taking = this.#taking.then(() => this.#take(session, messages, fromSeq, goal));
      return this.#taking;
    });
    if (fromSeq > goal) this.#caughtUp(session);
    else void this.#watchForStall(session, goal);
    return ok();
  }

  /** Until the desk has caught up. */
  async #watchForStall(session: HubSession, goal: number): Promise<void> {
    const { log, clock } = this.#parts;
    for (let seenSeq = -1; this.#session === session && log.lastSeq() < goal;) {
      if (log.lastSeq() === seenSeq) this.#fetchOn(session, goal);
      seenSeq = log.lastSeq();
      await pauseIn(session, clock, STALLED_MS);
    }
  }

  /** Asks for what comes next by its position, after whatever is being taken in. */
  #fetchOn(session: HubSession, goal: number): void {
    const { log } = this.#parts;
    this.#taking = this.#taking.then(() => {
      const throughSeq = Math.min(goal, log.lastSeq() + FETCHED_AT_ONCE);
      return this.#session === session ? this.#take(session, [], goal, goal, throughSeq) : undefined;
    });
  }

  async #take(
    session: HubSession,
    messages: readonly LogMessage[],
    fromSeq: number,
    goal: number,
    throughSeq?: number,
  ): Promise<void> {
    const { log, hubClock, onAlarm } = this.#parts;
    const taken = await keptAsync(() => log.take(messages, (seq) => session.read(seq), throughSeq));
    const result = taken.ok ? taken.value : taken;
    if (!result.ok) return this.#lose(session, result.error);
    const last = messages.at(-1);
    if (last) hubClock.seen(last.hubMs);
    if (this.isOnline) return;
    if (log.lastSeq() >= goal) this.#caughtUp(session);
    else this.#showProgress(fromSeq, goal, false);
    onAlarm();
  }

  #caughtUp(session: HubSession): void {
    if (this.#session !== session || this.#isStopped) return;
    const { clock, hub, sender, onOnline } = this.#parts;
    this.#failures = 0;
    this.#show(hub.kind === 'solo' ? { name: 'solo' } : { name: 'online', sinceMs: clock.now() });
    sender.attach(session, onOnline);
    void this.#keepLooking(session);
  }

  async #keepLooking(session: HubSession): Promise<void> {
    while (this.#session === session) {
      await pauseIn(session, this.#parts.clock, LOOK_AGAIN_MS);
      if (this.#session === session) await this.lookAgain();
    }
  }

  /** Throws `StoreFailure`. A session that does not answer ends by itself. */
  async #lookAgain(session: HubSession): Promise<void> {
    const { log, hubClock, sender, onAlarm } = this.#parts;
    const bounds = await session.askBounds();
    if (!bounds.ok) return;
    hubClock.heard(bounds.value.hubMs);
    if (isSetBack(bounds.value, log.lastSeq())) {
      // Whether that is so the next session finds out, and brings ours in line.
      return this.#lose(session, appError('hub-no-answer'));
    }
    const isBehind = log.lastSeq() < bounds.value.lastSeq;
    if (isBehind && log.lastSeq() === this.#behindSeq) this.#fetchOn(session, bounds.value.lastSeq);
    this.#behindSeq = isBehind ? log.lastSeq() : -1;
    await log.retryHoles((seq) => session.read(seq));
    sender.kick();
    onAlarm();
  }

  /** Where our log ended when the hub's went on, a minute ago. */
  #behindSeq = -1;
  #lastShownMs = 0;
  #showProgress(fromSeq: number, goal: number, isFirst: boolean): void {
    const { clock, log, hub } = this.#parts;
    const nowMs = clock.now();
    if (hub.kind === 'solo' || goal < fromSeq) return;
    if (!isFirst && Math.abs(nowMs - this.#lastShownMs) < PROGRESS_MS) return;
    this.#lastShownMs = nowMs;
    this.#show({ name: 'syncing', done: log.lastSeq() - fromSeq + 1, total: goal - fromSeq + 1 });
  }

  #show(link: HubLink): void {
    this.#link = link;
    this.#parts.onLink(link);
  }

  #pause(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#parts.clock.after(delayMs, resolve);
      this.#endPause = () => {
        callOff();
        resolve();
      };
    });
  }
}

function isSetBack({ lastSeq }: LogBounds, ourLast: number): boolean {
  return lastSeq < ourLast;
}
