import type { Invitation, Notification } from 'sip.js';
import type { ConnectionState, RegistrationState } from '#shared/call/line-state.ts';
import type { LineAccount } from '#shared/contract/line.ts';
import { Connection } from '../connection/connection.ts';
import { Liveness } from '../connection/liveness.ts';
import { log } from '../log.ts';
import { Probe } from './probe.ts';
import { Registration } from './registration.ts';
import { WireLostError } from './sip-transport.ts';
import type { LineTransport } from './transport-port.ts';
import { LineUserAgent } from './user-agent.ts';

export interface LinkPort {
  onConnection(state: ConnectionState): void;
  onRegistration(state: RegistrationState): void;
  /** There is a link again. Comes before the registration's answer: dialogs need none. */
  up(): void;
  /** The link is gone. Dialogs and media are not. */
  down(): void;
  onInvite(invitation: Invitation): void;
  onNotify(notification: Notification): void;
  credential(realm: string): Promise<string | null>;
}

/**
 * The way to a server and our name there: connection, liveness and registration kept in step with SIP.js's user agent.
 */
export class Link {
  readonly userAgent: LineUserAgent;
  readonly #account: LineAccount;
  readonly #port: LinkPort;
  readonly #probe: Probe;
  readonly #connection: Connection;
  readonly #registration: Registration;
  readonly #liveness: Liveness;
  #waiting: PromiseWithResolvers<void> | null = null;

  constructor(account: LineAccount, wires: LineTransport, port: LinkPort) {
    this.#account = account;
    this.#port = port;
    this.#probe = new Probe(account.domain, account.extension);
    this.userAgent = new LineUserAgent(account, {
      wires,
      serverUrl: () => this.#connection.server,
      credential: (realm) => port.credential(realm),
      intercept: (message) => this.#probe.isAnswer(message),
      onMisfit: (why) => log('transport', `dropped: ${why}`),
      onInvite: (invitation) => port.onInvite(invitation),
      onNotify: (notification) => port.onNotify(notification),
      onDisconnect: (error) => this.#lost(error),
    });
    this.#connection = new Connection(
      account.servers.map((server) => server.url),
      {
        connect: () => this.userAgent.connect(),
        abandon: (reason) => this.userAgent.transport.abandon(reason),
        onState: (state) => this.#moved(state),
        network: window,
      },
    );
    this.#registration = new Registration(this.userAgent.agent, account.registrationExpirySec, {
      onState: (state) => port.onRegistration(state),
      serverSilent: () => this.#connection.giveUpServer(),
    });
    this.#liveness = new Liveness({
      lastHeardAt: () => this.userAgent.transport.lastHeardAt,
      ask: () => this.#ask(),
      dead: () => this.#dead(),
    });
  }

  get isUp(): boolean {
    return this.#connection.state.name === 'connected';
  }

  /** Whether the server in use may ask for calls to be answered by themselves. */
  get mayAutoAnswer(): boolean {
    const url = this.#connection.server;
    return this.isUp && this.#account.servers.some((server) => server.url === url && server.mayAutoAnswer);
  }

  start(): void {
    this.#connection.start();
  }

  /** Resolves at once while there is a link, else when there is one again. */
  whenUp(): Promise<void> {
    if (this.isUp) return Promise.resolve();
    this.#waiting ??= Promise.withResolvers();
    return this.#waiting.promise;
  }

  /** A human asks: try the server now, and a refused registration again. */
  retryNow(): void {
    if (this.isUp && this.#registration.state.name === 'refused') this.#registration.register();
    else this.#connection.retryNow();
  }

  async stop(): Promise<void> {
    this.#liveness.stop();
    await this.#registration.unregister();
    this.#connection.stop();
    await this.userAgent.stop();
  }

  #moved(state: ConnectionState): void {
    this.#port.onConnection(state);
    if (state.name !== 'connected') return;
    this.#liveness.start();
    this.#port.up();
    this.#registration.register();
    this.#waiting?.resolve();
    this.#waiting = null;
  }

  #lost(error: Error | undefined): void {
    this.#liveness.stop();
    this.#registration.linkLost();
    this.#connection.lost(error instanceof WireLostError ? error.reason : 'closed');
    this.#port.down();
  }

  /** A server that was never heard on this link is told of as silent, and the next one gets its turn. */
  #dead(): void {
    if (this.#registration.state.name === 'registering') this.#registration.giveUp();
    else this.userAgent.transport.abandon('silent');
  }

  #ask(): void {
    const { transport } = this.userAgent;
    // A link that goes in this moment is reported by itself.
    transport.send(this.#probe.next(transport.protocol)).catch(() => undefined);
  }
}
