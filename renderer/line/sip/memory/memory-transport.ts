import { EmitterImpl, StateTransitionError, type Transport, TransportState } from 'sip.js';
import type { Wire, WireListener } from '../transport-port.ts';

export interface MemoryTransportOptions {
  readonly open: (listener: WireListener) => Wire;
}

/**
 * SIP.js's transport over a link to the in-memory exchange, for the far ends of the practice line. The agent's own
 * user agent uses `SipTransport`, which does much more, over the same kind of link.
 *
 *   Disconnected ──connect()──▶ Connecting ──opened──▶ Connected
 *     ▲      ▲                   ▲      │ disconnect()    │ disconnect()
 *     │      └──────lost─────────┼──────┴────▶ Disconnecting ◀┘
 *     │                          └──connect()──┘      │ next turn
 *     └───────────────────────────────────────────────┘
 */
export class MemoryTransport implements Transport {
  readonly protocol = 'WS';
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  readonly #open: MemoryTransportOptions['open'];
  #state = TransportState.Disconnected;
  #isTelling = false;
  #wire: Wire | null = null;
  #connecting: PromiseWithResolvers<void> | null = null;
  #disconnecting: PromiseWithResolvers<void> | null = null;

  constructor(_logger: unknown, options: MemoryTransportOptions) {
    this.#open = options.open;
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  /** @throws {Error} (as a rejection) when the link is lost, or let go, before it is open. */
  connect(): Promise<void> {
    if (this.#isTelling) return Promise.reject(loop());
    if (this.isConnected()) return Promise.resolve();
    if (this.#connecting) return this.#connecting.promise;
    this.#connecting = Promise.withResolvers();
    const { promise } = this.#connecting;
    this.#moveTo(TransportState.Connecting);
    this.#settleDisconnect(new Error('Connected again.'));
    const wire = this.#open({
      opened: () => this.#opened(),
      received: (message) => this.onMessage?.(message),
      lost: (reason) => this.#over(new Error(`Link lost: ${reason}`)),
    });
    this.#wire = wire;
    return promise;
  }

  /** @throws {Error} (as a rejection) when `connect()` is called before the link is gone. */
  disconnect(): Promise<void> {
    if (this.#isTelling) return Promise.reject(loop());
    if (this.#state === TransportState.Disconnected) return Promise.resolve();
    if (this.#disconnecting) return this.#disconnecting.promise;
    const wasConnected = this.isConnected();
    this.#disconnecting = Promise.withResolvers();
    const pending = this.#disconnecting;
    this.#wire?.close();
    this.#wire = null;
    this.#moveTo(TransportState.Disconnecting);
    this.#settleConnect(new Error('Disconnected.'));
    if (wasConnected) this.onDisconnect?.();
    queueMicrotask(() => {
      if (this.#disconnecting === pending) this.#over();
    });
    return pending.promise;
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    if (!this.isConnected() || !this.#wire) return Promise.reject(new Error('Not connected.'));
    this.#wire.send(message);
    return Promise.resolve();
  }

  #opened(): void {
    this.#moveTo(TransportState.Connected);
    this.onConnect?.();
    this.#settleConnect();
  }

  #over(error?: Error): void {
    const wasConnected = this.isConnected();
    this.#wire = null;
    this.#moveTo(TransportState.Disconnected);
    if (wasConnected) this.onDisconnect?.(error);
    this.#settleConnect(error);
    this.#settleDisconnect();
  }

  #settleConnect(error?: Error): void {
    const connecting = this.#connecting;
    this.#connecting = null;
    if (error) connecting?.reject(error);
    else connecting?.resolve();
  }

  #settleDisconnect(error?: Error): void {
    const disconnecting = this.#disconnecting;
    this.#disconnecting = null;
    if (error) disconnecting?.reject(error);
    else disconnecting?.resolve();
  }

  #moveTo(state: TransportState): void {
    this.#state = state;
    // SIP.js forbids turning round inside a listener; a loop must fail rather than spin.
    this.#isTelling = true;
    try {
      this.stateChange.emit(state);
    } finally {
      this.#isTelling = false;
    }
  }
}

function loop(): StateTransitionError {
  return new StateTransitionError('A state listener must not connect or disconnect in the same turn.');
}
