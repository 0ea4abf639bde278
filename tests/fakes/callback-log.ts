import type { CallbackEvent, LoggedEvent } from '#shared/callback/event.ts';

const MINUTE_MS = 60_000;
/** Wednesday, 7 October 2026, 15:00 UTC. */
export const LOG_START_MS = Date.UTC(2026, 9, 7, 15);
export const LEASE_MS = 20 * MINUTE_MS;
export const NUMBER = '+15550100';

type Without<T> = T extends unknown ? Omit<T, 'id' | 'at' | 'desk'> : never;
export type Said = Without<CallbackEvent> & { readonly at?: number; readonly id?: string };

/**
 * A log as a hub would have it, written by hand: who said what about which callback, so many minutes after the start.
 * An author is `name` or `name@desk`; without a desk it is theirs (`ana` sits at `desk-ana`), ways in have none.
 * `firstSeq` goes on from another log.
 */
export function callbackLog(firstSeq = 1) {
  const events: LoggedEvent[] = [];
  return {
    events,
    /** At that many minutes, this one says that. `at` in the event is when they wrote it, if not then. */
    say(minute: number, who: string, said: Said, callbackId = 'callback-1') {
      const [author = who, desk = author.startsWith('intake-') ? undefined : `desk-${author}`] =
        who.split('@');
      const hubMs = LOG_START_MS + minute * MINUTE_MS;
      const seq = firstSeq + events.length;
      const id = `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`;
      const event = { id, at: hubMs, ...(desk === undefined ? {} : { desk }), ...said } as CallbackEvent;
      events.push({ seq, callbackId, author, hubMs, event });
      return this;
    },
  };
}

export function minuteMs(minute: number): number {
  return LOG_START_MS + minute * MINUTE_MS;
}

type RequestFields = Partial<Extract<CallbackEvent, { type: 'requested' }>>;

/** Asked for at that minute. */
export function requested(minute: number, more: RequestFields = {}): Said {
  return {
    type: 'requested',
    number: NUMBER,
    reason: 'Test results',
    priority: 'normal',
    requestedMs: minuteMs(minute),
    source: 'phone',
    ...more,
  };
}

export const claimed: Said = { type: 'claimed', leaseMs: LEASE_MS };
export const reserved: Said = { type: 'claimed', leaseMs: LEASE_MS, reserve: true };
export const renewed: Said = { type: 'renewed', leaseMs: LEASE_MS };
export const dialStarted: Said = { type: 'dial-started' };
export const spoke: Said = { type: 'outcome', outcome: 'spoke', next: { kind: 'done' } };
export const cancelled: Said = { type: 'cancelled', reason: 'Came in person' };

export function noAnswer(dueMinute: number): Said {
  return { type: 'outcome', outcome: 'no-answer', next: { kind: 'retry', dueMs: minuteMs(dueMinute) } };
}

export function releasedTo(to: string | null = null): Said {
  if (to === null) return { type: 'released' };
  return { type: 'released', to: to === 'lead' ? { kind: 'lead' } : { kind: 'agent', agent: to } };
}

/** The same, in the order that these random numbers (from 0 to below 1) give. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, rank: random() }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
