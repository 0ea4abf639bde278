import { EmitterImpl, type Transport, TransportState } from 'sip.js';
import { readChallenge, withoutChallenge } from './challenge.ts';
import { isKeepAlive, refuseMessage } from './message-guard.ts';
import { OpenRequests } from './open-requests.ts';
import { SessionIds } from './session-ids.ts';
import type { LineTransport, Wire, WireLoss } from './transport-port.ts';

/** What a SipTransport needs from its owner. Passed through SIP.js as `transportOptions`. */
export interface SipTransportOptions {
  readonly wires: LineTransport;
  /** Read at every connect: servers take turns. */
  readonly serverUrl: () => string;
  /** HA1 for a realm (RFC 7616 §3.4.2), or null when there is none to give. */
  readonly credential: (realm: string) => Promise<string | null>;
  /** Called in the same turn as, and before, the challenge it is for. */
  readonly useCredential: (ha1: string) => void;
  /** Looks at a message first and may keep it to itself (the liveness probe's answers). */
  readonly intercept?: (message: string) => boolean;
  readonly onMisfit?: (why: string) => void;
}

/** A link that could not be made, or was lost. */
export class WireLostError extends Error {
  readonly reason: WireLoss;

  constructor(reason: WireLoss) {
    super(`Link lost: ${reason}`);
    this.reason = reason;
  }
}

/**
 * SIP.js's transport over any wire.
 *
 *   Disconnected ──connect()──▶ Connecting ──opened──▶ Connected
 *        ▲                          │ lost                 │ lost, abandon()
 *        └──────────────────────────┴──────────────────────┘
 *   SIP.js's Disconnecting is never entered: a wire is abandoned at once, nobody waits for it.
 *
 * Beyond carrying messages it does what SIP.js does not: it refuses misshapen ones, keeps SIP.js's exceptions away
 * from the wire, holds a challenge back until the HA1 for its realm is there, and answers open requests with 503
 * when the link goes.
 */
export class SipTransport implements Transport {
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  /** `performance.now()` of the last frame from the server: anything at all is a sign of life. */
  lastHeardAt = 0;

  #state = TransportState.Disconnected;
  #wire: Wire | null = null;
  #connecting: PromiseWithResolvers<void> | null = null;
  readonly #requests = new OpenRequests();
  readonly #sessionIds = new SessionIds();
  readonly #options: SipTransportOptions;

  constructor(_logger: unknown, options: SipTransportOptions) {
    this.#options = options;
  }

  /** For the Via header (RFC 7118 §5.2.1). */
  get protocol(): string {
    return this.#options.serverUrl().startsWith('wss:') ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  /** @throws {WireLostError} (as a rejection) when the link cannot be made. */
  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    if (this.#connecting) return this.#connecting.promise;
    this.#connecting = Promise.withResolvers();
    const { promise } = this.#connecting;
    this.#moveTo(TransportState.Connecting);
    this.#wire = this.#options.wires.open(this.#options.serverUrl(), {
      opened: () => this.#opened(),
      received: (text) => this.#received(text),
      lost: (reason) => this.abandon(reason),
    });
    return promise;
  }

  disconnect(): Promise<void> {
    this.abandon('asked');
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  send(message: string): Promise<void> {
    if (!this.isConnected()) return Promise.reject(new Error('Not connected.'));
    this.#requests.sent(message);
    this.#wire?.send(this.#sessionIds.stamp(message));
    return Promise.resolve();
  }

  /** Lets go of the link at once, whatever its state, and without waiting for anybody. */
  abandon(reason: WireLoss): void {
    if (this.#state === TransportState.Disconnected) return;
    const wasConnected = this.isConnected();
    this.#wire?.close();
    this.#wire = null;
    // While the state still says Connected: the ACKs that SIP.js sends for these go nowhere, which is fine.
    for (const answer of this.#requests.fail()) this.#deliver(answer);
    const connecting = this.#connecting;
    this.#connecting = null;
    const error = new WireLostError(reason);
    this.#moveTo(TransportState.Disconnected);
    if (wasConnected) this.onDisconnect?.(error);
    connecting?.reject(error);
  }

  #opened(): void {
    this.lastHeardAt = performance.now();
    this.#moveTo(TransportState.Connected);
    const connecting = this.#connecting;
    this.#connecting = null;
    this.onConnect?.();
    connecting?.resolve();
  }

  #received(text: string): void {
    this.lastHeardAt = performance.now();
    if (isKeepAlive(text)) return;
    const refusal = refuseMessage(text);
    if (refusal) {
      this.#options.onMisfit?.(refusal);
      return;
    }
    const message = this.#requests.reword(text);
    this.#requests.received(message);
    if (this.#options.intercept?.(text)) return;
    this.#sessionIds.learn(message);
    const challenge = readChallenge(message);
    if (challenge) void this.#answerChallenge(challenge.realm, challenge.message);
    else this.#deliver(message);
  }

  async #answerChallenge(realm: string, message: string): Promise<void> {
    const ha1 = await this.#options.credential(realm).catch(() => null);
    if (ha1 === null) {
      this.#deliver(withoutChallenge(message));
      return;
    }
    this.#options.useCredential(ha1);
    this.#deliver(message);
  }

  #deliver(message: string): void {
    try {
      this.onMessage?.(message);
    } catch (error) {
      // SIP.js throws on some messages it should answer or drop; one bad message must not cost the link or a call.
      this.#options.onMisfit?.(error instanceof Error ? error.message : 'not understood');
    }
  }

  #moveTo(state: TransportState): void {
    this.#state = state;
    this.stateChange.emit(state);
  }
}
