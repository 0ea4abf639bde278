/**
 * The crossing between a page's own world and the isolated world of its preload: what Electron's contextBridge does.
 * Both worlds share only the window's event target. A CustomEvent of an unguessable type carries each message, and
 * Chromium itself clones its `detail` from one world to the other. The source text of these functions runs inside
 * pages (CROSSING_PARTS), so they use nothing but each other.
 */

/** What crosses: a cloned value, or a stand-in for a function, a promise or something that holds them. */
type Crossed =
  | { k: 'value'; v: unknown }
  | { k: 'function'; id: number }
  | { k: 'promise'; id: number }
  | { k: 'array'; v: Crossed[] }
  | { k: 'object'; v: [string, Crossed][] };

type Message =
  | { k: 'call'; id: number; args: Crossed[] }
  | { k: 'returned'; ok: boolean; v: Crossed }
  | { k: 'settled'; id: number; ok: boolean; v: Crossed };

type AnyFunction = (...args: unknown[]) => unknown;
type Settle = { resolve: (value: unknown) => void; reject: (reason: unknown) => void };

interface Crossing {
  /** Sends a message to the other world; its handler runs before this returns. */
  post(message: Message): void;
  /** Functions of this world that the other may call, by number. Number 0 is the root that each end offers. */
  readonly offered: AnyFunction[];
  readonly numbers: Map<AnyFunction, number>;
  /** Functions of the other world as this one sees them: the same function is the same proxy. */
  readonly proxies: Map<number, AnyFunction>;
  readonly waiting: Map<number, Settle>;
  lastPromise: number;
  answer: { ok: boolean; v: Crossed } | null;
}

/**
 * Opens this world's end and offers `root`, the function by which the other end asks for things.
 * @returns the other end's root.
 */
export function openCrossing(secret: string, here: string, there: string, root: AnyFunction): AnyFunction {
  // Taken before any script of the page runs, so that a page which replaces them learns nothing.
  const { apply, construct } = Reflect;
  const { addEventListener, dispatchEvent } = EventTarget.prototype;
  const Carrier = CustomEvent;
  const detailOf = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')?.get as () => unknown;
  const crossing: Crossing = {
    post: (message) => {
      apply(dispatchEvent, window, [construct(Carrier, [secret + there, { detail: message }])]);
    },
    offered: [root],
    numbers: new Map([[root, 0]]),
    proxies: new Map(),
    waiting: new Map(),
    lastPromise: 0,
    answer: null,
  };
  const hear = (event: Event): void => receive(crossing, apply(detailOf, event, []) as Message);
  apply(addEventListener, window, [secret + here, hear]);
  return farFunction(crossing, 0);
}

function receive(crossing: Crossing, message: Message): void {
  if (message.k === 'returned') {
    crossing.answer = message;
  } else if (message.k === 'settled') {
    const settle = crossing.waiting.get(message.id);
    crossing.waiting.delete(message.id);
    const value = arrive(crossing, message.v);
    if (message.ok) settle?.resolve(value);
    else settle?.reject(value);
  } else {
    crossing.post(callOffered(crossing, message.id, message.args));
  }
}

function callOffered(crossing: Crossing, id: number, args: readonly Crossed[]): Message {
  try {
    const called = crossing.offered[id];
    if (called === undefined) throw new Error('No such function');
    const value = called(...args.map((arg) => arrive(crossing, arg)));
    return { k: 'returned', ok: true, v: depart(crossing, value) };
  } catch (error) {
    return { k: 'returned', ok: false, v: depart(crossing, error) };
  }
}

/** Makes a value of this world ready to cross. Prototypes stay behind, as with contextBridge. */
function depart(crossing: Crossing, value: unknown): Crossed {
  if (typeof value === 'function') return { k: 'function', id: numberOf(crossing, value as AnyFunction) };
  if (typeof value === 'symbol') throw new TypeError('Symbols cannot cross the bridge between worlds');
  if (value === null || typeof value !== 'object') return { k: 'value', v: value };
  if (Array.isArray(value)) return { k: 'array', v: value.map((item) => depart(crossing, item)) };
  if (typeof (value as Partial<PromiseLike<unknown>>).then === 'function') {
    return { k: 'promise', id: watch(crossing, value as PromiseLike<unknown>) };
  }
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    // Dates, maps, buffers, errors: Chromium clones them on the way. What it cannot clone is refused here.
    structuredClone(value);
    return { k: 'value', v: value };
  }
  return { k: 'object', v: Object.entries(value).map(([key, field]) => [key, depart(crossing, field)]) };
}

function numberOf(crossing: Crossing, offered: AnyFunction): number {
  const known = crossing.numbers.get(offered);
  if (known !== undefined) return known;
  const id = crossing.offered.push(offered) - 1;
  crossing.numbers.set(offered, id);
  return id;
}

function watch(crossing: Crossing, promise: PromiseLike<unknown>): number {
  crossing.lastPromise += 1;
  const id = crossing.lastPromise;
  const settle = (ok: boolean) => (value: unknown) => {
    crossing.post({ k: 'settled', id, ok, v: depart(crossing, value) });
  };
  promise.then(settle(true), settle(false));
  return id;
}

/** Makes of what crossed a value of this world. */
function arrive(crossing: Crossing, crossed: Crossed): unknown {
  switch (crossed.k) {
    case 'value':
      return crossed.v;
    case 'array':
      return crossed.v.map((item) => arrive(crossing, item));
    case 'object':
      return Object.fromEntries(crossed.v.map(([key, field]) => [key, arrive(crossing, field)]));
    case 'promise':
      return new Promise((resolve, reject) => void crossing.waiting.set(crossed.id, { resolve, reject }));
    case 'function':
      return farFunction(crossing, crossed.id);
  }
}

function farFunction(crossing: Crossing, id: number): AnyFunction {
  const known = crossing.proxies.get(id);
  if (known !== undefined) return known;
  const proxy = (...args: unknown[]): unknown => {
    crossing.post({ k: 'call', id, args: args.map((arg) => depart(crossing, arg)) });
    const answer = crossing.answer;
    crossing.answer = null;
    if (answer === null) throw new Error('The other world did not answer');
    const value = arrive(crossing, answer.v);
    if (!answer.ok) throw value;
    return value;
  };
  crossing.proxies.set(id, proxy);
  return proxy;
}

/** Everything a world needs to have `openCrossing`. */
export const CROSSING_PARTS = [
  openCrossing,
  receive,
  callOffered,
  depart,
  numberOf,
  watch,
  arrive,
  farFunction,
] as const;
