import { isLead } from '#shared/callback/author.ts';
import type { Callback, Hold } from '#shared/callback/callback.ts';
import type { CallbackEvent } from '#shared/callback/event.ts';
import type { ErrorCode } from '#shared/result.ts';

/** By then the log would take no notice of a claim (hold-rules.ts), and whoever waited for it has given up. */
export const CLAIM_SENT_WITHIN_MS = 10_000;

export interface Myself {
  readonly agent: string;
  readonly desk: string;
}

/** What is to be done with something written here, now that the log has gone on. */
export type Rebased =
  /** Send it, after whatever came before. */
  | { readonly kind: 'send' }
  /** It has no meaning any more. */
  | { readonly kind: 'drop'; readonly code: ErrorCode }
  /** Taken in hand while offline, and still ours: said anew, because an old claim is void. */
  | { readonly kind: 'renew' };

const SEND: Rebased = { kind: 'send' };

/**
 * Looks at an event of ours once more before it is sent, or sent again after a lost race. What tells of something that
 * happened (a call, an outcome, a note, a request, what was agreed with the patient) is always sent: the reducer makes
 * the right thing of it, if need be a late outcome. What asks for something (a claim, more time, giving back) is sent
 * as long as it can be had.
 *
 * @param callback what the log alone says now; null when it has no such callback
 */
export function rebase(
  event: CallbackEvent,
  callback: Callback | null,
  me: Myself,
  hubNowMs: number,
): Rebased {
  switch (event.type) {
    case 'claimed':
      return rebaseClaim(event, callback, me, hubNowMs);
    case 'renewed':
      return isHeldHere(callback, me, hubNowMs) ? SEND : drop('callback-not-held');
    case 'released':
      return mayRelease(callback, me) ? SEND : drop('callback-not-held');
    case 'requested':
    case 'dial-started':
    case 'outcome':
    case 'rescheduled':
    case 'note':
    case 'cancelled':
      return SEND;
  }
}

function rebaseClaim(
  event: Extract<CallbackEvent, { type: 'claimed' }>,
  callback: Callback | null,
  me: Myself,
  hubNowMs: number,
): Rebased {
  const isOld = hubNowMs - event.at > CLAIM_SENT_WITHIN_MS;
  if (isHeldHere(callback, me, hubNowMs)) return isOld ? { kind: 'renew' } : SEND;
  const impossible = whyNotClaim(callback, me, hubNowMs);
  if (impossible) return drop(impossible);
  return isOld ? drop('hub-no-answer') : SEND;
}

/** Why the log would not give a callback to this agent; null when it would. */
export function whyNotClaim(callback: Callback | null, me: Myself, hubNowMs: number): ErrorCode | null {
  if (callback === null) return 'callback-unknown';
  if (callback.closedMs !== null || callback.status === 'joined') return 'callback-closed';
  const { hold } = callback;
  if (hold && hold.untilMs > hubNowMs && !isMine(hold, me)) return 'callback-taken';
  if (hold && hold.untilMs > hubNowMs && hold.recalledMs !== undefined) return 'callback-taken';
  if (isLead(me.agent)) return null;
  if (callback.status === 'attention') return 'callback-needs-lead';
  if (hold && hold.untilMs <= hubNowMs && hold.dialStartedMs !== null) return 'callback-needs-lead';
  const isForAnother = callback.for?.kind === 'agent' && callback.for.agent !== me.agent;
  return isForAnother ? 'callback-taken' : null;
}

function isHeldHere(callback: Callback | null, me: Myself, hubNowMs: number): boolean {
  const hold = callback?.hold;
  return !!hold && isMine(hold, me) && hold.untilMs > hubNowMs && hold.recalledMs === undefined;
}

export function mayRelease(callback: Callback | null, me: Myself): boolean {
  if (callback === null || callback.closedMs !== null) return false;
  const isForMe = callback.for?.kind === 'agent' && callback.for.agent === me.agent;
  return isLead(me.agent) || callback.hold?.agent === me.agent || isForMe;
}

function isMine(hold: Hold, me: Myself): boolean {
  return hold.agent === me.agent && hold.desk === me.desk;
}

function drop(code: ErrorCode): Rebased {
  return { kind: 'drop', code };
}
