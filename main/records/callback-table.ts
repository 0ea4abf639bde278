import type { Callback } from '#shared/callback/callback.ts';
import { groupKeyOf } from '#shared/callback/fold.ts';
import { callbackView, type CallbackView } from '#shared/contract/callback-state.ts';
import { z } from '#shared/contract/schema.ts';
import { isMet, readSearch, type Search } from '#shared/search.ts';
import { CallbackIndex } from './callback-index.ts';
import { CallbackRows, type CallbackItem } from './callback-rows.ts';
import { findNoteWords } from './note-words.ts';
import type { Database } from './sqlcipher.ts';
import type { CallbackQuery, CallbackTable } from './store.ts';

const MOST_COUNTED = 999;

export interface OwnedCallbackTable extends CallbackTable {
  clear(): void;
}

export function createCallbackTable(database: Database): OwnedCallbackTable {
  const rows = new CallbackRows(database);
  const index = new CallbackIndex();
  let isLoaded = false;
  database.onRollback(() => (isLoaded = false));

  const loaded: Loaded = () => {
    if (isLoaded) return index;
    index.clear();
    for (const { slot, line, words } of rows.lines()) index.set(slot, line, words);
    isLoaded = true;
    return index;
  };
  return {
    put: (callback, unsent) => {
      const { slot, line, words } = rows.put(callback, unsent, loaded().slotOf(callback.id));
      loaded().set(slot, line, words);
    },
    remove: (id) => {
      const slot = loaded().slotOf(id);
      if (slot === null) return;
      rows.remove(slot);
      loaded().remove(slot);
    },
    ...finding(rows, loaded),
    ...listing(database, rows, loaded),
    clear: () => {
      rows.clear();
      index.clear();
      isLoaded = true;
    },
  };
}

type Loaded = () => CallbackIndex;

function finding(
  rows: CallbackRows,
  loaded: Loaded,
): Pick<CallbackTable, 'get' | 'groupKeyOf' | 'idsOfGroup'> {
  const get = (id: string): CallbackItem | null => {
    const slot = loaded().slotOf(id);
    return slot === null ? null : (rows.at([slot])[0] ?? null);
  };
  return {
    get,
    groupKeyOf: (id) => {
      const found = get(id);
      return found && keyOf(found.callback);
    },
    idsOfGroup: (groupKey) => {
      const slots = loaded().slotsOfGroup(groupKey);
      const found = rows.at(slots.toSorted((a, b) => a - b)).map(({ callback }) => callback);
      return found.filter((one) => keyOf(one) === groupKey).map(({ id }) => id);
    },
  };
}

function listing(
  database: Database,
  rows: CallbackRows,
  loaded: Loaded,
): Pick<CallbackTable, 'page' | 'counts' | 'candidates' | 'heldBy'> {
  const callbacksAt = (slots: readonly number[]): Callback[] =>
    rows.at(slots).map(({ callback }) => callback);
  return {
    page: (query) => {
      const { slots, after } = find(database, loaded(), query);
      return { items: rows.at(slots), after };
    },
    counts: (me, nowMs) => countsOf(loaded(), me, nowMs),
    candidates: (me, nowMs, limit) => {
      const all = loaded();
      return callbacksAt(all.first(all.free(me, nowMs), all.order('team', nowMs), { limit }));
    },
    heldBy: (agent, desk, nowMs) => {
      const all = loaded();
      const slots = all.first(all.held(agent, nowMs), all.order('team', nowMs), { limit: Infinity });
      return callbacksAt(slots).filter(({ hold }) => hold?.desk === desk);
    },
  };
}

function keyOf({ number, reason }: Callback): string {
  return groupKeyOf(number, reason);
}

function find(
  database: Database,
  index: CallbackIndex,
  { view, search, me, nowMs, after, limit }: CallbackQuery,
): { slots: number[]; after: string | null } {
  const wanted = readSearch(search);
  const place = readPlace(after);
  // Later pages are cut from the same order as the first, although some have become due in between.
  const orderMs = place?.nowMs ?? nowMs;
  const inView = index.view(view, me, nowMs);
  const matches = wanted && matching(database, index, wanted);
  const passes = matches ? (slot: number) => inView(slot) && matches(slot) : inView;
  const slots = index.first(passes, index.order(view, orderMs), {
    limit: limit + 1,
    after: place && index.putPlace(place.place),
    newestFirst: view === 'done',
  });
  const last = slots.length > limit ? slots[limit - 1] : undefined;
  const next = last === undefined ? null : JSON.stringify([orderMs, ...index.place(last)]);
  return { slots: slots.slice(0, limit), after: next };
}

function countsOf(
  index: CallbackIndex,
  me: CallbackQuery['me'],
  nowMs: number,
): Record<CallbackView, number> {
  const counts = callbackView.options.map(
    (view) => [view, index.count(index.view(view, me, nowMs), MOST_COUNTED)] as const,
  );
  return Object.fromEntries(counts) as Record<CallbackView, number>;
}

/** Each word stands in the line or in its notes. */
function matching(database: Database, index: CallbackIndex, search: Search): (slot: number) => boolean {
  const inLine = index.matching(search);
  const inNotes = findNoteWords(database, search);
  if (inNotes.every((slots) => slots.size === 0)) return inLine;
  const each = search.map((word) => [word]);
  return (slot) =>
    inLine(slot) ||
    (inNotes.some((slots) => slots.has(slot)) &&
      each.every((one, word) => inNotes[word]?.has(slot) === true || isMet(one, index.text(slot))));
}

interface Place {
  readonly nowMs: number;
  readonly place: ReturnType<CallbackIndex['place']>;
}

const placeText = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.string()]);

/** A cursor comes back through the desk window; whatever is none begins at the first page. */
function readPlace(text: string | null): Place | null {
  if (text === null) return null;
  const read = placeText.safeParse(parsed(text));
  if (!read.success) return null;
  const [nowMs, ...place] = read.data;
  return { nowMs, place };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
