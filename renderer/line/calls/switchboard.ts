import type { Call } from '#shared/call/call.ts';
import { isUp } from '#shared/call/phase.ts';
import type { LineAccount, Milestone } from '#shared/contract/line.ts';
import { type AppError, appError, failed, ok, type Result } from '#shared/result.ts';
import type { AudioDesk } from '../media/audio-desk.ts';
import { type Invitation, type Received, receiveCall } from '../sip/incoming-call.ts';
import type { Link } from '../sip/link.ts';
import { type OutgoingRequest, placeCall } from '../sip/outgoing-call.ts';
import { atMost } from '../time.ts';
import type { CallBook } from './call-book.ts';
import type { CallSurroundings, LiveCall } from './live-call.ts';

export interface SwitchboardPort {
  readonly account: LineAccount;
  readonly practice: boolean;
  readonly link: Link;
  readonly book: CallBook;
  readonly audio: AudioDesk;
  readonly milestone: (callId: string, name: Milestone['name']) => void;
  /** A call is over and no longer among the live ones. */
  readonly left: (call: LiveCall) => void;
}

export interface DialOrder extends Omit<OutgoingRequest, 'microphone'> {
  /** The call that goes on meanwhile. */
  readonly joins?: string | undefined;
}

/** A dialog that does not answer keeps the next one from being reached no longer than this. */
const REACH_PATIENCE_MS = 1000;

/** The calls of one signed-in line, and what the agent may do with each. One person in the ear at a time, unless merged. */
export class Switchboard {
  readonly #port: SwitchboardPort;
  readonly #around: CallSurroundings;
  readonly #live = new Map<string, LiveCall>();
  readonly #autoAnswers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(port: SwitchboardPort) {
    this.#port = port;
    this.#around = {
      book: port.book,
      speaker: port.audio.speaker,
      audio: {
        iceServers: port.account.iceServers,
        gatheringBudgetMs: port.account.gatheringBudgetMs,
      },
      dtmf: port.account.dtmf,
      linkUp: () => port.link.whenUp(),
      milestone: port.milestone,
      left: (call) => this.#left(call),
    };
  }

  get live(): readonly LiveCall[] {
    return [...this.#live.values()];
  }

  find(callId: string): Result<LiveCall> {
    const call = this.#live.get(callId);
    return call ? ok(call) : failed(appError('call-unknown'));
  }

  receive(invitation: Invitation): void {
    const received = this.#takeIn(invitation);
    if (!received) return;
    const { call, autoAnswerAt, replaced } = received;
    this.#live.set(call.id, call);
    this.#port.milestone(call.id, 'ringing');
    if (replaced) {
      replaced.sip.expectReplacement();
      void this.answer(call.id, true);
    }
    if (autoAnswerAt !== null) this.#planAutoAnswer(call, autoAnswerAt);
  }

  /** A call that cannot be shown here must not ring on: the queue is to try the next desk. */
  #takeIn(invitation: Invitation): Received | null {
    const { account, practice, link, audio } = this.#port;
    try {
      return receiveCall(invitation, {
        userAgent: link.userAgent,
        around: this.#around,
        practice,
        hasRoom: () => this.#live.size < account.maxCalls,
        mayAutoAnswer: () => link.mayAutoAnswer && this.#live.size === 0,
        needMicrophone: (callId) => {
          audio.microphone.need(callId);
          return audio.microphone.track;
        },
        callOf: (session) => this.live.find((call) => call.sip.session === session) ?? null,
      });
    } catch (error) {
      void invitation.reject({ statusCode: 480 });
      throw error;
    }
  }

  async dial({ joins, ...order }: DialOrder): Promise<Result<void>> {
    const { callId } = order;
    const { link, audio } = this.#port;
    const before = this.#mayDial();
    if (!before.ok) return before;
    audio.microphone.need(callId);
    if (!audio.microphone.isExpected) {
      const opened = await audio.microphone.opened();
      if (!opened.ok) return this.#notDialled(callId, opened.error);
      // A question about the microphone may have been open for minutes.
      const still = this.#mayDial();
      if (!still.ok) return this.#notDialled(callId, still.error);
    }
    const request = { consultFor: joins, ...order, microphone: audio.microphone.track };
    const call = placeCall(request, link.userAgent, this.#around);
    if (!call) return this.#notDialled(callId, appError('number-invalid'));
    this.#live.set(call.id, call);
    this.holdOthers(joins ?? callId);
    return ok();
  }

  async answer(callId: string, byItself = false): Promise<Result<void>> {
    const found = this.find(callId);
    if (!found.ok) return found;
    const call = found.value;
    if (call.now.phase.name !== 'ringing') return failed(appError('call-state'));
    this.#port.milestone(callId, 'answer-asked');
    call.prepare();
    if (!this.#port.audio.microphone.track) {
      const opened = await this.#port.audio.microphone.opened();
      if (!opened.ok) return opened;
      // The caller may have given up while the agent was asked about the microphone, or another press was quicker.
      if (call.now.phase.name !== 'ringing') return failed(appError('call-state'));
    }
    this.#cancelAutoAnswer(callId);
    call.apply({ type: 'answer-asked', at: Date.now(), byItself });
    this.holdOthers(callId);
    try {
      await call.sip.accept();
    } catch {
      return failed(appError('call-failed'));
    }
    this.#port.milestone(callId, 'answer-sent');
    return ok();
  }

  decline(callId: string): Result<void> {
    const found = this.find(callId);
    if (!found.ok) return found;
    if (found.value.now.phase.name !== 'ringing') return failed(appError('call-state'));
    // 486 lets a queue or a hunt group try the next desk; 603 would end it for everybody (RFC 3261 §21.6.2).
    found.value.leave('declined', 486);
    return ok();
  }

  hangUp(callId: string): Result<void> {
    const found = this.find(callId);
    if (!found.ok) return found;
    const { name } = found.value.now.phase;
    if (name === 'ringing') found.value.leave('declined', 486);
    else found.value.leave(name === 'dialling' || name === 'alerting' ? 'cancelled' : 'hung-up-here');
    return ok();
  }

  setMute(callId: string, muted: boolean): Result<void> {
    const found = this.find(callId);
    if (found.ok) found.value.setMute(muted);
    return found.ok ? ok() : found;
  }

  /** Resuming one call holds the others; resuming one of a conference resumes the conference. */
  async setHold(callId: string, held: boolean): Promise<Result<void>> {
    const found = this.find(callId);
    if (!found.ok) return found;
    const together = this.#together(found.value.now);
    if (!held) this.holdOthers(callId);
    const results = await Promise.all(together.map((call) => call.setHold(held)));
    return results.find((result) => !result.ok) ?? ok();
  }

  /** Holds every call that is up and not in the same conference. Silence is immediate, the far ends are told meanwhile. */
  holdOthers(callId: string): void {
    const kept = this.#live.get(callId)?.now.conferenceId ?? null;
    for (const call of this.#live.values()) {
      const { id, conferenceId, hold } = call.now;
      const stays = id === callId || (kept !== null && conferenceId === kept);
      if (!stays && isUp(call.now) && !hold.wanted) void call.setAside();
    }
  }

  useMicrophone(track: MediaStreamTrack | null): void {
    for (const call of this.#live.values()) call.media.useMicrophone(track);
  }

  linkLost(): void {
    for (const call of this.#live.values()) call.linkLost();
  }

  /** Every dialog is told where we are now, one after the other (netswitch.md §4.7). */
  async reachAll(): Promise<void> {
    const talkingFirst = this.live.toSorted((a, b) => Number(a.now.hold.wanted) - Number(b.now.hold.wanted));
    for (const call of talkingFirst) {
      await atMost(REACH_PATIENCE_MS, call.reach());
    }
  }

  leaveAll(): void {
    for (const call of this.#live.values()) call.leave('hung-up-here', 480);
  }

  #mayDial(): Result<void> {
    const { account, link } = this.#port;
    if (!link.isUp) return failed(appError('not-connected'));
    if (this.#live.size < account.maxCalls) return ok();
    return failed(appError('too-many-calls', { limit: account.maxCalls }));
  }

  #left(call: LiveCall): void {
    this.#cancelAutoAnswer(call.id);
    this.#live.delete(call.id);
    this.#port.audio.microphone.release(call.id);
    this.#port.left(call);
  }

  #notDialled(callId: string, error: AppError): Result<void> {
    this.#port.audio.microphone.release(callId);
    return failed(error);
  }

  #together(call: Call): LiveCall[] {
    return this.live.filter(
      ({ now }) =>
        now.id === call.id || (call.conferenceId !== null && now.conferenceId === call.conferenceId),
    );
  }

  #planAutoAnswer(call: LiveCall, at: number): void {
    const timer = setTimeout(
      () => {
        this.#port.audio.earTones.play('autoAnswer');
        void this.answer(call.id, true);
      },
      Math.max(0, at - Date.now()),
    );
    this.#autoAnswers.set(call.id, timer);
  }

  #cancelAutoAnswer(callId: string): void {
    clearTimeout(this.#autoAnswers.get(callId));
    this.#autoAnswers.delete(callId);
  }
}
