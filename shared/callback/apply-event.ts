import { isIntake, isLead } from './author.ts';
import { startDial, tellOutcome } from './call-rules.ts';
import {
  addNote,
  close,
  happenedMs,
  isClosed,
  standing,
  type Draft,
  type Effect,
  type EventOf,
} from './draft.ts';
import type { CallbackEvent, LoggedEvent } from './event.ts';
import { claim, release, renew } from './hold-rules.ts';

type About = EventOf<Exclude<CallbackEvent['type'], 'requested'>>;

/** What an event does to the callback that it is about; null when the rules give it no effect. */
export function apply(draft: Draft, logged: LoggedEvent, event: About): Effect {
  switch (event.type) {
    case 'claimed':
      return claim(draft, logged, event);
    case 'renewed':
      return renew(draft, logged, event);
    case 'released':
      return release(draft, logged, event);
    case 'dial-started':
      return startDial(draft, logged);
    case 'outcome':
      return tellOutcome(draft, logged, event);
    case 'rescheduled':
      return reschedule(draft, logged, event);
    case 'cancelled':
      return cancel(draft, logged);
    case 'note':
      addNote(draft, logged, event.text);
      return 'note';
  }
}

/** What was agreed with the patient: without a window, the one they asked for before is no longer wanted. */
function reschedule(draft: Draft, logged: LoggedEvent, event: EventOf<'rescheduled'>): Effect {
  if (!mayChange(draft, logged)) return null;
  draft.dueMs = event.dueMs;
  draft.window = event.window ?? null;
  draft.zone = event.zone ?? draft.zone;
  draft.priority = event.priority ?? draft.priority;
  return 'rescheduled';
}

function cancel(draft: Draft, logged: LoggedEvent): Effect {
  if (!mayChange(draft, logged)) return null;
  close(draft, 'cancelled', happenedMs(logged));
  return 'cancelled';
}

/** Whoever holds it, anybody while nobody does, and a lead at any time. Ways in bring requests and change none. */
function mayChange(draft: Draft, { author, hubMs }: LoggedEvent): boolean {
  if (isClosed(draft) || isIntake(author)) return false;
  const hold = standing(draft.hold, hubMs);
  return isLead(author) || hold === null || hold.agent === author;
}
