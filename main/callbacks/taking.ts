import type { Callback } from '#shared/callback/callback.ts';
import type { CallbackEvent, Outcome } from '#shared/callback/event.ts';
import { afterOutcome } from '#shared/callback/policy.ts';
import { holdAt, mayDial } from '#shared/callback/status.ts';
import type { Done } from '#shared/contract/schema.ts';
import { appError, failed, ok, type AppError, type Result } from '#shared/result.ts';
import { DONE } from '../done.ts';
import type { CallingTime } from './calling-time.ts';
import { heldHere } from './in-hand.ts';
import type { CommandInput } from './queue-port.ts';
import { whyNotClaim } from './rebase.ts';
import type { Workings } from './workings.ts';

/** How long an agent waits for the log's word. */
const CLAIM_BOUND_MS = 10_000;
const LATEST_MS = 366 * 24 * 3_600_000;

/**
 * Taking a callback, calling, and saying how it went. What may be done goes by the log alone; what was done is on the
 * disk before anybody is told so.
 */
export class Taking {
  readonly #workings: Workings;
  readonly #time: CallingTime;
  /** Begun here, and the line did not take the order: nobody was called. */
  readonly #notMade = new Set<string>();
  /** The call dialled for a callback. */
  readonly #callIds = new Map<string, string>();

  constructor(workings: Workings, time: CallingTime) {
    this.#workings = workings;
    this.#time = time;
  }

  callOf(callbackId: string): string | null {
    return this.#callIds.get(callbackId) ?? null;
  }

  dialOrdered(callbackId: string, callId: string): void {
    this.#callIds.set(this.#rootId(callbackId), callId);
    this.#workings.changed();
  }

  dialNotMade(callbackId: string): void {
    this.#notMade.add(this.#rootId(callbackId));
  }

  async claim({ callbackId }: CommandInput<'claimCallback'>): Promise<Done> {
    const { me, hubClock, groups } = this.#workings;
    const ready = await this.#ready(callbackId);
    if (!ready.ok) return ready;
    const id = ready.value;
    const shown = this.#workings.find(id);
    if (shown?.closedMs !== null) return refused('callback-closed');
    const logged = groups.logOnly(id);
    const hold = logged && holdAt(logged, hubClock.shown());
    const isOurs = hold?.agent === me.agent && hold.desk === me.desk && hold.recalledMs === undefined;
    return isOurs ? this.#takeInHand(shown) : this.#claimAnew(id, logged);
  }

  /** Held here already. What is kept in reserve is taken in hand without asking: it is ours, online or not. */
  #takeInHand(shown: Callback): Done {
    const { hubClock, leaseMs } = this.#workings;
    if (hubClock.now() === null) return refused('clock-unknown');
    if (!shown.hold) return refused('callback-not-held');
    if (!shown.hold.reserve) return DONE;
    const claimed = this.#workings.event({ type: 'claimed', leaseMs });
    const written = this.#workings.write([{ callbackId: shown.id, event: claimed }]);
    if (written.ok) this.#putBackOthers(shown.id);
    return written.ok ? DONE : written;
  }

  async #claimAnew(id: string, logged: Callback | null): Promise<Done> {
    const { me, hubClock, sync, leaseMs } = this.#workings;
    const impossible = whyNotClaim(logged, me, hubClock.shown());
    if (impossible) return refused(impossible);
    if (!sync.isOnline) return refused('callback-offline');
    const sent = await this.#sendInTime(id, this.#workings.event({ type: 'claimed', leaseMs }));
    if (!sent.ok) return sent;
    const won = this.#wonBy(id);
    if (won.ok) this.#putBackOthers(id);
    return won;
  }

  /** What the log made of the claim. */
  #wonBy(id: string): Done {
    const { groups, me, hubClock } = this.#workings;
    const now = groups.logOnly(id);
    const hold = now && holdAt(now, hubClock.shown());
    if (hold?.agent === me.agent && hold.desk === me.desk) return DONE;
    return refused(whyNotClaim(now, me, hubClock.shown()) ?? 'callback-taken');
  }

  /** A claim that comes through after all is given back: the agent was told that it did not. */
  async #sendInTime(id: string, claimed: CallbackEvent): Promise<Result<void, AppError>> {
    const { sender, options } = this.#workings;
    const sent = sender.send(id, claimed);
    let isLate = false;
    const bound = new Promise<Result<void, AppError>>((resolve) => {
      const callOff = options.clock.after(CLAIM_BOUND_MS, () => {
        isLate = true;
        resolve(failed(appError('hub-no-answer')));
      });
      void sent.then(callOff);
    });
    void sent.then((result) => {
      if (isLate && result.ok) void sender.send(id, this.#workings.event({ type: 'released' }));
    });
    return Promise.race([sent, bound]);
  }

  /** One at a time: what was only looked at goes back to the queue. */
  #putBackOthers(id: string): void {
    const others = heldHere(this.#workings).filter(
      (other) => other.id !== id && other.hold && !other.hold.reserve && other.hold.dialStartedMs === null,
    );
    const events = others.map((other) => ({
      callbackId: other.id,
      event: this.#workings.event({ type: 'released' }),
    }));
    // Kept in hand when the disk does not take it: nothing is lost, and the alarm says why.
    if (events.length > 0) this.#workings.write(events);
  }

  async startDial({
    callbackId,
    again,
  }: CommandInput<'dialCallback'>): Promise<Result<{ number: string; name: string }, AppError>> {
    const { groups, hubClock, sync, me } = this.#workings;
    const ready = await this.#ready(callbackId);
    if (!ready.ok) return ready;
    const id = ready.value;
    const [logged, shown] = [groups.logOnly(id), this.#workings.find(id)];
    if (!logged || !shown) return failed(appError('callback-not-held'));
    const mayAgain = again || this.#notMade.has(id);
    const when = { hubNowMs: hubClock.now(), isOnline: sync.isOnline, again: mayAgain };
    // By the log, and by what was said here since: an outcome that waits to be sent has ended the hold.
    for (const callback of [logged, shown]) {
      const may = mayDial(callback, me, when);
      if (!may.ok) return may;
    }
    const time = this.#time.time(shown, hubClock.shown());
    if (time.kind === 'not-yet') return failed(appError('callback-not-yet', { why: time.why }));
    const begun = this.#workings.event({ type: 'dial-started' });
    const written = this.#workings.write([{ callbackId: id, event: begun }]);
    if (!written.ok) return written;
    this.#notMade.delete(id);
    this.#callIds.delete(id);
    return ok({ number: shown.number, name: shown.name });
  }

  tellOutcome(input: CommandInput<'recordOutcome'>): Done {
    const { hubClock, options } = this.#workings;
    const { outcome, note } = input;
    const callback = this.#workings.find(input.callbackId);
    if (!callback) return refused('callback-unknown');
    if (!this.#mayTell(callback)) return refused('callback-not-held');
    const nowMs = hubClock.shown();
    const laterMs = outcome === 'asked-for-later' ? input.laterMs : null;
    const isTime = outcome !== 'asked-for-later' || (laterMs !== null && laterMs < nowMs + LATEST_MS);
    if (!isTime) return refused('time-invalid');
    const next = afterOutcome(outcome, callback, options.rules.retry, { hubNowMs: nowMs, laterMs });
    const told = this.#workings.event({ type: 'outcome', outcome, next, ...this.#spoken(outcome, callback) });
    const notes = note.trim() === '' ? [] : [this.#workings.event({ type: 'note', text: note.trim() })];
    const { id } = callback;
    const events = [told, ...notes].map((event) => ({ callbackId: id, event }));
    const written = this.#workings.write(events, () => options.store.drafts.set(id, ''));
    if (!written.ok) return written;
    this.#callIds.delete(id);
    this.#notMade.delete(id);
    return DONE;
  }

  /** The wait ends when somebody speaks to the patient: that call began then. */
  #spoken(outcome: Outcome, { hold }: Callback): { spokeMs?: number } {
    return outcome === 'spoke' ? { spokeMs: hold?.dialStartedMs ?? this.#workings.hubClock.shown() } : {};
  }

  /** Whoever holds it or held it last; and whoever began a call here that nobody has told of, however late. */
  #mayTell(callback: Callback): boolean {
    const { me, groups } = this.#workings;
    const holder = callback.hold ?? callback.lastHolder;
    if (holder?.agent === me.agent && holder.desk === me.desk) return true;
    const { logged, pending } = groups.eventsOf(callback.id);
    const ours = [...logged, ...pending].filter(
      ({ author, event }) => author === me.agent && event.desk === me.desk,
    );
    return ours.findLast(isCall)?.event.type === 'dial-started';
  }

  /**
   * Before anybody acts on a callback: everything about it is read and verified, nothing of it was lost by the hub, and
   * the hub's time is known if it can be.
   */
  async #ready(callbackId: string): Promise<Result<string, AppError>> {
    const { verification, setAside, groups, me, sync, hubClock } = this.#workings;
    if (!this.#workings.find(callbackId)) return failed(appError('callback-unknown'));
    if (hubClock.now() === null && sync.isOnline) await sync.lookAgain();
    const verified = await verification.verified(callbackId);
    if (!verified.ok) return verified;
    const callback = this.#workings.find(callbackId);
    if (!callback) return failed(appError('callback-unknown'));
    if (!me.lead && setAside.isAbout(groups.idsWith(callback.id))) return failed(appError('hub-log-shorter'));
    return ok(callback.id);
  }

  #rootId(callbackId: string): string {
    return this.#workings.find(callbackId)?.id ?? callbackId;
  }
}

function isCall({ event }: { event: CallbackEvent }): boolean {
  return event.type === 'dial-started' || event.type === 'outcome';
}

function refused(code: AppError['code']): Done {
  return failed(appError(code));
}
