import {
  type Bye,
  type Cancel,
  type Core,
  Invitation,
  Inviter,
  type Notification,
  type Session,
  SessionState,
  type URI,
} from 'sip.js';
import type { EndReason } from '#shared/call/call.ts';
import { reasonForCancel, reasonForRefusal } from '../calls/end-reason.ts';
import { type Party, readNameAddr } from './identity.ts';
import { LINK_LOST_PHRASE } from './open-requests.ts';
import { forgetTheirReinvite, type Renegotiated, sendReinvite } from './reinvite.ts';
import { readSessionExpires, type SessionExpires, writeSessionExpires } from './session-expires.ts';

export interface CallEnd {
  readonly reason: EndReason;
  readonly sipStatus: number | null;
}

/** What a SIP dialog tells its call. */
export interface SipCallListener {
  alerted(earlyMedia: boolean): void;
  established(): void;
  /** The caller has our answer (ACK). */
  acknowledged(): void;
  named(party: Party): void;
  /** Both sides agreed to refresh the session (RFC 4028): who, and within how long. */
  timed(intervalSec: number, refresher: 'us' | 'them'): void;
  ended(end: CallEnd): void;
}

/** A REFER's story: accepted or not, then what NOTIFY says of the new call (RFC 3515 §2.4.4). */
export interface ReferListener {
  accepted(): void;
  refused(sipStatus: number): void;
  progress(sipStatus: number): void;
  /** The dialog ended; nothing more will be told. */
  over(): void;
}

/** How long the far side may take to acknowledge that we gave up (CANCEL) before we stop waiting for it. */
const LEAVING_LIMIT_MS = 4000;

/** One SIP dialog, incoming or outgoing, without SIP.js's ways showing: states, statuses and reasons only. */
export class SipCall {
  readonly #session: Session;
  readonly #listener: SipCallListener;
  #end: CallEnd | null = null;
  #finished = false;
  #alertedWithMedia = false;
  #invite: Core.OutgoingInviteRequest | null = null;
  #leavingLimit: ReturnType<typeof setTimeout> | undefined;
  /**
   * The INVITE that made the dialog is over. Until the caller's ACK has come for our 200, nothing that negotiates may
   * be sent (RFC 3261 §14.1), and SIP.js ends a call that tries.
   */
  readonly #acknowledged = Promise.withResolvers<void>();
  #isAcknowledged = false;
  readonly #over = Promise.withResolvers<void>();
  #wasEstablished = false;
  /** As last agreed, with `refresher` as seen from a request of ours. */
  #timer: SessionExpires | null = null;

  constructor(session: Session, listener: SipCallListener) {
    this.#session = session;
    this.#listener = listener;
    session.stateChange.addListener((state) => this.#onState(state));
    if (session instanceof Inviter) this.#onAck();
    session.delegate = {
      onAck: () => {
        this.#onAck();
        this.#listener.acknowledged();
      },
      onBye: (bye: Bye) => this.#onBye(bye),
      onCancel: (cancel: Cancel) => {
        this.#end ??= { reason: reasonForCancel(cancel.request.getHeader('Reason')), sipStatus: null };
      },
      onInvite: (request, _response, statusCode) => this.#onReinvite(request, statusCode),
      onRefer: (referral) => void referral.reject({ statusCode: 603 }),
      onNotify: (notification: Notification) => void notification.accept(),
    };
  }

  get established(): boolean {
    return this.#session.state === SessionState.Established;
  }

  /** For Replaces (RFC 3891); only our own kind may look inside. */
  get session(): Session {
    return this.#session;
  }

  /** Sends the INVITE. */
  async dial(onSent: () => void): Promise<void> {
    if (!(this.#session instanceof Inviter)) throw new Error('Only an outgoing call can be dialled.');
    this.#invite = await this.#session.invite({
      requestDelegate: {
        onProgress: (response) => this.#onProgress(response),
        onAccept: ({ message }) => this.#agreeOnAnswer(message),
        onReject: ({ message }) => this.#onRefused(message),
        onRedirect: ({ message }) => this.#onRefused(message),
      },
    });
    onSent();
  }

  /** Sends the 200. Rejects when no answer could be made (the caller has got a refusal then) or the caller gave up. */
  async accept(): Promise<void> {
    if (!(this.#session instanceof Invitation)) throw new Error('Only an incoming call can be answered.');
    const { request } = this.#session;
    const asked = readSessionExpires(request.getHeader('Session-Expires'));
    // Left open, it is the caller who refreshes: our requests are the ones a lost link delays.
    const agreed = asked && { ...asked, refresher: asked.refresher ?? ('uac' as const) };
    const theirs = /\btimer\b/i.test(request.getHeader('Supported') ?? '');
    await this.#session.accept({
      extraHeaders: agreed
        ? [writeSessionExpires(agreed), ...(theirs && agreed.refresher === 'uac' ? ['Require: timer'] : [])]
        : [],
    });
    // SIP.js says nothing of a CANCEL that came while the answer was made.
    if (!this.established) throw new Error('The caller gave up before the answer was there.');
    this.#agree(agreed, 'theirs');
  }

  /** Ends the call in whatever way its state asks for: reject, CANCEL or BYE. */
  leave(reason: EndReason, refusalStatus = 486): void {
    this.#end ??= { reason, sipStatus: null };
    this.#leavingLimit ??= setTimeout(() => this.#finish(), LEAVING_LIMIT_MS);
    const session = this.#session;
    const { state } = session;
    if (state === SessionState.Established) void session.bye().catch(() => this.#finish());
    else if (state === SessionState.Terminated) this.#finish();
    else if (session instanceof Invitation) void this.#reject(session, refusalStatus);
    else if (session instanceof Inviter && state !== SessionState.Terminating) void session.cancel();
  }

  /** One re-INVITE. Never two at once: the caller serialises. */
  async renegotiate(): Promise<Renegotiated> {
    await this.#acknowledged.promise;
    return sendReinvite(this.#session, {
      extraHeaders: this.#timer ? [writeSessionExpires(this.#timer)] : [],
      onAnswer: (message) => this.#agreeOnAnswer(message),
      over: this.#over.promise,
    });
  }

  /** What was half done over the lost link is not waited for. */
  linkLost(): void {
    forgetTheirReinvite(this.#session);
  }

  /**
   * INFO with a digit (application/dtmf-relay), for servers that want it so. Resolves when it has been accepted, so
   * that digits stay in order on any way; rejects when it is refused or the call ends.
   */
  async sendInfoDigit(digit: string, durationMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const refuse = (): void => reject(new Error('The digit was not taken.'));
    void this.#over.promise.then(refuse);
    await this.#session.info({
      requestDelegate: { onAccept: () => resolve(), onReject: refuse, onRedirect: refuse },
      requestOptions: {
        body: {
          contentDisposition: 'render',
          contentType: 'application/dtmf-relay',
          content: `Signal=${digit}\r\nDuration=${durationMs}`,
        },
      },
    });
    await promise;
  }

  /** Asks the far end to call somebody else, or to take the place of another dialog of ours. */
  refer(target: URI | SipCall, listener: ReferListener): void {
    const referTo = target instanceof SipCall ? target.session : target;
    void this.#over.promise.then(() => listener.over());
    void this.#acknowledged.promise
      .then(() =>
        this.#session.refer(referTo, {
          requestDelegate: {
            onAccept: () => listener.accepted(),
            onReject: ({ message }) => listener.refused(message.statusCode ?? 500),
          },
          onNotify: (notification) => {
            void notification.accept();
            const status = /^SIP\/2\.0 (\d{3})/.exec(notification.request.body)?.[1];
            if (status) listener.progress(Number(status));
          },
        }),
      )
      .catch(() => listener.refused(481));
  }

  async #reject(session: Invitation, statusCode: number): Promise<void> {
    await session.reject({ statusCode }).catch(() => this.#finish());
  }

  #onState(state: SessionState): void {
    if (state === SessionState.Established) {
      this.#wasEstablished = true;
      const { assertedIdentity } = this.#session;
      if (assertedIdentity) this.#name(assertedIdentity.toString());
      this.#listener.established();
    }
    // The status of a refusal is told right after the state; wait for it.
    if (state === SessionState.Terminated) queueMicrotask(() => this.#finish());
  }

  #onAck(): void {
    this.#isAcknowledged = true;
    this.#acknowledged.resolve();
  }

  #onProgress({ message }: Core.IncomingResponse): void {
    // RFC 3960: only media tells; a 180 after a 183 with SDP takes nothing back.
    this.#alertedWithMedia ||= message.body.length > 0;
    const asserted = message.getHeader('P-Asserted-Identity');
    if (asserted) this.#name(asserted);
    this.#listener.alerted(this.#alertedWithMedia);
  }

  #onRefused(message: Core.IncomingResponseMessage): void {
    const sipStatus = message.statusCode ?? 500;
    if (message.reasonPhrase === LINK_LOST_PHRASE) this.#end ??= { reason: 'lost', sipStatus };
    else this.#end ??= { reason: reasonForRefusal(sipStatus), sipStatus };
  }

  #onBye(bye: Bye): void {
    this.#end ??= { reason: 'hung-up-there', sipStatus: null };
    void bye.accept();
  }

  /** In favour of another dialog that takes this one's place (RFC 3891); SIP.js sends the BYE. */
  expectReplacement(): void {
    this.#end ??= { reason: 'merged-away', sipStatus: null };
  }

  #agreeOnAnswer(message: Core.IncomingResponseMessage): void {
    this.#agree(readSessionExpires(message.getHeader('Session-Expires')), 'ours');
  }

  /** @param request Whose request the agreement was made in: `refresher` is relative to it. */
  #agree(agreed: SessionExpires | null, request: 'ours' | 'theirs'): void {
    if (!agreed || this.#finished) return;
    const weRefresh = (agreed.refresher === 'uac') === (request === 'ours');
    this.#timer = { intervalSec: agreed.intervalSec, refresher: weRefresh ? 'uac' : 'uas' };
    this.#listener.timed(agreed.intervalSec, weRefresh ? 'us' : 'them');
  }

  /** A far end that was transferred names its new party in the re-INVITE; a server refreshes the session with one. */
  #onReinvite(request: Core.IncomingRequestMessage, statusCode: number): void {
    if (statusCode < 300) this.#agree(readSessionExpires(request.getHeader('Session-Expires')), 'theirs');
    const asserted = request.getHeader('P-Asserted-Identity');
    if (asserted) this.#name(asserted);
  }

  #name(value: string): void {
    const party = readNameAddr(value);
    if (party && (party.number || party.name)) this.#listener.named(party);
  }

  #finish(): void {
    if (this.#finished) return;
    this.#finished = true;
    clearTimeout(this.#leavingLimit);
    // SIP.js drops a call whose early media it could not use, and lets the far end ring on for nobody.
    if (!this.#wasEstablished && !this.#end) this.#invite?.cancel();
    this.#acknowledged.resolve();
    this.#over.resolve();
    this.#listener.ended(this.#end ?? { reason: this.#unexplained(), sipStatus: null });
  }

  /** SIP.js ended it without a word: an INVITE or an ACK ran out of time, or a description could not be used. */
  #unexplained(): EndReason {
    if (!this.#isAcknowledged && this.#wasEstablished) return 'lost';
    return this.#session instanceof Invitation && !this.#wasEstablished ? 'missed' : 'media-failed';
  }
}
