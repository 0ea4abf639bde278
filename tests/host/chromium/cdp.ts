import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { CDPSession } from 'playwright-core';

/** A line to the browser or to one page of it, in the words of the DevTools protocol. */
export interface CdpSession {
  readonly send: CDPSession['send'];
  readonly on: CDPSession['on'];
}

interface Answer {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
interface Waiting {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/**
 * The DevTools protocol over Chromium's pipe (--remote-debugging-pipe): JSON messages, each ended by a zero byte.
 * Everything arrives in the order in which it was sent.
 */
export class CdpConnection {
  /** To the browser as a whole. */
  readonly browser: CdpSession;
  readonly #to: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #events = new Map<string, EventEmitter>();
  #half: Buffer[] = [];
  #lastId = 0;
  #isClosed = false;

  constructor(to: Writable, from: Readable) {
    this.#to = to;
    this.browser = this.session('');
    from.on('data', (data: Buffer) => this.#read(data));
    from.on('close', () => this.#close());
    // A write to a browser that has just ended; its answers are refused by #close.
    to.on('error', () => this.#close());
  }

  /** @param sessionId of Target.attachToTarget with `flatten`; empty for the browser. */
  session(sessionId: string): CdpSession {
    const events = new EventEmitter().setMaxListeners(0);
    this.#events.set(sessionId, events);
    const send = (method: string, params: object = {}): Promise<unknown> =>
      this.#send(sessionId, method, params);
    return { send: send as CdpSession['send'], on: events.on.bind(events) as unknown as CdpSession['on'] };
  }

  #send(sessionId: string, method: string, params: object): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new GoneError(method));
    this.#lastId += 1;
    const id = this.#lastId;
    this.#to.write(`${JSON.stringify({ id, method, params, ...(sessionId !== '' && { sessionId }) })}\0`);
    return new Promise((resolve, reject) => void this.#waiting.set(id, { method, resolve, reject }));
  }

  #read(data: Buffer): void {
    let start = 0;
    for (let end = data.indexOf(0); end >= 0; end = data.indexOf(0, start)) {
      const whole = Buffer.concat([...this.#half, data.subarray(start, end)]).toString('utf8');
      this.#half = [];
      start = end + 1;
      this.#hear(JSON.parse(whole) as Answer);
    }
    if (start < data.length) this.#half.push(data.subarray(start));
  }

  #hear({ id, method, params, result, error, sessionId = '' }: Answer): void {
    if (id === undefined) {
      if (method === 'Target.detachedFromTarget') this.#forget((params as { sessionId: string }).sessionId);
      if (method !== undefined) this.#events.get(sessionId)?.emit(method, params);
      return;
    }
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(result);
    else if (GONE.test(error.message)) waiting?.reject(new GoneError(waiting.method, error.message));
    else waiting?.reject(new Error(`${waiting.method}: ${error.message}`));
  }

  #forget(sessionId: string): void {
    this.#events.delete(sessionId);
  }

  #close(): void {
    this.#isClosed = true;
    for (const { method, reject } of this.#waiting.values()) reject(new GoneError(method));
    this.#waiting.clear();
  }
}

/** Chromium's words for a page, frame or request that is no longer there. */
const GONE =
  /No target with given id|Session with given id not found|Cannot find context|Invalid InterceptionId|Inspected target navigated or closed|Target crashed|Target closed/i;

/** The other end went away meanwhile. */
class GoneError extends Error {
  override readonly name = 'GoneError';
  constructor(method: string, why = 'the connection is closed') {
    super(`${method}: ${why}`);
  }
}

/**
 * Waits for an exchange with a page that may close, crash or leave meanwhile: then there is nobody left to be told.
 * Every other failure stays one.
 */
export async function whileOpen<T>(exchange: Promise<T>): Promise<T | undefined> {
  try {
    return await exchange;
  } catch (error) {
    if (error instanceof GoneError) return undefined;
    throw error;
  }
}
