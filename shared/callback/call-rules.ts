import { isIntake } from './author.ts';
import type { LoggedEvent, Outcome } from './event.ts';
import {
  close,
  happenedMs,
  holderOf,
  isClosed,
  isSameHolder,
  keepUntold,
  needsLead,
  reopen,
  standing,
  tellAfterwards,
  type Draft,
  type Effect,
  type EventOf,
} from './draft.ts';

/** Calls and their outcomes. Whatever the state and whoever tells: each stays among the attempts. */

/** Also when the lease has run out by now: the call was begun offline, while there was some left. */
export function startDial(draft: Draft, logged: LoggedEvent): Effect {
  const atMs = happenedMs(logged);
  const { hold } = draft;
  if (isClosed(draft) || hold === null || !isSameHolder(hold, holderOf(logged))) {
    draft.attempts.push({ agent: logged.author, atMs, outcome: null, late: true });
    return 'dial-started';
  }
  keepUntold(draft, hold);
  draft.hold = { ...hold, reserve: false, dialStartedMs: atMs };
  return 'dial-started';
}

/** From whoever holds it, or held it last while nobody has claimed it since; from anybody else it is late. */
export function tellOutcome(draft: Draft, logged: LoggedEvent, event: EventOf<'outcome'>): Effect {
  const { author } = logged;
  const { hold } = draft;
  const holder = hold ?? draft.lastHolder;
  if (isClosed(draft) || isIntake(author) || !isSameHolder(holder, holderOf(logged))) {
    return tellLate(draft, logged, event);
  }
  const { outcome } = event;
  const atMs = hold?.dialStartedMs ?? happenedMs(logged);
  if (hold) draft.attempts.push({ agent: author, atMs, outcome, late: false });
  else tellAfterwards(draft, logged, outcome, false);
  draft.hold = null;
  draft.lastHolder = null;
  draft.lastNext = event.next;
  noteSpoken(draft, logged, event);
  decide(draft, logged, event);
  return 'outcome';
}

function decide(draft: Draft, logged: LoggedEvent, { outcome, next }: EventOf<'outcome'>): void {
  const isOver = outcome === 'do-not-call' || next.kind === 'done' || wasSpokenToMeanwhile(draft);
  if (isOver) return close(draft, 'done', happenedMs(logged));
  if (next.kind === 'lead') return needsLead(draft, next.why);
  draft.dueMs = next.dueMs;
  // Asked for another time: the time they asked for before is no longer wanted.
  draft.window = next.window ?? (outcome === 'asked-for-later' ? null : draft.window);
  return reopen(draft);
}

/**
 * Late: kept and shown. One that says the patient was spoken to, or wants no call, ends the callback all the same,
 * because calling again would be calling twice; unless another is on the phone with them, whose outcome then ends it.
 */
function tellLate(draft: Draft, logged: LoggedEvent, event: EventOf<'outcome'>): Effect {
  tellAfterwards(draft, logged, event.outcome, true);
  if (isIntake(logged.author)) return 'late-outcome';
  noteSpoken(draft, logged, event);
  const hold = standing(draft.hold, logged.hubMs);
  const isBeingCalled = hold !== null && hold.dialStartedMs !== null;
  if (isFinal(event.outcome) && !isClosed(draft) && !isBeingCalled) {
    draft.lastNext = { kind: 'done' };
    close(draft, 'done', happenedMs(logged));
  }
  return 'late-outcome';
}

function noteSpoken(draft: Draft, logged: LoggedEvent, event: EventOf<'outcome'>): void {
  if (event.outcome !== 'spoke') return;
  const spokeMs = Math.min(event.spokeMs ?? happenedMs(logged), logged.hubMs);
  draft.spokeMs = Math.min(draft.spokeMs ?? spokeMs, spokeMs);
}

function isFinal(outcome: Outcome): boolean {
  return outcome === 'spoke' || outcome === 'do-not-call';
}

/** A late word that the callback was over, told while somebody was calling: otherwise it would be closed by now. */
function wasSpokenToMeanwhile({ attempts }: Draft): boolean {
  return attempts.some(
    ({ agent, late, outcome }) => late && outcome !== null && isFinal(outcome) && !isIntake(agent),
  );
}
