import { Invitation, type Inviter, type Referral, SessionState } from 'sip.js';

/** Where the sound of a leg comes from and goes to. */
export interface LegMedia {
  /** Sent to the other side. Its tracks are stopped with the leg. */
  readonly stream: MediaStream;
  /** The other side can be heard on this track from now on. */
  hear(track: MediaStreamTrack): void;
  close(): void;
}

/** What happens on a leg, in the order in which it can happen. */
export interface LegListener<M extends LegMedia> {
  answered(): void;
  /** The other side put this leg on hold, or took it back. */
  heldChanged(held: boolean): void;
  /** Told to call somebody else (REFER, RFC 3515). Whether that works shows on `other`. */
  referred(other: Leg<M>): void;
  /** Somebody took this leg's place (Replaces, RFC 3891): go on talking there. */
  replacedBy(other: Leg<M>): void;
  ended(): void;
}

interface LegPort<M extends LegMedia> {
  readonly onReferred: (inviter: Inviter) => Leg<M>;
  readonly onState: () => void;
}

const DEAF: LegListener<never> = {
  answered: () => undefined,
  heldChanged: () => undefined,
  referred: () => undefined,
  replacedBy: () => undefined,
  ended: () => undefined,
};

/**
 * One call of a far end.
 *
 *   calling or ringing ──200──▶ up ──BYE──▶ over
 *           └──declined, cancelled, nobody there──▶ over
 */
export class Leg<M extends LegMedia> {
  readonly media: M;
  readonly #session: Inviter | Invitation;
  readonly #waiting: (() => void)[] = [];
  #listener: LegListener<M> = DEAF;
  #isHeld = false;

  constructor(session: Inviter | Invitation, media: M, port: LegPort<M>) {
    this.#session = session;
    this.media = media;
    session.delegate = {
      onRefer: (referral) => this.#refer(referral, port),
      // Digits of a menu that a person does not have: taken politely, to no effect.
      onInfo: (info) => void info.accept(),
    };
    session.stateChange.addListener((state) => {
      port.onState();
      if (state !== SessionState.Establishing) setTimeout(() => this.#letIn(), 0);
      if (state === SessionState.Established) this.#listener.answered();
      if (state !== SessionState.Terminated) return;
      media.close();
      this.#listener.ended();
    });
  }

  get isUp(): boolean {
    return this.#session.state === SessionState.Established;
  }

  get isOver(): boolean {
    return this.#session.state === SessionState.Terminated;
  }

  get callId(): string {
    return this.#session.request.callId;
  }

  /**
   * Passes a request within this leg's dialog on to SIP.js, once it will take it: while it still applies the answer to
   * its INVITE it would drop a BYE, a re-INVITE or a REFER without a word, and the sender would wait for 32 s.
   */
  whenUp(deliver: () => void): void {
    const isComingUp = this.#session.state === SessionState.Establishing;
    if (isComingUp || this.#waiting.length > 0) this.#waiting.push(deliver);
    else deliver();
  }

  #letIn(): void {
    for (const deliver of this.#waiting.splice(0)) deliver();
  }

  /** Who listens from now on. */
  listen(listener: LegListener<M>): void {
    this.#listener = listener;
  }

  /** Sends the INVITE. A failure to make the offer ends the leg. */
  invite(): void {
    if (this.#session instanceof Invitation) throw new Error('An incoming leg cannot invite.');
    this.#session.invite().catch(() => this.hangUp());
  }

  /** Answers an incoming call. An offer that cannot be answered ends the leg. */
  accept(): void {
    const session = this.#session;
    if (!(session instanceof Invitation) || session.state !== SessionState.Initial) return;
    session.accept().catch(() => this.hangUp());
  }

  decline(sipStatus: number): void {
    const session = this.#session;
    if (!(session instanceof Invitation) || session.state !== SessionState.Initial) return;
    void session.reject({ statusCode: sipStatus });
  }

  /** Ends the leg, however far it has come. */
  hangUp(): void {
    const session = this.#session;
    switch (session.state) {
      case SessionState.Established:
        void session.bye();
        return;
      case SessionState.Initial:
      case SessionState.Establishing:
        void (session instanceof Invitation ? session.reject({ statusCode: 480 }) : session.cancel());
        return;
      case SessionState.Terminating:
      case SessionState.Terminated:
    }
  }

  /** Called by the leg's descriptions whenever an offer and its answer agree. */
  setHeld(held: boolean): void {
    if (held === this.#isHeld) return;
    this.#isHeld = held;
    this.#listener.heldChanged(held);
  }

  #refer(referral: Referral, port: LegPort<M>): void {
    void referral.accept();
    const other = port.onReferred(referral.makeInviter());
    other.invite();
    this.#listener.referred(other);
  }

  /** Tells the listener, if there is one, that its conversation goes on elsewhere. */
  handOver(other: Leg<M>): void {
    this.#listener.replacedBy(other);
  }
}
