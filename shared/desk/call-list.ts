import type { Call } from '../call/call.ts';
import { isLive } from '../call/phase.ts';
import type { CallListEntry } from '../contract/desk-state.ts';

/** What has been seen of one call while it was up: enough for its line in the list. */
export interface Watched {
  readonly last: Call;
  readonly seenAtMs: number;
  /** MOS times milliseconds, and the milliseconds measured. */
  readonly mosMs: number;
  readonly measuredMs: number;
}

/** The calls of this sitting: those under way and a line for each that is over, in the order they ended. */
export interface CallList {
  readonly watched: ReadonlyMap<string, Watched>;
  readonly entries: readonly CallListEntry[];
  /** Grows whenever an entry is added. */
  readonly revision: number;
}

export const emptyCallList: CallList = { watched: new Map(), entries: [], revision: 0 };

/**
 * Takes in what the line window knows now. Each call gets exactly one entry, with the reason it ended for;
 * one that vanished without a word (its window is gone) counts as `lost`.
 */
export function takeSnapshot(list: CallList, calls: readonly Call[], atMs: number): CallList {
  const present = new Map(calls.map((call) => [call.id, call]));
  const listed = new Set(list.entries.map((entry) => entry.id));
  const watched = new Map<string, Watched>();
  const over: CallListEntry[] = [];
  for (const call of calls) {
    if (listed.has(call.id)) continue;
    const seen = advanced(list.watched.get(call.id), call, atMs);
    if (isLive(call)) watched.set(call.id, seen);
    else over.push(lineOfCall(seen, atMs));
  }
  for (const [id, seen] of list.watched) {
    if (!present.has(id)) over.push(lineOfCall(seen, atMs));
  }
  if (over.length === 0) return { ...list, watched };
  over.sort((a, b) => a.endedAt - b.endedAt);
  return { watched, entries: [...list.entries, ...over], revision: list.revision + 1 };
}

/**
 * A page of the list, newest first.
 * @param before id of the last entry already shown; null for the first page. An unknown id gives an empty page.
 */
export function pageOfCalls(
  list: CallList,
  { before, limit }: { before: string | null; limit: number },
): { entries: CallListEntry[]; more: boolean } {
  const end = before === null ? list.entries.length : list.entries.findIndex((entry) => entry.id === before);
  if (end <= 0) return { entries: [], more: false };
  const start = Math.max(0, end - limit);
  return { entries: list.entries.slice(start, end).toReversed(), more: start > 0 };
}

function advanced(before: Watched | undefined, call: Call, atMs: number): Watched {
  // The value that stood until now counts for the time it stood, but on hold nothing is measured.
  const mos = before?.last.quality?.mos;
  const wasHeard = before && !before.last.hold.wanted && !before.last.heldByFarEnd;
  const stoodMs = wasHeard && mos !== undefined ? Math.max(0, atMs - before.seenAtMs) : 0;
  return {
    last: call,
    seenAtMs: atMs,
    mosMs: (before?.mosMs ?? 0) + (mos ?? 0) * stoodMs,
    measuredMs: (before?.measuredMs ?? 0) + stoodMs,
  };
}

/** A call's line in the list; of one that is not over, as if it were lost now. */
export function lineOfCall({ last, mosMs, measuredMs }: Watched, atMs: number): CallListEntry {
  const { phase } = last;
  const lastMos = last.quality?.mos ?? null;
  return {
    id: last.id,
    direction: last.direction,
    number: last.remote.number,
    name: last.remote.name,
    queue: last.queue,
    startedAt: last.startedAt,
    answeredAt: last.answeredAt,
    endedAt: phase.name === 'ended' ? phase.at : atMs,
    reason: phase.name === 'ended' ? phase.reason : 'lost',
    mos: measuredMs > 0 ? Math.round((mosMs / measuredMs) * 100) / 100 : lastMos,
    practice: last.practice !== null,
    wrapUp: null,
    redFlags: [],
  };
}
