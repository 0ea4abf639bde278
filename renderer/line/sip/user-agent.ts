import {
  type Invitation,
  Inviter,
  type Notification,
  type Session,
  type SessionDescriptionHandler,
  SIPExtension,
  type URI,
  UserAgent,
  UserAgentState,
} from 'sip.js';
import type { LineAccount } from '#shared/contract/line.ts';
import { log } from '../log.ts';
import { writeSessionExpires } from './session-expires.ts';
import { SipTransport, type SipTransportOptions } from './sip-transport.ts';

export interface UserAgentPort extends Omit<SipTransportOptions, 'useCredential'> {
  onInvite(invitation: Invitation): void;
  /** A NOTIFY outside any dialog: message waiting, as Asterisk sends it. */
  onNotify(notification: Notification): void;
  onDisconnect(error: Error | undefined): void;
}

/** A parsed SIP address; opaque outside this folder. */
export type SipAddress = URI;

/** The PBX decides how long a phone rings; this only keeps a forgotten INVITE from ringing for ever. */
const RING_LIMIT_SEC = 300;

/** RFC 4028 §4: the recommended interval of a session timer. */
const SESSION_INTERVAL_SEC = 1800;

/** SIP.js's user agent with every default that calls somebody, retries by itself or writes to the console turned off. */
export class LineUserAgent {
  readonly agent: UserAgent;
  readonly transport: SipTransport;
  readonly #account: LineAccount;
  readonly #descriptions = new WeakMap<Session, SessionDescriptionHandler>();

  constructor(account: LineAccount, port: UserAgentPort) {
    this.#account = account;
    const uri = UserAgent.makeURI(`sip:${encodeURIComponent(account.extension)}@${account.domain}`);
    if (!uri) throw new Error('The account has no valid address.');
    this.agent = new UserAgent({
      uri,
      displayName: account.displayName,
      authorizationUsername: account.authorizationUser,
      userAgentString: 'Hearthline',
      transportConstructor: SipTransport,
      transportOptions: {
        ...port,
        useCredential: (ha1) => {
          this.agent.configuration.authorizationHa1 = ha1;
        },
      } satisfies SipTransportOptions,
      sessionDescriptionHandlerFactory: (session) => this.#descriptionsOf(session),
      sipExtensionReplaces: SIPExtension.Supported,
      sipExtensionExtraSupported: ['timer'],
      noAnswerTimeout: RING_LIMIT_SEC,
      // Stopping is ours: SIP.js's graceful way waits for every answer, one after the other.
      gracefulShutdown: false,
      logBuiltinEnabled: false,
      logConfiguration: false,
      logLevel: 'warn',
      logConnector: (level, category, _label, content) => log(`${level} ${category}`, content),
      delegate: {
        onInvite: (invitation) => port.onInvite(invitation),
        onNotify: (notification) => port.onNotify(notification),
        onDisconnect: (error) => port.onDisconnect(error),
      },
    });
    const { transport } = this.agent;
    if (!(transport instanceof SipTransport)) throw new Error('SIP.js did not take our transport.');
    this.transport = transport;
  }

  /** Opens the link; `WireLostError` as a rejection when it cannot be made. */
  connect(): Promise<void> {
    return this.agent.state === UserAgentState.Started ? this.transport.connect() : this.agent.start();
  }

  async stop(): Promise<void> {
    if (this.agent.state === UserAgentState.Started) await this.agent.stop();
  }

  /** Says which peer connection a session's offers and answers come from. Before its first offer or answer. */
  describe(session: Session, descriptions: SessionDescriptionHandler): void {
    this.#descriptions.set(session, descriptions);
  }

  /** Null when the target is nothing that can be dialled. */
  makeInviter(target: string): Inviter | null {
    const uri = this.address(target);
    const extraHeaders = [writeSessionExpires({ intervalSec: SESSION_INTERVAL_SEC, refresher: null })];
    return uri ? new Inviter(this.agent, uri, { earlyMedia: true, extraHeaders }) : null;
  }

  /** An extension or number at our own domain, or a whole SIP address. */
  address(target: string): SipAddress | null {
    if (/^sips?:/i.test(target)) return UserAgent.makeURI(target) ?? null;
    // RFC 3261 §25.1: what may stand unescaped in the user part
    const user = encodeURIComponent(target).replace(/%(2B|24|26|3D|3F|2F|2C|3B)/gi, decodeURIComponent);
    return UserAgent.makeURI(`sip:${user}@${this.#account.domain}`) ?? null;
  }

  #descriptionsOf(session: Session): SessionDescriptionHandler {
    const descriptions = this.#descriptions.get(session);
    if (!descriptions) throw new Error('A session without a peer connection.');
    return descriptions;
  }
}
