import type { CallPermission } from '../contract/callback-state.ts';
import { appError, failed, ok, type AppError, type Result } from '../result.ts';
import { isLead } from './author.ts';
import type { AttentionReason, Callback, CallbackStatus, Hold } from './callback.ts';
import { standing } from './draft.ts';
import { nextWithin, nextWithinAll, type DayHours } from './local-time.ts';
import { urgencyOf } from './priority.ts';
import type { PatientZone } from './zones.ts';

/** What a callback is at some time of the hub: the log does not change when a lease runs out, the meaning does. */

/** The hold that stands at that time; null when there is none or its time is over. */
export function holdAt({ hold }: Pick<Callback, 'hold'>, hubMs: number): Hold | null {
  return standing(hold, hubMs);
}

/** A lapsed hold under which a call was begun needs a person: the patient may have been spoken to. */
export function statusAt(
  callback: Pick<Callback, 'status' | 'attention' | 'hold'>,
  hubMs: number,
): { readonly status: CallbackStatus; readonly attention: AttentionReason | null } {
  const { status, attention, hold } = callback;
  const isUntold = hold !== null && hold.dialStartedMs !== null && hold.untilMs <= hubMs;
  return status === 'open' && isUntold
    ? { status: 'attention', attention: 'outcome-missing' }
    : { status, attention };
}

/** Who is first: the more urgent, then who is due sooner, then who asked first; the id decides between equals. */
export function compareInQueue(a: Callback, b: Callback): number {
  return (
    urgencyOf(a.priority) - urgencyOf(b.priority) ||
    a.dueMs - b.dueMs ||
    a.requestedMs - b.requestedMs ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  );
}

/** How long somebody has waited: from asking first to being spoken to, or until now. Ms. */
export function waitMs({ requestedMs, spokeMs }: Callback, hubNowMs: number): number {
  return Math.max(0, (spokeMs ?? hubNowMs) - requestedMs);
}

export interface CallingRules {
  readonly hours: DayHours;
  readonly urgentIgnoresHours: boolean;
  /** Where the patient is (`zoneOf`). */
  readonly zone: PatientZone;
}

/** An agent at their desk. */
export interface Caller {
  readonly agent: string;
  readonly desk: string;
}

/** Whether this agent may take the callback and call now; if not, why, and from when. */
export function permissionAt(
  callback: Callback,
  me: Caller,
  rules: CallingRules,
  hubNowMs: number,
): CallPermission {
  const { status } = statusAt(callback, hubNowMs);
  if (status === 'done' || status === 'cancelled' || status === 'joined') return { kind: 'closed' };
  const hold = holdAt(callback, hubNowMs);
  const isMine = hold?.agent === me.agent && hold.desk === me.desk;
  if (hold && !isMine) return { kind: 'held', by: hold.agent };
  if (!isLead(me.agent) && !isMine) {
    if (status === 'attention') return { kind: 'attention' };
    const { for: to } = callback;
    if (to?.kind === 'agent' && to.agent !== me.agent) return { kind: 'for-other', name: to.agent };
  }
  return timeToCall(callback, rules, hubNowMs);
}

/**
 * Whether now is a time that is due, in what the patient asked for, and by day where they are; else why not, and the
 * first time that is all of it. What they asked for is over when no such time is left in it.
 */
export function timeToCall(
  { dueMs, window, priority }: Pick<Callback, 'dueMs' | 'window' | 'priority'>,
  { hours, urgentIgnoresHours, zone }: CallingRules,
  hubNowMs: number,
): CallPermission {
  const askedMs = Math.max(hubNowMs, dueMs, window?.fromMs ?? 0);
  const isAnyHour = priority === 'urgent' && urgentIgnoresHours;
  const fromMs = isAnyHour ? askedMs : byDay(hours, zone, askedMs);
  if (window && fromMs >= window.untilMs) return { kind: 'window-over' };
  if (fromMs <= hubNowMs) return { kind: 'yes' };
  if (askedMs <= hubNowMs) return { kind: 'not-yet', why: 'hours', fromMs };
  return { kind: 'not-yet', why: window && window.fromMs > dueMs ? 'window' : 'due', fromMs };
}

/** Where the zones of a number have no hour in common, the one that is shown decides. */
function byDay(hours: DayHours, { all, name }: PatientZone, atMs: number): number {
  return nextWithinAll(hours, all, atMs) ?? nextWithin(hours, name, atMs);
}

/** Without the hub's word no call is begun this close to the end of a lease: our idea of its time may be off. */
export const OFFLINE_MARGIN_MS = 30_000;
/** Online it is off by the way to the hub at most. */
export const ONLINE_MARGIN_MS = 5000;

/**
 * Whether this desk may begin to call. Goes by the log alone, without anything of our own that it does not have yet:
 * only so does one patient have one caller.
 * @param hubNowMs null when the hub's time is not known (hub-clock.ts)
 * @param again the agent knows that a call was begun already under this hold
 * @returns `callback-not-held`, `lease-over`, `clock-unknown`, `callback-maybe-called` or `callback-closed`
 */
export function mayDial(
  callback: Callback,
  me: Caller,
  { hubNowMs, isOnline, again }: { hubNowMs: number | null; isOnline: boolean; again: boolean },
): Result<void, AppError> {
  const { hold, status } = callback;
  if (status === 'done' || status === 'cancelled' || status === 'joined') {
    return failed(appError('callback-closed'));
  }
  if (hold === null || hold.agent !== me.agent || hold.desk !== me.desk || hold.recalledMs !== undefined) {
    return failed(appError('callback-not-held'));
  }
  if (hubNowMs === null) return failed(appError('clock-unknown'));
  if (hubNowMs >= hold.untilMs - (isOnline ? ONLINE_MARGIN_MS : OFFLINE_MARGIN_MS))
    return failed(appError('lease-over'));
  if (hold.dialStartedMs !== null && !again) return failed(appError('callback-maybe-called'));
  return ok();
}
