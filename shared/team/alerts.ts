import { isLead } from '../callback/author.ts';
import type { ScriptRef } from '../script/choose.ts';
import { FRESH_FOR_MS, type FlagEnd, type Heard } from './signal.ts';

/**
 * The red flags of a team as a lead's desk shows them: what it heard, in order, makes the list.
 *
 *   (told) ──▶ open ──over──▶ over ──a moment──▶ gone
 *               │  └─seen by a lead: stays open, with their name
 *               └─no word of it any more──▶ over ('no-word')
 *   put away: gone, and never shown again
 */
export interface Alert {
  readonly id: string;
  readonly author: string;
  readonly name: string;
  readonly card: ScriptRef;
  readonly sinceMs: number;
  /** Last time that the agent's desk said it is so. */
  readonly heardMs: number;
  /** Names of the leads who see to it, in their order. */
  readonly seenBy: readonly { readonly author: string; readonly name: string }[];
  readonly over: { readonly why: FlagEnd | 'no-word'; readonly atMs: number } | null;
}

export interface Alerts {
  /** Oldest first. */
  readonly list: readonly Alert[];
  /** Ids that are never shown (again): put away, or over. */
  readonly gone: ReadonlySet<string>;
}

export const noAlerts: Alerts = { list: [], gone: new Set() };

/** An end is shown for so long. */
export const OVER_SHOWN_MS = 15_000;

/** @param me this desk's own agent: nobody is alerted of their own flag */
export function alertsAfter(alerts: Alerts, { signal, author, name, atMs }: Heard, me: string): Alerts {
  switch (signal.type) {
    case 'red-flag': {
      if (author === me || alerts.gone.has(signal.id)) return alerts;
      const { id, card, sinceMs } = signal;
      const known = alerts.list.find((one) => one.id === id);
      if (!known) {
        const fresh: Alert = { id, author, name, card, sinceMs, heardMs: atMs, seenBy: [], over: null };
        return { ...alerts, list: [...alerts.list, fresh] };
      }
      if (known.author !== author || known.over) return alerts;
      return changed(alerts, id, { heardMs: Math.max(known.heardMs, atMs) });
    }
    case 'red-flag-over': {
      const known = alerts.list.find((one) => one.id === signal.id);
      // Over before it was heard of: a late copy is not shown any more.
      if (!known) return author === me ? alerts : { ...alerts, gone: new Set([...alerts.gone, signal.id]) };
      if (known.author !== author || known.over) return alerts;
      return changed(alerts, signal.id, { over: { why: signal.why, atMs } });
    }
    case 'red-flag-seen': {
      const known = alerts.list.find((one) => one.id === signal.id);
      if (!known || !isLead(author) || known.seenBy.some((one) => one.author === author)) return alerts;
      return changed(alerts, signal.id, { seenBy: [...known.seenBy, { author, name }] });
    }
    case 'hand-over':
      return alerts;
  }
}

export function putAway(alerts: Alerts, id: string): Alerts {
  return {
    list: alerts.list.filter((one) => one.id !== id),
    gone: new Set([...alerts.gone, id]),
  };
}

/** Ends fade, and a flag that nobody has told of for a long time is one whose desk is gone. */
export function alertsAt(alerts: Alerts, nowMs: number): Alerts {
  const list = alerts.list.map((one) =>
    one.over === null && nowMs - one.heardMs >= FRESH_FOR_MS
      ? { ...one, over: { why: 'no-word' as const, atMs: nowMs } }
      : one,
  );
  const fading = list.filter(({ over }) => over !== null && nowMs - over.atMs >= OVER_SHOWN_MS);
  if (fading.length === 0 && list.every((one, index) => one === alerts.list[index])) return alerts;
  const faded = new Set(fading.map(({ id }) => id));
  return { list: list.filter(({ id }) => !faded.has(id)), gone: new Set([...alerts.gone, ...faded]) };
}

/** When the list changes by itself next; null for never. */
export function alertsChangeAt({ list }: Alerts): number | null {
  const due = list.map(({ over, heardMs }) => (over ? over.atMs + OVER_SHOWN_MS : heardMs + FRESH_FOR_MS));
  return due.length === 0 ? null : Math.min(...due);
}

function changed(alerts: Alerts, id: string, change: Partial<Alert>): Alerts {
  return { ...alerts, list: alerts.list.map((one) => (one.id === id ? { ...one, ...change } : one)) };
}
