import { retryDelayMs } from '#shared/call/backoff.ts';
import type { ConnectionState } from '#shared/call/line-state.ts';
import { WireLostError } from '../sip/sip-transport.ts';
import type { WireLoss } from '../sip/transport-port.ts';

/**
 * The connection machine: an ordered list of servers, tried for ever.
 *
 *   idle ──start──▶ connecting ──open──▶ connected ──lost──▶ waiting ──retryAt / now──▶ connecting …
 *                        └──────failed──────────────────────────▲
 *   A server that was lost is tried again first; one that cannot be reached makes room for the next.
 */
export interface ConnectionPort {
  /** Rejects with a WireLostError. */
  connect(): Promise<void>;
  abandon(reason: WireLoss): void;
  onState(state: ConnectionState): void;
  /** Says `online` when the machine has a network again: the window. */
  readonly network: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
}

export class Connection {
  readonly #servers: readonly string[];
  readonly #port: ConnectionPort;
  #state: ConnectionState = { name: 'idle' };
  #turn = 0;
  /** Attempts since the link was last up. */
  #attempt = 0;
  #downSince = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(servers: readonly string[], port: ConnectionPort) {
    this.#servers = servers;
    this.#port = port;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The server whose turn it is; while connected, the one in use. */
  get server(): string {
    const server = this.#servers[this.#turn % this.#servers.length];
    if (server === undefined) throw new Error('A connection needs at least one server.');
    return server;
  }

  start(): void {
    this.#downSince = Date.now();
    this.#port.network.addEventListener('online', this.#onOnline);
    this.#connect();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#port.network.removeEventListener('online', this.#onOnline);
    this.#enter({ name: 'idle' });
    this.#port.abandon('asked');
  }

  /** Ends a wait now and starts the backoff over. */
  retryNow(): void {
    if (this.#state.name !== 'waiting') return;
    this.#attempt = 0;
    this.#connect();
  }

  /** The link that was up is gone. */
  lost(reason: WireLoss): void {
    if (this.#state.name !== 'connected') return;
    this.#attempt = 0;
    this.#downSince = Date.now();
    this.#wait(reason);
  }

  /** The server answers the socket but not its requests: let the next one have its turn. */
  giveUpServer(): void {
    if (this.#state.name !== 'connected') return;
    this.#turn += 1;
    this.#port.abandon('silent');
  }

  readonly #onOnline = (): void => this.retryNow();

  #connect(): void {
    clearTimeout(this.#timer);
    this.#attempt += 1;
    this.#enter({
      name: 'connecting',
      server: this.server,
      attempt: this.#attempt,
      since: this.#downSince,
    });
    this.#port.connect().then(
      () => {
        if (this.#state.name === 'connecting') {
          this.#enter({ name: 'connected', server: this.server, since: Date.now() });
        }
      },
      (error: unknown) => {
        if (this.#state.name !== 'connecting') return;
        this.#turn += 1;
        this.#wait(error instanceof WireLostError ? error.reason : 'refused');
      },
    );
  }

  #wait(reason: WireLoss): void {
    // Every server gets its try before the wait grows.
    const round = Math.ceil(Math.max(this.#attempt, 1) / this.#servers.length);
    const delayMs = retryDelayMs(round, Math.random());
    this.#enter({
      name: 'waiting',
      server: this.server,
      attempt: this.#attempt + 1,
      since: this.#downSince,
      retryAt: Date.now() + delayMs,
      reason,
    });
    this.#timer = setTimeout(() => this.#connect(), delayMs);
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#port.onState(state);
  }
}
