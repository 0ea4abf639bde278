import type { Call } from '#shared/call/call.ts';
import type { BusyLight, ConnectionState, LineSnapshot, RegistrationState } from '#shared/call/line-state.ts';
import type { LineAccount, LineCommand, Milestone } from '#shared/contract/line.ts';
import type { CallNotes } from '#shared/contract/practice.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import {
  cancelTransfer,
  completeTransfer,
  consultEnded,
  type ConsultPort,
  startConsult,
} from './calls/attended-transfer.ts';
import { blindTransfer } from './calls/blind-transfer.ts';
import type { CallBook } from './calls/call-book.ts';
import { Conferences } from './calls/conferences.ts';
import type { LiveCall } from './calls/live-call.ts';
import { QualityWatch } from './calls/quality-watch.ts';
import { Switchboard } from './calls/switchboard.ts';
import type { AudioDesk } from './media/audio-desk.ts';
import { Lights } from './sip/lights.ts';
import { Link } from './sip/link.ts';
import type { LineTransport, PracticeLine } from './sip/transport-port.ts';

export interface SittingPort {
  readonly account: LineAccount;
  readonly wires: LineTransport;
  /** The practice line that `wires` leads to; null on a real one. */
  readonly practice: PracticeLine | null;
  readonly book: CallBook;
  readonly audio: AudioDesk;
  credential(realm: string): Promise<string | null>;
  milestone(callId: string, name: Milestone['name']): void;
  onConnection(state: ConnectionState): void;
  onRegistration(state: RegistrationState): void;
  onLight(extension: string, light: BusyLight): void;
  onVoicemail(voicemail: LineSnapshot['voicemail']): void;
}

/** One person signed in: their link, their calls, and everything that can be done with them. */
export class Sitting {
  readonly #port: SittingPort;
  readonly #link: Link;
  readonly #switchboard: Switchboard;
  readonly #conferences: Conferences;
  readonly #lights: Lights;
  readonly #quality: QualityWatch;
  readonly #consult: ConsultPort;

  constructor(port: SittingPort) {
    this.#port = port;
    const { account, book, audio } = port;
    this.#link = new Link(account, port.wires, {
      onConnection: (state) => port.onConnection(state),
      onRegistration: (state) => this.#registrationMoved(state),
      up: () => void this.#switchboard.reachAll(),
      down: () => this.#switchboard.linkLost(),
      onInvite: (invitation) => this.#switchboard.receive(invitation),
      onNotify: (notification) => {
        void notification.accept();
        this.#lights.readVoicemail(notification.request.body);
      },
      credential: (realm) => port.credential(realm),
    });
    this.#switchboard = new Switchboard({
      account,
      practice: port.practice !== null,
      link: this.#link,
      book,
      audio,
      milestone: (callId, name) => port.milestone(callId, name),
      left: (call) => this.#left(call),
    });
    this.#conferences = new Conferences(() => this.#switchboard.live);
    this.#lights = new Lights(this.#link.userAgent, account.extension, account.watch, port);
    this.#quality = new QualityWatch(() => this.#switchboard.live);
    this.#consult = {
      find: (callId) => this.#switchboard.find(callId),
      dial: (order) => this.#switchboard.dial(order),
    };
  }

  get calls(): readonly LiveCall[] {
    return this.#switchboard.live;
  }

  start(): void {
    this.#link.start();
    this.#quality.start();
  }

  /** Ends every call, says goodbye to the registrar, and forgets the account. */
  async stop(): Promise<void> {
    this.#switchboard.leaveAll();
    this.#quality.stop();
    this.#lights.stop();
    await this.#link.stop();
    await this.#port.practice?.stop();
  }

  /** The patient of a practice call and what they noticed of it; null with anybody else, and on a real line. */
  practisedWith(call: Call): { patientId: string; notes: CallNotes } | null {
    const { practice } = this.#port;
    const patientId = practice?.patientOf(call) ?? null;
    const notes = patientId === null ? null : practice?.notesOf(patientId);
    return patientId !== null && notes ? { patientId, notes } : null;
  }

  useMicrophone(track: MediaStreamTrack | null): void {
    this.#switchboard.useMicrophone(track);
    this.#conferences.refresh();
  }

  retryNow(): Result<void> {
    this.#link.retryNow();
    return ok();
  }

  /** Orders about one call, by kind. */
  readonly orders = {
    dial: (order: Order<'dial'>) => this.#switchboard.dial(order),
    answer: (order: Order<'answer'>) => this.#switchboard.answer(order.callId),
    decline: (order: Order<'decline'>) => this.#switchboard.decline(order.callId),
    'hang-up': (order: Order<'hang-up'>) => this.#switchboard.hangUp(order.callId),
    'set-mute': (order: Order<'set-mute'>) => this.#switchboard.setMute(order.callId, order.muted),
    'set-hold': (order: Order<'set-hold'>) => this.#switchboard.setHold(order.callId, order.held),
    'send-digits': async (order: Order<'send-digits'>) => {
      const found = this.#switchboard.find(order.callId);
      return found.ok ? found.value.sendDigits(order.digits) : found;
    },
    merge: async ({ callIds: [firstId, secondId] }: Order<'merge'>) => {
      const first = this.#switchboard.find(firstId);
      const second = this.#switchboard.find(secondId);
      if (!first.ok) return first;
      return second.ok ? this.#conferences.merge(first.value, second.value) : second;
    },
    split: (order: Order<'split'>) => this.#conferences.split(order.conferenceId),
    'blind-transfer': async ({ callId, ...asked }: Order<'blind-transfer'>) => {
      const found = this.#switchboard.find(callId);
      if (!found.ok) return found;
      const address = this.#link.userAgent.address(asked.target);
      if (!address) return failed(appError('number-invalid'));
      const glance = (whom: string): Promise<BusyLight> => this.#lights.glance(whom, asked.number);
      return blindTransfer({ ...asked, call: found.value, address, glance });
    },
    'start-consult': (order: Order<'start-consult'>) => startConsult(this.#consult, order),
    'complete-transfer': (order: Order<'complete-transfer'>) => completeTransfer(this.#consult, order.callId),
    'cancel-transfer': (order: Order<'cancel-transfer'>) => cancelTransfer(this.#consult, order.callId),
    'practice-call': async (order: Order<'practice-call'>) =>
      this.#port.practice?.callFrom(order.patientId) ?? failed(appError('patient-unknown')),
    'practice-chip': ({ callId }: Order<'practice-chip'>): Result<void> => {
      const found = this.#switchboard.find(callId);
      if (!found.ok) return found;
      const { practice } = this.#port;
      const patientId = practice?.patientOf(found.value.now) ?? null;
      if (patientId === null) return failed(appError('call-state'));
      practice?.chipUsed(patientId);
      return ok();
    },
  };

  #registrationMoved(state: RegistrationState): void {
    this.#port.onRegistration(state);
    // A refresh says "registered" again; the subscriptions of this link are still good.
    if (state.name === 'registered' && !this.#subscribed) this.#lights.start();
    if (state.name !== 'registered' && this.#subscribed) this.#lights.stop();
    this.#subscribed = state.name === 'registered';
  }

  #subscribed = false;

  #left(call: LiveCall): void {
    this.#conferences.refresh();
    consultEnded(this.#consult, call);
  }
}

type Order<K extends LineCommand['kind']> = Extract<LineCommand, { kind: K }>;
