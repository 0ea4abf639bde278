import { type Core, Registerer, RegistererState, type UserAgent } from 'sip.js';
import type { RegistrationState } from '#shared/call/line-state.ts';
import { atMost } from '../time.ts';
import { LINK_LOST_PHRASE } from './open-requests.ts';

/**
 * Keeps the registrar told where we are (RFC 3261 §10).
 *
 *   none ──register()──▶ registering ──2xx──▶ registered ──refresh──▶ registered …
 *                            │  ▲                  └──linkLost()──▶ registering, once there is a link again
 *                            │  └── later, by itself, when the refusal may pass (5xx)
 *                            └──final refusal──▶ refused (401, 403, 404: asks for a human)
 *
 * SIP.js's Registerer keeps saying "registered" after the link is gone, waits 32 s for a lost answer and does not say
 * why it was refused; so every link gets a new one, and the time limits and the refresh are ours.
 */
const ANSWER_LIMIT_MS = 7000;
const REFRESH_AT = 0.7;
const TRY_AGAIN_MS = 15_000;
const UNREGISTER_LIMIT_MS = 1000;

export interface RegistrationPort {
  onState(state: RegistrationState): void;
  /** The server took the REGISTER and never answered: the link is of no use. */
  serverSilent(): void;
}

type IncomingResponse = Core.IncomingResponse;

export class Registration {
  readonly #userAgent: UserAgent;
  readonly #expirySec: number;
  readonly #port: RegistrationPort;
  #registerer: Registerer | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** A REGISTER has no answer yet; the timer is the limit for it. */
  #isAsking = false;
  #state: RegistrationState = { name: 'none' };

  constructor(userAgent: UserAgent, expirySec: number, port: RegistrationPort) {
    this.#userAgent = userAgent;
    this.#expirySec = expirySec;
    this.#port = port;
  }

  get state(): RegistrationState {
    return this.#state;
  }

  /** Registers over a new link. */
  register(): void {
    this.#drop();
    const registerer = new Registerer(this.#userAgent, {
      expires: this.#expirySec,
      // Ours comes at 70 %; theirs would come without a delegate that says why it failed.
      refreshFrequency: 99,
      logConfiguration: false,
    });
    this.#registerer = registerer;
    registerer.stateChange.addListener((state) => {
      if (registerer !== this.#registerer) return;
      if (state === RegistererState.Unregistered) this.#expired();
      // SIP.js asks again by itself when our interval was too brief (423), and tells nobody but its state.
      if (state === RegistererState.Registered && this.#isAsking) this.#accepted(registerer);
    });
    this.#enter({ name: 'registering', since: Date.now() });
    this.#send(registerer);
  }

  /** What was registered is void without its link (RFC 5626 §4.2 in spirit). */
  linkLost(): void {
    this.#drop();
    if (this.#state.name === 'registered' || this.#state.name === 'registering') {
      this.#enter({ name: 'registering', since: Date.now() });
    }
  }

  /** Tells the registrar we are leaving, and waits a second at most for it to agree. */
  async unregister(): Promise<void> {
    const registerer = this.#registerer;
    const wasRegistered = this.#state.name === 'registered';
    clearTimeout(this.#timer);
    this.#registerer = null;
    if (registerer && wasRegistered && this.#userAgent.isConnected()) {
      const { promise: answered, resolve } = Promise.withResolvers<void>();
      registerer.stateChange.addListener(() => resolve());
      registerer.unregister().catch(() => resolve());
      await atMost(UNREGISTER_LIMIT_MS, answered);
    }
    this.#enter({ name: 'none' });
  }

  #send(registerer: Registerer): void {
    clearTimeout(this.#timer);
    this.#isAsking = true;
    this.#timer = setTimeout(() => this.giveUp(), ANSWER_LIMIT_MS);
    const settle = (handle: (response: IncomingResponse) => void) => (response: IncomingResponse) => {
      if (registerer !== this.#registerer || !this.#isAsking) return;
      clearTimeout(this.#timer);
      this.#isAsking = false;
      handle(response);
    };
    void registerer.register({
      requestDelegate: {
        onAccept: settle(() => this.#accepted(registerer)),
        onReject: settle((response) => this.#refused(response.message)),
        onRedirect: settle((response) => this.#refused(response.message)),
      },
    });
  }

  #accepted(registerer: Registerer): void {
    clearTimeout(this.#timer);
    this.#isAsking = false;
    const us = this.#userAgent.contact.uri.user ?? '';
    const expirySec = grantedExpirySec(registerer.contacts, us) ?? this.#expirySec;
    const now = Date.now();
    this.#enter({ name: 'registered', since: now, expiresAt: now + expirySec * 1000 });
    // The next turn: SIP.js still counts this REGISTER as pending inside its own callback.
    this.#timer = setTimeout(() => this.#send(registerer), expirySec * REFRESH_AT * 1000);
  }

  #refused(message: IncomingResponse['message']): void {
    // Not the server's word: the link went, and the connection machine sees to that.
    if (message.reasonPhrase === LINK_LOST_PHRASE) return;
    const sipStatus = message.statusCode ?? 500;
    this.#enter({ name: 'refused', since: Date.now(), sipStatus, code: refusalCode(sipStatus) });
    if (sipStatus >= 500 || sipStatus === 408) this.#timer = setTimeout(() => this.register(), TRY_AGAIN_MS);
  }

  /** Nobody answers: not the REGISTER, or nothing at all. */
  giveUp(): void {
    this.#enter({ name: 'refused', since: Date.now(), sipStatus: 408, code: 'server-silent' });
    this.#drop();
    this.#port.serverSilent();
  }

  #expired(): void {
    if (this.#state.name === 'registered' && this.#userAgent.isConnected()) this.register();
  }

  /** Only called without a link or after a refusal: disposing of a live registration would unregister it. */
  #drop(): void {
    clearTimeout(this.#timer);
    this.#isAsking = false;
    const registerer = this.#registerer;
    this.#registerer = null;
    void registerer?.dispose();
  }

  #enter(state: RegistrationState): void {
    this.#state = state;
    this.#port.onState(state);
  }
}

function refusalCode(sipStatus: number): Extract<RegistrationState, { name: 'refused' }>['code'] {
  if (sipStatus === 401 || sipStatus === 407) return 'wrong-password';
  if (sipStatus === 404 || sipStatus === 410) return 'extension-unknown';
  if (sipStatus === 408) return 'server-silent';
  return sipStatus >= 500 ? 'server-error' : 'sign-in-refused';
}

/**
 * What the registrar granted us (RFC 3261 §10.3 step 7): less than we asked for, or more where that was too brief. It
 * lists every phone of this extension (§10.3 step 8); the others' times are not ours.
 */
function grantedExpirySec(contacts: readonly string[], us: string): number | null {
  const ours = contacts.find((contact) => contact.includes(`:${us}@`));
  const granted = Number(/;\s*expires=(\d+)/i.exec(ours ?? '')?.[1] ?? Number.NaN);
  return Number.isFinite(granted) && granted > 0 ? granted : null;
}
