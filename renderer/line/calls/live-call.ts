import { isUp } from '#shared/call/phase.ts';
import type { CallEvent } from '#shared/call/events.ts';
import type { Call, EndReason, TransferState } from '#shared/call/call.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import type { Milestone } from '#shared/contract/line.ts';
import { CallMedia } from '../media/call-media.ts';
import { watchFirstAudio } from '../media/first-audio.ts';
import type { PeerAudioOptions } from '../media/peer-audio.ts';
import type { Speaker } from '../media/speaker.ts';
import type { SipCall, SipCallListener } from '../sip/sip-call.ts';
import type { CallBook } from './call-book.ts';
import { Digits } from './digits.ts';
import { Renegotiation } from './renegotiation.ts';
import { SessionTimer } from './session-timer.ts';

/** What every call shares with the others. */
export interface CallSurroundings {
  readonly book: CallBook;
  readonly speaker: Speaker;
  readonly audio: PeerAudioOptions;
  readonly dtmf: 'rfc4733' | 'info';
  /** Resolves at once while there is a link to a server, else when there is one again. */
  readonly linkUp: () => Promise<void>;
  readonly milestone: (callId: string, name: Milestone['name']) => void;
  /** A call ended; its place in the line is free. */
  readonly left: (call: LiveCall) => void;
}

/** A BYE this soon after we asked whether a leg lives is the PBX saying that it does not. */
const ALIVE_ANSWER_MS = 3000;
/** Asked at once, Asterisk may not have let go of the leg yet, say that all is well, and keep it silent for a minute. */
const ASK_AGAIN_MS = 1500;

/** The alert is on the screen by then, and no hand is quicker. */
const READY_AFTER_MS = 100;

/** A call that is not over: its dialog, its media, and the way from the agent's wishes to both. */
export class LiveCall {
  readonly id: string;
  readonly media: CallMedia;
  readonly #around: CallSurroundings;
  readonly #digits: Digits;
  readonly #renegotiation: Renegotiation;
  readonly #sessionTimer = new SessionTimer(() => void this.#renegotiation.refresh());
  #sip: SipCall | null = null;
  #stopWatching: (() => void) | null = null;
  readonly #over = Promise.withResolvers<void>();
  #askedAliveAt: number | null = null;
  #askingAgain: ReturnType<typeof setTimeout> | undefined;
  #preparation: (() => void) | null = null;
  #preparing: ReturnType<typeof setTimeout> | undefined;

  constructor(call: Call, around: CallSurroundings) {
    this.id = call.id;
    this.#around = around;
    this.media = new CallMedia(call.id, around.audio, around.speaker);
    around.book.add(call);
    this.media.peer.connection.addEventListener('iceconnectionstatechange', () => this.#pathMoved());
    this.#digits = new Digits({
      rtp: () => this.#rtpDigits(),
      info: (digit, durationMs) => this.sip.sendInfoDigit(digit, durationMs),
    });
    this.#renegotiation = new Renegotiation({
      isUp: () => this.#isUp && this.sip.established,
      linkUp: () => Promise.race([around.linkUp(), this.#over.promise]),
      prepare: ({ held, restartIce }) => {
        this.media.peer.direction = held ? 'sendonly' : 'sendrecv';
        this.media.peer.restartIce = restartIce;
      },
      send: () => this.sip.renegotiate(),
      confirmed: (held, restarted) => this.#renegotiated(held, restarted),
      refused: () => this.#renegotiationRefused(),
      gone: () => this.leave('lost'),
    });
  }

  /** As the world sees it now. */
  get now(): Call {
    const call = this.#around.book.get(this.id);
    if (!call) throw new Error('A live call is always in the book.');
    return call;
  }

  /** Also asked of a call that ended long ago and that the book has forgotten. */
  get #isUp(): boolean {
    const call = this.#around.book.get(this.id);
    return call !== null && isUp(call);
  }

  get sip(): SipCall {
    if (!this.#sip) throw new Error('The call has no dialog yet.');
    return this.#sip;
  }

  /** Gives the call its dialog. Once. */
  speakThrough(sip: SipCall): void {
    this.#sip = sip;
  }

  /**
   * Takes what an incoming call's answer needs: a microphone and a description take the whole machine for a moment, and
   * the alert must not wait for them. Done once, soon after it or when the answer is asked for.
   */
  prepareWith(preparation: () => void): void {
    this.#preparation = preparation;
    this.#preparing = setTimeout(() => this.prepare(), READY_AFTER_MS);
  }

  prepare(): void {
    clearTimeout(this.#preparing);
    const preparation = this.#preparation;
    this.#preparation = null;
    preparation?.();
  }

  /** For the SipCall of this call. */
  get listener(): SipCallListener {
    return {
      alerted: (earlyMedia) => {
        this.apply({ type: 'alerted', at: Date.now(), earlyMedia });
        if (earlyMedia) this.#listen();
      },
      established: () => {
        this.media.open();
        this.#listen();
        this.apply({ type: 'established', at: Date.now() });
        // Some are answered on hold.
        this.negotiated();
      },
      acknowledged: () => this.media.peer.tryPaths(),
      timed: (intervalSec, refresher) => this.#sessionTimer.arm(intervalSec, refresher),
      named: ({ number, name }) => this.apply({ type: 'party-named', number, name }),
      ended: ({ reason, sipStatus }) => this.#ended(reason, sipStatus),
    };
  }

  apply(event: CallEvent): void {
    this.#around.book.apply(this.id, event);
  }

  /** Ends it in whatever way its state asks for. The agent hears and is heard no more from now on. */
  leave(reason: EndReason, refusalStatus?: number): void {
    this.apply({ type: 'end-asked', at: Date.now() });
    this.media.setHeld(true);
    if (this.#sip) this.#sip.leave(reason, refusalStatus);
    else this.#ended(reason, null);
  }

  setMute(muted: boolean): void {
    this.apply({ type: 'mute-wanted', muted });
    if (this.media.setMuted(muted)) this.apply({ type: 'mute-confirmed', muted });
  }

  /** Silent both ways at once; the far end's phone is told, and may refuse. */
  async setHold(held: boolean): Promise<Result<void>> {
    if (!this.#isUp) return failed(appError('call-state'));
    this.apply({ type: 'hold-wanted', held });
    if (held) this.media.setHeld(true);
    const agreed = await this.#renegotiation.hold(held);
    if (!this.#isUp) return failed(appError('call-state'));
    return agreed ? ok() : failed(appError('hold-refused'));
  }

  /** On hold for another call. A patient whose phone refuses that is muted instead: they are not to hear the other. */
  async setAside(): Promise<void> {
    const held = await this.setHold(true);
    if (!held.ok && this.#isUp) this.setMute(true);
  }

  async sendDigits(digits: string): Promise<Result<void>> {
    if (!this.#isUp) return failed(appError('call-state'));
    try {
      await this.#digits.send(digits);
      return ok();
    } catch {
      return failed(appError('call-state'));
    }
  }

  /** The socket is gone. The sound of a call that is up may well go on; one that only rings is over at the server. */
  linkLost(): void {
    this.#sip?.linkLost();
    if (this.now.phase.name === 'ringing') this.leave('lost');
    else this.apply({ type: 'path-lost', at: Date.now() });
  }

  /** There is a socket again: tell the dialog where we are now, with fresh candidates. */
  async reach(): Promise<void> {
    if (this.#isUp) await this.#renegotiation.restartIce();
  }

  /**
   * A transfer failed, and the PBX may have let go of the patient before it knew (a busy target): then our leg is dead
   * but nobody says so until we ask. A refresh changes nothing for a leg that lives, and has Asterisk end a dead one.
   */
  askWhetherAlive(): void {
    const ask = (): void => {
      this.#askedAliveAt = performance.now();
      void this.#renegotiation.refresh();
    };
    ask();
    clearTimeout(this.#askingAgain);
    this.#askingAgain = setTimeout(ask, ASK_AGAIN_MS);
  }

  /** After any offer/answer of the dialog: the far end may have put us on hold, or taken us back. */
  negotiated(): void {
    // The answer of an incoming re-INVITE is applied right after it was made.
    queueMicrotask(() => this.apply({ type: 'held-by-far-end', held: this.media.peer.heldByFarEnd }));
  }

  /** ICE gave the path up while the link is fine: ask for another (RFC 8839 §4.4.1.1.1). */
  #pathMoved(): void {
    if (this.media.peer.connection.iceConnectionState !== 'failed' || !this.#isUp) return;
    this.apply({ type: 'path-lost', at: Date.now() });
    void this.reach();
  }

  #listen(): void {
    this.media.listen();
    this.#stopWatching ??= watchFirstAudio(this.media.peer, {
      in: () => this.#around.milestone(this.id, 'first-audio-in'),
      out: () => this.#around.milestone(this.id, 'first-audio-out'),
    });
  }

  #renegotiated(held: boolean, restarted: boolean): void {
    this.apply({ type: 'hold-confirmed', held });
    if (this.now.hold.wanted === held) this.media.setHeld(held);
    if (restarted) this.apply({ type: 'path-restored', at: Date.now() });
  }

  /** The dialog lives and stays as it was. A new path that was refused is not missed where the old one carries sound. */
  #renegotiationRefused(): void {
    this.apply({ type: 'hold-refused' });
    this.media.setHeld(this.now.hold.confirmed);
    const ice = this.media.peer.connection.iceConnectionState;
    if (ice === 'connected' || ice === 'completed') this.apply({ type: 'path-restored', at: Date.now() });
  }

  #rtpDigits(): RTCDTMFSender | null {
    const sender = this.#around.dtmf === 'rfc4733' ? (this.media.peer.sender?.dtmf ?? null) : null;
    return sender?.canInsertDTMF ? sender : null;
  }

  #ended(why: EndReason, sipStatus: number | null): void {
    if (this.now.phase.name === 'ended') return;
    this.#over.resolve();
    const reason = why === 'hung-up-there' ? this.#whyByeCame() : why;
    this.apply({ type: 'ended', at: Date.now(), reason, sipStatus });
    this.#around.milestone(this.id, 'ended');
    this.#stopWatching?.();
    this.#sessionTimer.stop();
    clearTimeout(this.#preparing);
    clearTimeout(this.#askingAgain);
    this.media.close();
    this.#around.left(this);
  }

  /** A BYE is the far end hanging up, unless a transfer of ours made the PBX send it. */
  #whyByeCame(): EndReason {
    if (this.#handedOver) return 'transferred';
    const asked = this.#askedAliveAt;
    return asked !== null && performance.now() - asked < ALIVE_ANSWER_MS ? 'lost' : 'hung-up-there';
  }

  /** As the patient's leg, or as the consult: the PBX may end either first, before or after it says how it went. */
  get #handedOver(): boolean {
    const { id, consultFor, transfer } = this.now;
    const patient = consultFor === null ? null : (this.#around.book.get(consultFor)?.transfer ?? null);
    const asConsult = patient?.kind === 'attended' && patient.consultCallId === id ? patient : null;
    return isHandedOver(transfer) || isHandedOver(asConsult);
  }
}

function isHandedOver(transfer: TransferState | null): boolean {
  return transfer !== null && ['sent', 'ringing', 'completing', 'done'].includes(transfer.step);
}
