import {
  type Invitation,
  Inviter,
  Registerer,
  type Session,
  SIPExtension,
  UserAgent,
  UserAgentState,
} from 'sip.js';
import type { MemoryExchange } from './memory-exchange.ts';
import { MemoryTransport, type MemoryTransportOptions } from './memory-transport.ts';
import { Leg, type LegMedia } from './leg.ts';
import { headerOf, readSip, requestLine } from './sip-text.ts';
import type { DescriptionsFactory } from './web-descriptions.ts';

/** Long enough for any exercise: nobody refreshes a registration that ends with the window. */
const REGISTERED_FOR_SEC = 24 * 60 * 60;

export interface PartyOptions<M extends LegMedia> {
  readonly exchange: MemoryExchange;
  readonly domain: string;
  /** Digits or name under which the others reach this party. */
  readonly user: string;
  readonly displayName: string;
  /** Something to send and somewhere to hear, for each leg. */
  readonly openMedia: () => M;
  readonly descriptions: DescriptionsFactory;
  /** A call for this party. It rings until `accept` or `decline`. */
  readonly onCall: (leg: Leg<M>) => void;
  /** A leg came, was answered, or is over. */
  readonly onChange: () => void;
}

/**
 * A far end of the practice line: a real SIP.js user agent, registered at the exchange, that hands out its calls as
 * legs and knows nothing of what is said on them.
 */
export class Party<M extends LegMedia> {
  readonly #agent: UserAgent;
  readonly #registerer: Registerer;
  readonly #options: PartyOptions<M>;
  readonly #legs = new Map<Session, Leg<M>>();

  constructor(options: PartyOptions<M>) {
    this.#options = options;
    const uri = UserAgent.makeURI(`sip:${options.user}@${options.domain}`);
    if (!uri) throw new Error(`${options.user} is no SIP user`);
    this.#agent = new UserAgent({
      uri,
      displayName: options.displayName,
      userAgentString: 'Hearthline practice',
      transportConstructor: MemoryTransport,
      transportOptions: {
        open: (listener) =>
          options.exchange.open({
            ...listener,
            received: (message) => this.#receive(message, (one) => listener.received(one)),
          }),
      } satisfies MemoryTransportOptions,
      sessionDescriptionHandlerFactory: (session) => this.#describe(session),
      sipExtensionReplaces: SIPExtension.Supported,
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      logConfiguration: false,
      delegate: { onInvite: (invitation) => this.#invited(invitation) },
    });
    this.#registerer = new Registerer(this.#agent, { expires: REGISTERED_FOR_SEC, logConfiguration: false });
  }

  /** Resolves once the REGISTER has left; the exchange answers in order, so whoever calls after that gets through. */
  async start(): Promise<void> {
    await this.#agent.start();
    await this.#registerer.register();
  }

  get liveLegs(): readonly Leg<M>[] {
    return [...this.#legs.values()];
  }

  /**
   * Calls another user of the exchange.
   * @param headers whole header lines for the INVITE
   */
  call(user: string, headers: readonly string[] = []): Leg<M> {
    const target = UserAgent.makeURI(`sip:${user}@${this.#options.domain}`);
    if (!target) throw new Error(`${user} is no SIP user`);
    const leg = this.#legFor(new Inviter(this.#agent, target, { extraHeaders: [...headers] }));
    leg.invite();
    return leg;
  }

  /** Hangs up on everybody and leaves the exchange. */
  async stop(): Promise<void> {
    for (const leg of this.#legs.values()) leg.hangUp();
    if (this.#agent.state === UserAgentState.Started) await this.#agent.stop();
  }

  #receive(message: string, deliver: (message: string) => void): void {
    const parsed = readSip(message);
    const method = parsed && requestLine(parsed)?.method;
    const callId = parsed && headerOf(parsed, 'call-id');
    const leg = this.liveLegs.find((one) => one.callId === callId);
    if (leg && method && method !== 'ACK' && method !== 'CANCEL') leg.whenUp(() => deliver(message));
    else deliver(message);
  }

  #invited(invitation: Invitation): void {
    const leg = this.#legFor(invitation);
    // Its place in a call that is up already (RFC 3891): there is nothing to ring for.
    if (invitation.replacee) {
      leg.accept();
      this.#legs.get(invitation.replacee)?.handOver(leg);
    } else this.#options.onCall(leg);
  }

  #legFor(session: Inviter | Invitation): Leg<M> {
    const leg: Leg<M> = new Leg<M>(session, this.#options.openMedia(), {
      onReferred: (inviter) => this.#legFor(inviter),
      onState: () => {
        if (leg.isOver) this.#legs.delete(session);
        this.#options.onChange();
      },
    });
    this.#legs.set(session, leg);
    this.#options.onChange();
    return leg;
  }

  #describe(session: Session): ReturnType<DescriptionsFactory> {
    const leg = this.#legs.get(session);
    if (!leg) throw new Error('A session without a leg.');
    return this.#options.descriptions(session, {
      stream: leg.media.stream,
      onTrack: (track) => leg.media.hear(track),
      onHeld: (held) => leg.setHeld(held),
    });
  }
}
