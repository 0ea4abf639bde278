import type { Callback } from '#shared/callback/callback.ts';
import { momentsOf } from '#shared/callback/moments.ts';
import { holdAt, statusAt } from '#shared/callback/status.ts';
import type { LoggedEvent } from '#shared/callback/event.ts';
import type { CallbackRow, CallPermission } from '#shared/contract/callback-state.ts';
import type { CallbackDetail, RejectedItem } from '#shared/contract/callbacks.ts';
import { appError } from '#shared/result.ts';
import type { OutboxItem } from '../records/store.ts';
import type { CallingTime } from './calling-time.ts';
import type { Workings } from './workings.ts';

const PAST_CALLS = 10;

/** Callbacks as the desk shows them: with people's names, the patient's zone, and what this agent may do. */
export class Rows {
  readonly #workings: Workings;
  readonly #time: CallingTime;

  constructor(workings: Workings, time: CallingTime) {
    this.#workings = workings;
    this.#time = time;
  }

  row(callback: Callback, unsent: boolean): CallbackRow {
    const { me, hubClock } = this.#workings;
    const nowMs = hubClock.shown();
    const { number, name, reason, language, priority, source, requestedMs, requests, dueMs } = callback;
    const { window, spokeMs, closedMs, id, for: to } = callback;
    const zone = this.#time.zoneOf(callback, nowMs);
    const toName = to?.kind === 'agent' ? this.#workings.nameOf(to.agent) : '';
    return {
      id,
      number,
      name,
      reason,
      language,
      priority,
      source,
      requestedMs,
      requests,
      dueMs,
      window,
      zone: { name: zone.name, from: zone.from },
      attempts: callback.attempts.length,
      lastOutcome: callback.attempts.findLast(({ outcome }) => outcome !== null)?.outcome ?? null,
      ...statusAt(callback, nowMs),
      hold: this.#hold(callback, nowMs),
      for: to?.kind === 'agent' ? { mine: to.agent === me.agent, name: toName } : null,
      mayCall: this.#named(this.#time.permission(callback, nowMs)),
      spokeMs,
      closedMs,
      unsent,
    };
  }

  detail(callback: Callback, unsent: boolean): CallbackDetail {
    const { groups, hubClock, me, options } = this.#workings;
    const { logged, pending } = groups.eventsOf(callback.id);
    const last = logged.at(-1)?.seq ?? 0;
    const ours: LoggedEvent[] = pending.map(({ callbackId, event }, index) => ({
      callbackId,
      event,
      author: me.agent,
      seq: last + index + 1,
      hubMs: Math.min(event.at, hubClock.shown()),
    }));
    const unsentNotes = ours.flatMap(({ event }) => (event.type === 'note' ? [event.text] : []));
    const nameOf = (agent: string): string => this.#workings.nameOf(agent);
    return {
      ...this.row(callback, unsent),
      notes: callback.notes.map(({ author, atMs, text }) => ({
        who: nameOf(author),
        atMs,
        text,
        unsent: author === me.agent && unsentNotes.includes(text),
      })),
      history: momentsOf(callback.id, [...logged, ...ours], nameOf),
      pastCalls: options.store.calls.withNumber(callback.number, PAST_CALLS),
      draftNote: options.store.drafts.get(callback.id),
    };
  }

  rejected({ id, callbackId, event, writtenMs, error }: OutboxItem): RejectedItem {
    const callback = this.#workings.find(callbackId);
    const request = event.type === 'requested' ? event : null;
    return {
      id,
      callbackId,
      atMs: writtenMs,
      what: event.type,
      name: callback?.name ?? request?.name ?? '',
      number: callback?.number ?? request?.number ?? '',
      error: error ?? appError('internal'),
    };
  }

  #hold(callback: Callback, nowMs: number): CallbackRow['hold'] {
    const hold = holdAt(callback, nowMs);
    if (!hold) return null;
    const { me } = this.#workings;
    const isMe = hold.agent === me.agent;
    const { untilMs, reserve, dialStartedMs } = hold;
    return {
      mine: isMe && hold.desk === me.desk,
      elsewhere: isMe && hold.desk !== me.desk,
      name: this.#workings.nameOf(hold.agent),
      untilMs,
      reserve,
      dialStartedMs,
    };
  }

  #named(permission: CallPermission): CallPermission {
    if (permission.kind === 'held') return { kind: 'held', by: this.#workings.nameOf(permission.by) };
    if (permission.kind !== 'for-other') return permission;
    return { kind: 'for-other', name: this.#workings.nameOf(permission.name) };
  }
}
