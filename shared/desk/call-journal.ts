import type { EndReason } from '../call/call.ts';
import type { CallListEntry } from '../contract/desk-state.ts';

/**
 * What was seen of a call, as it is written down while the call is up. Its line in the list is made from these alone, so
 * that it is right also when the app died in the middle, and whatever order or number they are read in.
 */
export type CallJournalEvent =
  | {
      readonly kind: 'begun';
      readonly callId: string;
      readonly at: number;
      readonly direction: CallListEntry['direction'];
      readonly practice: boolean;
    }
  /** With whom, as known at `at`; the last word counts. */
  | {
      readonly kind: 'named';
      readonly callId: string;
      readonly at: number;
      readonly number: string;
      readonly name: string;
      readonly queue: string | null;
    }
  | { readonly kind: 'answered'; readonly callId: string; readonly at: number }
  /** Mean MOS so far. */
  | { readonly kind: 'heard'; readonly callId: string; readonly at: number; readonly mos: number }
  /** How it went, in the agent's words; the last word counts. */
  | {
      readonly kind: 'wrapped-up';
      readonly callId: string;
      readonly at: number;
      readonly outcome: string | null;
      readonly note: string;
    }
  /** The agent opened a red-flag card; its title, as it was then. Twice the same card of a call is once, the first time. */
  | { readonly kind: 'red-flag'; readonly callId: string; readonly at: number; readonly card: string }
  | { readonly kind: 'ended'; readonly callId: string; readonly at: number; readonly reason: EndReason }
  /** The app began anew and the call was not there any more. Whoever knows how it really ended is believed instead. */
  | { readonly kind: 'vanished'; readonly callId: string };

export interface JournalledCall {
  readonly entry: CallListEntry;
  readonly isOver: boolean;
}

/**
 * The line of one call. While it is not over, it is what it would be if the app ended now: lost, at the last moment that
 * anything was seen of it.
 * @param events of one call; the same in any order, and as often as one likes
 * @returns null as long as its beginning is not among them
 */
export function foldCall(events: readonly CallJournalEvent[]): JournalledCall | null {
  const begun = earliest(only(events, 'begun'));
  if (!begun) return null;
  const named = latest(only(events, 'named'));
  const ends = only(events, 'ended');
  // Whoever saw it vanish knows less than whoever saw it end.
  const end = earliest(ends.filter(({ reason }) => reason !== 'lost')) ?? earliest(ends);
  const told = latest(only(events, 'wrapped-up'));
  // How it went is said after it was over.
  const seen = events.filter(({ kind }) => kind !== 'wrapped-up');
  const lastSeenAt = Math.max(...seen.map((event) => ('at' in event ? event.at : 0)));
  const entry: CallListEntry = {
    id: begun.callId,
    direction: begun.direction,
    number: named?.number ?? '',
    name: named?.name ?? '',
    queue: named?.queue ?? null,
    startedAt: begun.at,
    answeredAt: earliest(only(events, 'answered'))?.at ?? null,
    endedAt: end?.at ?? lastSeenAt,
    reason: end?.reason ?? 'lost',
    mos: latest(only(events, 'heard'))?.mos ?? null,
    practice: begun.practice,
    wrapUp: told ? { outcome: told.outcome, note: told.note } : null,
    redFlags: redFlagsIn(events),
  };
  return { entry, isOver: end !== undefined || events.some(({ kind }) => kind === 'vanished') };
}

/**
 * What a line of the list says, as a journal.
 * @param entry of a call that is over, or the line that a call under way would get if it ended now (lineOfCall)
 */
export function journalOf(entry: CallListEntry, isOver: boolean): CallJournalEvent[] {
  const { id: callId, startedAt, answeredAt, endedAt, mos } = entry;
  const { direction, practice, number, name, queue, wrapUp, redFlags } = entry;
  return [
    { kind: 'begun', callId, at: startedAt, direction, practice },
    { kind: 'named', callId, at: endedAt, number, name, queue },
    ...(answeredAt === null ? [] : [{ kind: 'answered', callId, at: answeredAt } as const]),
    ...(mos === null ? [] : [{ kind: 'heard', callId, at: endedAt, mos } as const]),
    ...(wrapUp === null ? [] : [{ kind: 'wrapped-up', callId, at: endedAt, ...wrapUp } as const]),
    ...redFlags.map(({ card, atMs: at }) => ({ kind: 'red-flag', callId, at, card }) as const),
    ...(isOver ? [{ kind: 'ended', callId, at: endedAt, reason: entry.reason } as const] : []),
  ];
}

/** In the order of their first times. */
function redFlagsIn(events: readonly CallJournalEvent[]): CallListEntry['redFlags'] {
  const first = new Map<string, number>();
  for (const { card, at } of only(events, 'red-flag')) first.set(card, Math.min(at, first.get(card) ?? at));
  return [...first]
    .map(([card, atMs]) => ({ card, atMs }))
    .toSorted((a, b) => a.atMs - b.atMs || a.card.localeCompare(b.card));
}

function only<K extends CallJournalEvent['kind']>(
  events: readonly CallJournalEvent[],
  kind: K,
): Extract<CallJournalEvent, { kind: K }>[] {
  return events.filter((event): event is Extract<CallJournalEvent, { kind: K }> => event.kind === kind);
}

type Timed = Extract<CallJournalEvent, { at: number }>;

function earliest<T extends Timed>(events: readonly T[]): T | undefined {
  return events.toSorted((a, b) => a.at - b.at || compare(a, b))[0];
}

function latest<T extends Timed>(events: readonly T[]): T | undefined {
  return events.toSorted((a, b) => b.at - a.at || compare(a, b))[0];
}

/** Of two that happened at once, always the same one. */
function compare(a: CallJournalEvent, b: CallJournalEvent): number {
  const first = JSON.stringify(a);
  const second = JSON.stringify(b);
  return first < second ? -1 : first > second ? 1 : 0;
}
