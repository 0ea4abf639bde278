import type { CallbackView } from '#shared/contract/callback-state.ts';
import type { Search } from '#shared/search.ts';
import { ANY_LEAD as LEAD_NAME, ATTENTION, CANCELLED, DONE, OPEN, type Line } from './callback-line.ts';
import { FirstFew, type Order } from './first-few.ts';
import { PackedTexts } from './packed-texts.ts';
import { SearchTexts } from './search-texts.ts';
import { hashOf, SlotFinder } from './slot-finder.ts';
import type { CallbackQuery } from './store.ts';

/**
 * What callbacks are found, ordered, filtered and searched by, in columns in memory: about 200 bytes a callback.
 * One pass over 100,000 takes a few milliseconds whatever is asked, also for a search that nothing meets; a database
 * index is quick for some questions and a hundred times slower for the one that nobody thought of.
 */

const NOBODY = 0;
const ANY_LEAD = 1;

type Me = CallbackQuery['me'];
type Filter = (slot: number) => boolean;

export class CallbackIndex {
  readonly #ids = new PackedTexts();
  readonly #texts = new SearchTexts();
  readonly #byId = new SlotFinder();
  readonly #byGroup = new SlotFinder();
  readonly #agents = new Map<string, number>([
    ['', NOBODY],
    [LEAD_NAME, ANY_LEAD],
  ]);
  #status = new Uint8Array(1024);
  #priority = new Uint8Array(1024);
  #call = new Uint8Array(1024);
  #holder = new Int32Array(1024);
  #for = new Int32Array(1024);
  #due = new Float64Array(1024);
  #requested = new Float64Array(1024);
  #closed = new Float64Array(1024);
  #until = new Float64Array(1024);

  set(slot: number, line: Line, text: string): void {
    this.#makeRoom(slot);
    this.#ids.set(slot, line.id);
    this.#status[slot] = line.status;
    this.#priority[slot] = line.priority;
    this.#call[slot] = line.hasBegunCall ? 1 : 0;
    this.#holder[slot] = this.#agent(line.holder);
    this.#for[slot] = this.#agent(line.for);
    this.#due[slot] = line.dueMs;
    this.#requested[slot] = line.requestedMs;
    this.#closed[slot] = line.closedMs;
    this.#until[slot] = line.untilMs;
    this.#texts.set(slot, text);
    this.#byId.set(slot, hashOf(line.id));
    this.#byGroup.set(slot, line.group);
  }

  remove(slot: number): void {
    if (slot < this.#ids.length) this.#status[slot] = 0;
    this.#byId.remove(slot);
    this.#byGroup.remove(slot);
  }

  clear(): void {
    this.#ids.clear();
    this.#status.fill(0);
    this.#texts.clear();
    this.#byId.clear();
    this.#byGroup.clear();
  }

  slotOf(id: string): number | null {
    return this.#byId.find(hashOf(id)).find((slot) => this.#ids.get(slot) === id) ?? null;
  }

  /** Where the callbacks of a group are, and seldom one of another group beside them. */
  slotsOfGroup(groupKey: string): number[] {
    return this.#byGroup.find(hashOf(groupKey));
  }

  /** Whether a callback is in a view now. */
  view(view: CallbackView, me: Me, nowMs: number): Filter {
    // Local names: these run a hundred thousand times a letter typed, and a field is looked up each time.
    const [status, call, until] = [this.#status, this.#call, this.#until];
    // A call was begun, the lease is over, and nobody said how it went: a person decides, nobody just calls.
    const isUnclear: Filter = (slot) => call[slot] === 1 && (until[slot] ?? 0) <= nowMs;
    switch (view) {
      case 'next':
        return this.#next(me, nowMs);
      case 'mine':
        return this.#mine(me, nowMs);
      case 'team':
        return (slot) => status[slot] === OPEN && !isUnclear(slot);
      case 'done':
        return (slot) => status[slot] === DONE || status[slot] === CANCELLED;
      case 'attention':
        return (slot) => status[slot] === ATTENTION || (status[slot] === OPEN && isUnclear(slot));
    }
  }

  /** Open and nobody else's, now or by being handed on. */
  #next(me: Me, nowMs: number): Filter {
    const mine = this.#agents.get(me.agent) ?? -1;
    const [status, call, until, holder, to] = [
      this.#status,
      this.#call,
      this.#until,
      this.#holder,
      this.#for,
    ];
    return (slot) => {
      if (status[slot] !== OPEN) return false;
      const isLapsed = (until[slot] ?? 0) <= nowMs;
      if (isLapsed ? call[slot] === 1 : holder[slot] !== mine && holder[slot] !== NOBODY) return false;
      const whose = to[slot];
      return whose === NOBODY || whose === mine || (whose === ANY_LEAD && me.lead);
    };
  }

  /** Held by me, handed to me, or called by me without a word of how it went. */
  #mine(me: Me, nowMs: number): Filter {
    const mine = this.#agents.get(me.agent) ?? -1;
    const [status, call, until, holder, to] = [
      this.#status,
      this.#call,
      this.#until,
      this.#holder,
      this.#for,
    ];
    return (slot) => {
      if (status[slot] !== OPEN && status[slot] !== ATTENTION) return false;
      if (holder[slot] === mine && ((until[slot] ?? 0) > nowMs || call[slot] === 1)) return true;
      return status[slot] === OPEN && to[slot] === mine;
    };
  }

  /** Due, and nobody's: what may be offered to `me`. */
  free(me: Me, nowMs: number): Filter {
    const isNext = this.#next(me, nowMs);
    const [due, until, holder] = [this.#due, this.#until, this.#holder];
    return (slot) =>
      (due[slot] ?? 0) <= nowMs && isNext(slot) && ((until[slot] ?? 0) <= nowMs || holder[slot] === NOBODY);
  }

  held(agent: string, nowMs: number): Filter {
    const known = this.#agents.get(agent) ?? -1;
    const [until, holder] = [this.#until, this.#holder];
    return (slot) => holder[slot] === known && (until[slot] ?? 0) > nowMs;
  }

  matching(search: Search): Filter {
    return this.#texts.matcher(search);
  }

  text(slot: number): string {
    return this.#texts.get(slot);
  }

  order(view: CallbackView, nowMs: number): Order {
    if (view === 'done') return this.#newestClosed();
    return view === 'next' ? this.#dueFirst(nowMs) : this.#queueOrder();
  }

  /**
   * The first `limit` slots that pass, in order.
   * @param after a slot that they come after
   * @param newestFirst looks from the end: where that is nearly the order, few are found only to be put aside
   */
  first(
    passes: Filter,
    order: Order,
    {
      limit,
      after = null,
      newestFirst = false,
    }: { limit: number; after?: number | null; newestFirst?: boolean },
  ): number[] {
    const found = new FirstFew(order, limit);
    const status = this.#status;
    const count = this.#ids.length;
    for (let step = 0; step < count; step += 1) {
      const slot = newestFirst ? count - 1 - step : step;
      if (status[slot] === 0 || (after !== null && order(after, slot) >= 0)) continue;
      if (found.wants(slot) && passes(slot)) found.add(slot);
    }
    return found.inOrder();
  }

  count(passes: Filter, most: number): number {
    const status = this.#status;
    const end = this.#ids.length;
    let count = 0;
    for (let slot = 0; slot < end && count < most; slot += 1) {
      if (status[slot] !== 0 && passes(slot)) count += 1;
    }
    return count;
  }

  /** What is needed to come back to a place in a list, also when the callback there has changed or gone. */
  place(slot: number): readonly [number, number, number, number, string] {
    return [
      this.#priority[slot] ?? 0,
      this.#due[slot] ?? 0,
      this.#requested[slot] ?? 0,
      this.#closed[slot] ?? 0,
      this.#ids.get(slot),
    ];
  }

  /** A slot that stands for a place in a list and for no callback. */
  putPlace([priority, due, requested, closed, id]: ReturnType<CallbackIndex['place']>): number {
    this.#makeRoom(0);
    this.#ids.set(0, id);
    this.#status[0] = 0;
    this.#priority[0] = priority;
    this.#due[0] = due;
    this.#requested[0] = requested;
    this.#closed[0] = closed;
    return 0;
  }

  #agent(name: string): number {
    const known = this.#agents.get(name);
    if (known !== undefined) return known;
    this.#agents.set(name, this.#agents.size);
    return this.#agents.size - 1;
  }

  #queueOrder(): Order {
    const [priority, due, requested, ids] = [this.#priority, this.#due, this.#requested, this.#ids];
    return (a, b) =>
      (priority[a] ?? 0) - (priority[b] ?? 0) ||
      (due[a] ?? 0) - (due[b] ?? 0) ||
      (requested[a] ?? 0) - (requested[b] ?? 0) ||
      ids.compare(a, b);
  }

  #newestClosed(): Order {
    const [closed, ids] = [this.#closed, this.#ids];
    return (a, b) => (closed[b] ?? 0) - (closed[a] ?? 0) || ids.compare(a, b);
  }

  #dueFirst(nowMs: number): Order {
    const due = this.#due;
    const queueOrder = this.#queueOrder();
    return (a, b) => {
      const isLaterA = (due[a] ?? 0) > nowMs;
      const isLaterB = (due[b] ?? 0) > nowMs;
      if (isLaterA !== isLaterB) return isLaterA ? 1 : -1;
      return (isLaterA ? (due[a] ?? 0) - (due[b] ?? 0) : 0) || queueOrder(a, b);
    };
  }

  #makeRoom(slot: number): void {
    if (slot < this.#status.length) return;
    const size = Math.max(this.#status.length * 2, slot + 1);
    this.#status = grown(this.#status, new Uint8Array(size));
    this.#priority = grown(this.#priority, new Uint8Array(size));
    this.#call = grown(this.#call, new Uint8Array(size));
    this.#holder = grown(this.#holder, new Int32Array(size));
    this.#for = grown(this.#for, new Int32Array(size));
    this.#due = grown(this.#due, new Float64Array(size));
    this.#requested = grown(this.#requested, new Float64Array(size));
    this.#closed = grown(this.#closed, new Float64Array(size));
    this.#until = grown(this.#until, new Float64Array(size));
  }
}

function grown<T extends Uint8Array | Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
