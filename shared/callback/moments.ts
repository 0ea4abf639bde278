import type { CallbackMoment } from '../contract/callbacks.ts';
import type { LoggedEvent } from './event.ts';
import { happenedMs, type Effect } from './draft.ts';
import { foldGroup } from './fold.ts';

const SHOWN = [
  'requested',
  'asked-again',
  'claimed',
  'released',
  'handed-over',
  'dial-started',
  'outcome',
  'late-outcome',
  'rescheduled',
  'cancelled',
] as const satisfies readonly CallbackMoment['what'][];

/**
 * What happened to a callback, oldest first, for people: only what had an effect. Notes have a list of their own, and
 * what a desk holds in reserve is nobody's business.
 * @param events all of its group
 * @param nameOf what an author is called on the desk
 */
export function momentsOf(
  callbackId: string,
  events: readonly LoggedEvent[],
  nameOf: (author: string) => string,
): CallbackMoment[] {
  const moments: CallbackMoment[] = [];
  foldGroup(events, (effect, callback, logged) => {
    const what = shownAs(effect);
    if (callback.id !== callbackId || !what) return;
    const { event, author } = logged;
    moments.push({
      atMs: event.type === 'requested' ? Math.min(event.requestedMs, logged.hubMs) : happenedMs(logged),
      who: nameOf(author),
      what,
      outcome: event.type === 'outcome' ? event.outcome : null,
      detail: detailOf(logged, nameOf),
    });
  });
  return moments.toSorted((a, b) => a.atMs - b.atMs);
}

function shownAs(effect: Effect): CallbackMoment['what'] | undefined {
  return SHOWN.find((what) => what === effect);
}

function detailOf({ event }: LoggedEvent, nameOf: (author: string) => string): string {
  if (event.type === 'cancelled') return event.reason;
  if (event.type !== 'released' || !event.to) return '';
  return event.to.kind === 'agent' ? nameOf(event.to.agent) : '';
}
