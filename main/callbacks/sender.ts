import type { CallbackEvent } from '#shared/callback/event.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import type { Clock } from '../clock.ts';
import type { EventCodec } from '../hub/codec.ts';
import type { HubSession, Published } from '../hub/hub.ts';
import type { RecordStore } from '../records/store.ts';
import type { Groups } from './groups.ts';
import type { HubClock, Moment } from './hub-clock.ts';
import { keptAsync } from './kept.ts';
import type { Pending } from './pending.ts';
import { rebase, type Myself } from './rebase.ts';
import type { TeamLog } from './team-log.ts';

/** Callbacks about which something is on its way at the same time; about one callback, one thing at a time. */
export const LANES = 64;
/** Between tries of something whose fate is unknown. */
const FIRST_WAIT_MS = 40;
const LONGEST_WAIT_MS = 3000;

export interface SenderParts {
  readonly store: RecordStore;
  readonly pending: Pending;
  readonly groups: Groups;
  readonly log: TeamLog;
  readonly codec: EventCodec;
  readonly clock: Clock;
  readonly hubClock: HubClock;
  readonly random: () => number;
  readonly newId: () => string;
  readonly me: Myself;
  /** Something of ours left the outbox without being in the log. */
  readonly onDropped: (dropped: {
    id: string;
    callbackId: string;
    error: AppError;
    isFinal: boolean;
  }) => void;
  /** The disk cannot be read or written. */
  readonly onStoreFailure: (error: AppError) => void;
  /** Callbacks were made anew. */
  readonly onChanged: (callbackIds: readonly string[]) => void;
}

/** Something to be told to the hub: of the outbox, or only of this moment (a claim, a renewal). */
interface Job {
  readonly callbackId: string;
  readonly event: CallbackEvent;
  /** Null for what stands in the outbox. */
  readonly settle: ((result: Result<void, AppError>) => void) | null;
}

type Fate = 'settled' | 'session-over' | 'waits';

/**
 * Sends what was done here, once the desk has caught up with the log. Each item keeps its id at every try, and expects
 * the position of the last message that we know about its callback; so whatever gets lost on the way or arrives twice,
 * the log has it once. An item leaves the outbox when its event is in our log and for no other reason, except that it
 * makes no sense any more (rebase.ts) or the hub will never take it (then it waits for a person).
 *
 *   waiting ──publish──▶ stored ──our log has it──▶ gone
 *      ▲ │  lost race: catch up, look again          │ never came (the hub was set back)
 *      │ ├──unknown: ask the log, then try again     │
 *      │ └──refused────▶ rejected                    │
 *      └─────────────────next session────────────────┘
 */
export class Sender {
  readonly #parts: SenderParts;
  #session: HubSession | null = null;
  readonly #lanes = new Set<string>();
  readonly #running = new Set<Promise<void>>();
  /** Callbacks with something to send that has no lane yet. */
  readonly #todo = new Set<string>();
  #momentary: Job[] = [];
  readonly #sentAt = new Map<string, Moment>();

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** The desk has caught up: everything that waits goes out. @param first says what has to be said before that */
  attach(session: HubSession, first: () => void): void {
    this.#session = session;
    first();
    this.kick();
  }

  /** Nothing of a session that is over is on its way any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  /** The session is over. What was on its way stays in the outbox; what was for the moment is given up. */
  detach(): void {
    this.#session = null;
    this.#todo.clear();
    this.#sentAt.clear();
    const momentary = this.#momentary;
    this.#momentary = [];
    for (const { settle } of momentary) settle?.(failed(appError('callback-offline')));
  }

  /** Looks for what waits in the outbox. */
  kick(callbackIds: readonly string[] = this.#parts.pending.callbackIds()): void {
    if (!this.#session) return;
    for (const id of callbackIds) this.#todo.add(id);
    this.#fill();
  }

  /**
   * Sends something that is not kept when it cannot be sent now. Resolves when it is in our log, or will not be. Who
   * waits no longer may turn away: it settles by itself.
   */
  send(callbackId: string, event: CallbackEvent): Promise<Result<void, AppError>> {
    if (!this.#session) return Promise.resolve(failed(appError('callback-offline')));
    return new Promise((settle) => {
      this.#momentary.push({ callbackId, event, settle });
      this.#todo.add(callbackId);
      this.#fill();
    });
  }

  /** One of our own came back: when we sent it first. */
  takeSentAt(id: string): Moment | null {
    const moment = this.#sentAt.get(id) ?? null;
    this.#sentAt.delete(id);
    return moment;
  }

  #fill(): void {
    const session = this.#session;
    if (!session) return;
    for (const id of this.#todo) {
      if (this.#lanes.size >= LANES) return;
      if (this.#lanes.has(id)) continue;
      this.#todo.delete(id);
      this.#lanes.add(id);
      const lane = this.#runLane(session, id).finally(() => this.#running.delete(lane));
      this.#running.add(lane);
    }
  }

  async #runLane(session: HubSession, callbackId: string): Promise<void> {
    const ended = await keptAsync(async () => {
      for (let job = this.#nextJob(callbackId); job; job = this.#nextJob(callbackId)) {
        const fate = await this.#deliver(session, job);
        if (fate !== 'settled') break;
      }
    });
    this.#lanes.delete(callbackId);
    if (!ended.ok) return this.#parts.onStoreFailure(ended.error);
    this.#fill();
  }

  #nextJob(callbackId: string): Job | null {
    const index = this.#momentary.findIndex((job) => job.callbackId === callbackId);
    const [momentary] = index < 0 ? [] : this.#momentary.splice(index, 1);
    if (momentary) return momentary;
    const item = this.#parts.pending.nextAbout(callbackId);
    return item ? { callbackId, event: item.event, settle: null } : null;
  }

  async #deliver(session: HubSession, job: Job): Promise<Fate> {
    for (let tries = 0; ; tries += 1) {
      if (this.#session !== session) return this.#giveUp(job);
      if (this.#parts.store.log.has(job.callbackId, job.event.id)) return this.#settle(job, ok());
      const data = this.#prepared(job);
      if (data === 'settled' || data === 'waits') return data;
      const published = await this.#publish(session, job, data);
      const fate = await this.#follow(session, job, published, tries);
      if (fate) return fate;
    }
  }

  /** Looks at it in the light of what the log says now, and seals it. */
  #prepared(job: Job): Uint8Array | 'settled' | 'waits' {
    const { groups, hubClock, codec, me } = this.#parts;
    const { callbackId, event } = job;
    const rebased = rebase(event, groups.logOnly(callbackId), me, hubClock.shown());
    if (rebased.kind === 'drop') return this.#drop(job, appError(rebased.code));
    if (rebased.kind === 'renew') return this.#sayAnew(job);
    const sealed = codec.seal(callbackId, event);
    if (sealed.ok) return sealed.value;
    if (sealed.error.code !== 'hub-key-missing') return this.#reject(job, sealed.error);
    if (job.settle) return this.#drop(job, sealed.error);
    return 'waits';
  }

  #publish(session: HubSession, { callbackId, event }: Job, data: Uint8Array): Promise<Published> {
    const { store, hubClock } = this.#parts;
    if (!this.#sentAt.has(event.id)) this.#sentAt.set(event.id, hubClock.moment());
    const expectedSeq = store.log.lastSeqAbout(callbackId);
    return session.publish({ callbackId, messageId: event.id, data, expectedSeq });
  }

  /** What follows from the hub's answer; null to look at it again. */
  async #follow(session: HubSession, job: Job, published: Published, tries: number): Promise<Fate | null> {
    switch (published.kind) {
      case 'refused':
        return this.#reject(job, published.error);
      case 'stored':
        return this.#awaitLog(job, published.seq);
      case 'lost-race':
      case 'unknown':
        await this.#catchUp(session, job.callbackId, tries);
        return null;
    }
  }

  async #awaitLog(job: Job, seq: number): Promise<Fate | null> {
    const { pending, store, log } = this.#parts;
    if (!job.settle) {
      const marked = pending.write(() => pending.mark(job.event.id, 'stored'));
      // A full disk: it is in the hub's log all the same, and ours will show it.
      if (!marked.ok) this.#parts.onDropped({ ...idsOf(job), error: marked.error, isFinal: false });
    }
    if (!(await log.reached(seq))) return this.#giveUp(job);
    // It came back and could not be read: somebody has to look, and sending it again would change nothing.
    return store.log.has(job.callbackId, job.event.id)
      ? null
      : this.#reject(job, appError('hub-message-forged'));
  }

  /** Waits until our log has what the hub has about a callback; when that is nothing new, a little longer each time. */
  async #catchUp(session: HubSession, callbackId: string, tries: number): Promise<void> {
    const { store, log } = this.#parts;
    const last = await session.lastAbout(callbackId);
    const seq = last.ok ? (last.value?.seq ?? 0) : 0;
    if (seq > store.log.lastSeqAbout(callbackId)) return void (await log.reached(seq));
    const ceilingMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10));
    const waitMs = Math.round(ceilingMs * (0.5 + this.#parts.random() / 2));
    await Promise.race([
      new Promise<void>((resolve) => void this.#parts.clock.after(waitMs, resolve)),
      session.closed,
    ]);
  }

  /** The session is over; whether the log has it, the next one will tell. */
  #giveUp({ settle }: Job): Fate {
    settle?.(failed(appError('hub-no-answer')));
    return 'session-over';
  }

  #settle(job: Job, result: Result<void, AppError>): 'settled' | 'waits' {
    if (job.settle) {
      job.settle(result);
      return 'settled';
    }
    const { pending, groups, onChanged } = this.#parts;
    // Taking the message in has done it already, unless it was there before the outbox was read.
    if (!pending.has(job.event.id)) return 'settled';
    const written = pending.write(() => {
      pending.remove(job.event.id);
      groups.refold([job.callbackId]);
    });
    onChanged([job.callbackId]);
    return written.ok ? 'settled' : 'waits';
  }

  #drop(job: Job, error: AppError): 'settled' | 'waits' {
    const fate = this.#settle(job, failed(error));
    if (!job.settle && fate === 'settled') this.#parts.onDropped({ ...idsOf(job), error, isFinal: false });
    return fate;
  }

  #reject(job: Job, error: AppError): 'settled' | 'waits' {
    if (job.settle) return this.#settle(job, failed(error));
    const { pending, groups, onChanged, onDropped } = this.#parts;
    const written = pending.write(() => {
      pending.reject(job.event.id, error);
      groups.refold([job.callbackId]);
    });
    if (!written.ok) return 'waits';
    onChanged([job.callbackId]);
    onDropped({ ...idsOf(job), error, isFinal: true });
    return 'settled';
  }

  /** An old claim on what this desk holds anyway. Once a call was begun there is nothing left to say. */
  #sayAnew(job: Job): 'settled' | 'waits' {
    const { pending, groups, hubClock, clock, newId } = this.#parts;
    if (job.settle) return this.#drop(job, appError('hub-no-answer'));
    const { callbackId, event } = job;
    const said = this.#parts.store.outbox.unsentAbout([callbackId]);
    const isCalled = said.some((item) => item.event.type === 'dial-started' || item.event.type === 'outcome');
    const written = pending.write(() => {
      pending.remove(event.id);
      if (!isCalled) pending.add(callbackId, { ...event, id: newId(), at: hubClock.shown() }, clock.now());
      groups.refold([callbackId]);
    });
    return written.ok ? 'settled' : 'waits';
  }
}

function idsOf({ callbackId, event }: Job): { id: string; callbackId: string } {
  return { id: event.id, callbackId };
}
