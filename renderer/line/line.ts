import type { BusyLight, ConnectionState, LineSnapshot, RegistrationState } from '#shared/call/line-state.ts';
import type { LineAccount, LineCommand, Milestone } from '#shared/contract/line.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { CallBook } from './calls/call-book.ts';
import { soundsFor } from './calls/sounds.ts';
import { Switchboard } from './calls/switchboard.ts';
import { AudioDesk } from './media/audio-desk.ts';
import { Link } from './sip/link.ts';
import type { LineTransport, PracticeLine, StartPracticeLine } from './sip/transport-port.ts';
import { webSocketTransport } from './sip/websocket-wire.ts';
import { SnapshotSender } from './snapshot.ts';

/** The line's way out: what main is told, and what it is asked. */
export interface LinePort {
  snapshot(snapshot: LineSnapshot): void;
  milestone(milestone: Milestone): void;
  /** HA1 for a realm, or null when main will not say. */
  credential(realm: string): Promise<string | null>;
  readonly startPractice: StartPracticeLine;
}

interface Sitting {
  readonly link: Link;
  readonly switchboard: Switchboard;
  readonly practice: PracticeLine | null;
}

/** The whole call engine: at most one signed-in line, its calls, the sound of this desk. */
export class Line {
  readonly #port: LinePort;
  readonly #book: CallBook;
  readonly #audio: AudioDesk;
  readonly #snapshots: SnapshotSender;
  #sitting: Sitting | null = null;
  #connection: ConnectionState = { name: 'idle' };
  #registration: RegistrationState = { name: 'none' };
  #voicemail: LineSnapshot['voicemail'] = null;
  #busyLights: Record<string, BusyLight> = {};

  constructor(port: LinePort) {
    this.#port = port;
    this.#snapshots = new SnapshotSender(
      () => this.#snapshot(),
      (snapshot) => port.snapshot(snapshot),
    );
    this.#book = new CallBook(() => this.#callsChanged());
    this.#audio = new AudioDesk({
      onMicrophone: (track) => {
        this.#sitting?.switchboard.useMicrophone(track);
        this.#snapshots.changed();
      },
      onState: () => this.#snapshots.changed(),
    });
  }

  /** Does what main orders. Expected failures come back as values. */
  async obey(command: LineCommand): Promise<Result<void>> {
    switch (command.kind) {
      case 'sign-in':
        return this.#signIn(command.account, webSocketTransport, null);
      case 'practise':
        return this.#practise();
      case 'sign-out':
        return this.#signOut();
      case 'choose-device':
        this.#audio.devices.choose(command.role, command.deviceId);
        return ok();
      case 'test-sound':
        (command.role === 'ringer' ? this.#audio.ringer : this.#audio.earTones).play('test');
        return ok();
      default:
        return this.#sitting ? this.#withLine(command, this.#sitting) : failed(appError('not-connected'));
    }
  }

  async #withLine(command: LineCommand, { link, switchboard, practice }: Sitting): Promise<Result<void>> {
    switch (command.kind) {
      case 'retry-connection':
        link.retryNow();
        return ok();
      case 'dial':
        return switchboard.dial(command.callId, command.target, null);
      case 'answer':
        return switchboard.answer(command.callId);
      case 'decline':
        return switchboard.decline(command.callId);
      case 'hang-up':
        return switchboard.hangUp(command.callId);
      case 'set-mute':
        return switchboard.setMute(command.callId, command.muted);
      case 'set-hold':
        return switchboard.setHold(command.callId, command.held);
      case 'send-digits': {
        const found = switchboard.find(command.callId);
        return found.ok ? found.value.sendDigits(command.digits) : found;
      }
      case 'practice-call':
        return practice ? practice.callFrom(command.patientId) : failed(appError('patient-unknown'));
      default:
        return failed(appError('not-allowed'));
    }
  }

  async #signIn(
    account: LineAccount,
    wires: LineTransport,
    practice: PracticeLine | null,
  ): Promise<Result<void>> {
    await this.#signOut();
    const link = new Link(account, wires, {
      onConnection: (state) => {
        this.#connection = state;
        this.#snapshots.changed();
      },
      onRegistration: (state) => {
        this.#registration = state;
        this.#snapshots.changed();
      },
      up: () => void switchboard.reachAll(),
      down: () => switchboard.linkLost(),
      onInvite: (invitation) => switchboard.receive(invitation),
      onNotify: (notification) => void notification.accept(),
      credential: (realm) => this.#port.credential(realm),
    });
    const switchboard = new Switchboard({
      account,
      practice: practice !== null,
      link,
      book: this.#book,
      audio: this.#audio,
      milestone: (callId, name) =>
        this.#port.milestone({ callId, name, atMs: performance.timeOrigin + performance.now() }),
    });
    this.#sitting = { link, switchboard, practice };
    link.start();
    return ok();
  }

  async #practise(): Promise<Result<void>> {
    await this.#signOut();
    const practice = await this.#port.startPractice();
    return this.#signIn(practice.account, practice.transport, practice);
  }

  async #signOut(): Promise<Result<void>> {
    const sitting = this.#sitting;
    if (!sitting) return ok();
    this.#sitting = null;
    sitting.switchboard.leaveAll();
    await sitting.link.stop();
    await sitting.practice?.stop();
    this.#voicemail = null;
    this.#busyLights = {};
    this.#snapshots.changed();
    return ok();
  }

  #callsChanged(): void {
    const { ringer, speaker } = soundsFor(this.#book.all());
    if (ringer) this.#audio.ringer.play(ringer);
    else if (this.#audio.ringer.playing !== 'test') this.#audio.ringer.stop();
    if (speaker) this.#audio.earTones.play(speaker);
    else if (this.#audio.earTones.playing === 'ringBack') this.#audio.earTones.stop();
    this.#snapshots.changed();
  }

  #snapshot(): LineSnapshot {
    return {
      connection: this.#connection,
      registration: this.#registration,
      calls: this.#book.all(),
      media: this.#audio.state,
      voicemail: this.#voicemail,
      busyLights: this.#busyLights,
    };
  }
}
