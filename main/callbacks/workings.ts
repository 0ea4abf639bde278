import { randomUUID } from 'node:crypto';
import type { Callback } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import type { HubLink } from '#shared/contract/callback-state.ts';
import type { AppError, Result } from '#shared/result.ts';
import type { KeptMessage } from '../records/store.ts';
import { Groups } from './groups.ts';
import { HubClock } from './hub-clock.ts';
import { Pending } from './pending.ts';
import type { Person, QueueOptions } from './queue-port.ts';
import { restore, type Restored } from './restore.ts';
import { LANES, Sender } from './sender.ts';
import { SetAside } from './set-aside.ts';
import { Sync } from './sync.ts';
import { TeamLog } from './team-log.ts';
import { Trouble } from './trouble.ts';
import { Verification } from './verification.ts';

const DESK_FACT = 'desk-id';

/** This agent at this desk. */
export interface Me extends Person {
  readonly desk: string;
}

/** An event without what every event has. */
export type EventBody = CallbackEvent extends infer E
  ? E extends CallbackEvent
    ? Omit<E, 'id' | 'at' | 'desk'>
    : never
  : never;

/** All parts of one desk's queue, joined. What the agent may do with them stands in the files around. */
export class Workings {
  readonly options: QueueOptions;
  readonly me: Me;
  readonly pending: Pending;
  readonly groups: Groups;
  readonly hubClock: HubClock;
  readonly log: TeamLog;
  readonly verification: Verification;
  readonly setAside: SetAside;
  readonly sender: Sender;
  readonly sync: Sync;
  readonly trouble: Trouble;
  readonly leaseMs: number;
  readonly #onChanged: () => void;
  /** Ours that the hub had lost, to be claimed again first. */
  #reclaim: readonly string[] = [];

  constructor(options: QueueOptions, onChanged: () => void) {
    const { store, clock, codec } = options;
    this.options = options;
    this.#onChanged = onChanged;
    this.me = { ...options.me, desk: options.store.facts.get(DESK_FACT) ?? randomUUID() };
    this.leaseMs = options.rules.leaseMin * 60_000;
    this.pending = new Pending(store);
    this.hubClock = new HubClock({ clock, uptimeMs: options.uptimeMs, facts: store.facts });
    const hasPending = (): boolean => this.pending.unsent().count > 0;
    this.groups = new Groups(store, this.me.agent, () => this.hubClock.shown(), hasPending);
    this.setAside = new SetAside(store);
    this.trouble = new Trouble({ store, setAside: this.setAside, clock, report: options.report });
    const { pending, groups, me } = this;
    const onTaken = (messages: readonly KeptMessage[]): void => this.#taken(messages);
    this.log = new TeamLog({ store, pending, groups, codec, me, onTaken });
    const onStoreFailure = (error: AppError): void => this.storeFailed(error);
    const isSyncing = (): boolean => this.sync.link.name === 'syncing';
    const forVerification = { store, groups, log: this.log, codec, clock, isSyncing, onStoreFailure };
    this.verification = new Verification(forVerification);
    this.sender = this.#createSender(onStoreFailure);
    this.sync = this.#createSync();
  }

  /** What happened here, as an event of this moment. */
  event(body: EventBody): CallbackEvent {
    const { desk } = this.me;
    return { ...body, id: randomUUID(), at: this.hubClock.shown(), desk };
  }

  /** Writes events, and whatever goes with them, in one transaction; then sends them. */
  write(
    events: readonly { readonly callbackId: string; readonly event: CallbackEvent }[],
    also: () => void = () => undefined,
  ): Result<void, AppError> {
    const { pending, groups, options } = this;
    const ids = [...new Set(events.map(({ callbackId }) => callbackId))];
    const written = pending.write(() => {
      this.#keepDesk();
      also();
      for (const { callbackId, event } of events) pending.add(callbackId, event, options.clock.now());
      groups.refold(ids);
    });
    if (!written.ok) {
      this.storeFailed(written.error);
      return written;
    }
    this.trouble.storeWrote();
    this.sender.kick(ids);
    this.changed();
    return written;
  }

  /** The callback as it is shown, or the one that took it in. */
  find(callbackId: string): Callback | null {
    return this.groups.shown(callbackId);
  }

  nameOf(agent: string): string {
    if (agent === this.me.agent) return this.me.name;
    return this.options.colleagues().find((person) => person.agent === agent)?.name ?? agent;
  }

  changed(): void {
    this.#onChanged();
  }

  storeFailed(error: AppError): void {
    this.trouble.storeFailed(error);
    this.changed();
  }

  /** What a crash left: written here, and in the log or the table only by half. */
  heal(): void {
    const { store, hub } = this.options;
    const { pending, groups } = this;
    const arrived = pending.ids().filter((id) => store.log.has(pending.subjectOf(id) ?? '', id));
    const healed = pending.write(() => {
      // A desk alone writes its log first and takes it in then; no lane of the sender is further ahead than one.
      const last = hub.kind === 'solo' ? store.log.after(store.log.lastSeq() - LANES, LANES) : [];
      // Written by others into the outbox, or the store was mended: the table does not know of it.
      const unshown = pending.callbackIds().filter((id) => !store.callbacks.get(id)?.unsent);
      const subjects = arrived.map((id) => pending.subjectOf(id) ?? '');
      for (const id of arrived) pending.remove(id);
      groups.refold([...unshown, ...subjects, ...last.map(({ callbackId }) => callbackId)]);
      this.#keepDesk();
    });
    if (!healed.ok) this.storeFailed(healed.error);
  }

  /** Within a transaction: before anything is written under this desk's id, the id is. */
  #keepDesk(): void {
    const { facts } = this.options.store;
    if (facts.get(DESK_FACT) === null) facts.set(DESK_FACT, this.me.desk);
  }

  #taken(messages: readonly KeptMessage[]): void {
    for (const { event, author, hubMs } of messages) {
      if (author !== this.me.agent || !event) continue;
      const sentAt = this.sender.takeSentAt(event.id);
      if (sentAt) this.hubClock.echoed(sentAt, hubMs);
    }
    this.trouble.storeWrote();
    this.trouble.logChanged(messages);
    this.changed();
  }

  #createSender(onStoreFailure: (error: AppError) => void): Sender {
    const { pending, groups, log, hubClock, me, options } = this;
    const { store, codec, clock, random, report } = options;
    return new Sender({
      store,
      pending,
      groups,
      log,
      codec,
      clock,
      hubClock,
      random,
      me,
      onStoreFailure,
      newId: randomUUID,
      onChanged: () => this.changed(),
      onDropped: ({ error, isFinal }) => {
        report({ what: isFinal ? 'rejected' : 'dropped', code: error.code });
        this.changed();
      },
    });
  }

  #createSync(): Sync {
    const { pending, log, sender, hubClock, options } = this;
    const { hub, store, clock, random } = options;
    return new Sync({
      hub,
      store,
      pending,
      log,
      sender,
      hubClock,
      clock,
      random,
      restore: (commonSeq) => this.#restore(commonSeq),
      onLink: (link) => this.#linkChanged(link),
      onOnline: () => this.#claimAgain(),
      onAlarm: () => {
        this.trouble.look(hubClock.shown());
        this.changed();
      },
    });
  }

  #linkChanged(link: HubLink): void {
    const error = 'error' in link ? link.error.code : link.name;
    if (link.name !== 'syncing') this.options.report({ what: 'link', code: error });
    this.trouble.linkChanged(link);
    this.changed();
  }

  #restore(commonSeq: number): Result<Restored, AppError> {
    const { pending, groups, setAside, me, options, trouble } = this;
    const { store, clock, report } = options;
    const parts = { store, pending, groups, setAside, me, nowMs: () => clock.now() };
    const restored = restore(parts, commonSeq);
    if (!restored.ok) {
      this.storeFailed(restored.error);
      return restored;
    }
    const { again, lost, reclaim } = restored.value;
    this.#reclaim = [...new Set([...this.#reclaim, ...reclaim])];
    trouble.logWasSetBack(lost);
    report({ what: 'restored', code: 'hub-log-shorter', details: { count: again } });
    return restored;
  }

  /** Before its calls and outcomes are sent again: so they count as they did, and not as late. */
  #claimAgain(): void {
    const again = this.#reclaim;
    this.#reclaim = [];
    for (const id of again) void this.sender.send(id, this.event({ type: 'claimed', leaseMs: this.leaseMs }));
  }
}
