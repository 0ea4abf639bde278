import { isIntake, isLead } from './author.ts';
import type { Hold } from './callback.ts';
import {
  holderOf,
  isClosed,
  isSameHolder,
  keepUntold,
  needsLead,
  reopen,
  standing,
  type Draft,
  type Effect,
  type EventOf,
} from './draft.ts';
import type { HandTo, LoggedEvent } from './event.ts';

/**
 * A claim that took longer than this from the desk to the log is void: its desk has given up on it long ago, and
 * would not know that it holds anything. A desk whose hub clock is wrong by more claims nothing either.
 */
export const CLAIM_MAX_AGE_MS = 15_000;

export function claim(draft: Draft, logged: LoggedEvent, event: EventOf<'claimed'>): Effect {
  const { author, hubMs } = logged;
  if (isClosed(draft) || isIntake(author) || Math.abs(hubMs - event.at) > CLAIM_MAX_AGE_MS) return null;
  const { hold } = draft;
  if (standing(hold, hubMs)) return claimAgain(draft, logged, event);
  if (!isLead(author) && (draft.status === 'attention' || isForAnother(draft.for, author))) return null;
  if (hold !== null && hold.dialStartedMs !== null) {
    if (!isLead(author)) return null;
    keepUntold(draft, hold);
    needsLead(draft, 'outcome-missing');
  }
  const reserve = event.reserve ?? false;
  const untilMs = hubMs + event.leaseMs;
  draft.hold = { ...holderOf(logged), sinceMs: hubMs, untilMs, reserve, dialStartedMs: null };
  draft.lastHolder = null;
  return reserve ? 'reserved' : 'claimed';
}

/** Takes in hand what its desk holds in reserve, or puts it back there. Nobody takes from another. */
function claimAgain(draft: Draft, logged: LoggedEvent, event: EventOf<'claimed'>): Effect {
  const hold = renewable(draft, logged);
  if (!hold) return null;
  const reserve = event.reserve ?? false;
  draft.hold = { ...hold, reserve, untilMs: Math.max(hold.untilMs, logged.hubMs + event.leaseMs) };
  if (reserve === hold.reserve) return 'renewed';
  return reserve ? 'reserved' : 'claimed';
}

/** Never shortens: a desk that cannot know yet whether its renewal arrived counts on the time that it had. */
export function renew(draft: Draft, logged: LoggedEvent, event: EventOf<'renewed'>): Effect {
  const hold = renewable(draft, logged);
  if (!hold) return null;
  draft.hold = { ...hold, untilMs: Math.max(hold.untilMs, logged.hubMs + event.leaseMs) };
  return 'renewed';
}

function renewable({ hold }: Draft, logged: LoggedEvent): Hold | null {
  const held = standing(hold, logged.hubMs);
  return held !== null && held.recalledMs === undefined && isSameHolder(held, holderOf(logged)) ? held : null;
}

export function release(draft: Draft, logged: LoggedEvent, event: EventOf<'released'>): Effect {
  const { author, hubMs } = logged;
  const { hold } = draft;
  if (isClosed(draft) || isIntake(author)) return null;
  if (hold === null) return handOn(draft, author, event);
  if (hold.agent !== author && !isLead(author)) return null;
  const isHere = isSameHolder(hold, holderOf(logged));
  return isHere || !standing(hold, hubMs)
    ? giveBack(draft, hold, logged, event)
    : recall(draft, hold, logged, event);
}

/** Nobody holds it: a lead decides for whom it is, and whoever it is for may pass it on or back. */
function handOn(draft: Draft, author: string, event: EventOf<'released'>): Effect {
  const isForAuthor = draft.for?.kind === 'agent' && draft.for.agent === author;
  if (!isLead(author) && !isForAuthor) return null;
  if (draft.status === 'open' && draft.for === null && event.to === undefined) return null;
  draft.for = event.to ?? null;
  if (isLead(author) || draft.status === 'open') reopen(draft);
  return event.to ? 'handed-over' : 'released';
}

function giveBack(
  draft: Draft,
  hold: Hold,
  { author, hubMs }: LoggedEvent,
  event: EventOf<'released'>,
): Effect {
  const isDecided = isLead(author) && !standing(hold, hubMs);
  keepUntold(draft, hold);
  draft.hold = null;
  draft.lastHolder = { agent: hold.agent, desk: hold.desk };
  // What a recall decided is decided, and a reserve that is given back was never anybody's work.
  const leavesAsItWas = hold.recalledMs !== undefined || (hold.reserve && !event.to);
  if (!leavesAsItWas || isDecided) assign(draft, event.to ?? null, author);
  if (hold.dialStartedMs !== null && !isDecided) needsLead(draft, 'outcome-missing');
  if (leavesAsItWas) return hold.reserve ? 'reserve-released' : null;
  return event.to ? 'handed-over' : 'released';
}

/** From afar, while the hold stands. */
function recall(
  draft: Draft,
  hold: Hold,
  { author, hubMs }: LoggedEvent,
  event: EventOf<'released'>,
): Effect {
  if (hold.recalledMs !== undefined && !event.to) return null;
  draft.hold = { ...hold, recalledMs: hold.recalledMs ?? hubMs };
  if (event.to || !hold.reserve) assign(draft, event.to ?? null, author);
  return event.to ? 'handed-over' : 'released';
}

function assign(draft: Draft, to: HandTo | null, author: string): void {
  draft.for = to;
  if (isLead(author) || draft.status === 'open') reopen(draft);
}

function isForAnother(to: HandTo | null, author: string): boolean {
  return to !== null && (to.kind === 'lead' || to.agent !== author);
}
