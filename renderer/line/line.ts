import type { Call } from '#shared/call/call.ts';
import { isLive, isUp } from '#shared/call/phase.ts';
import type {
  BusyLight,
  ConnectionState,
  Levels,
  LineSnapshot,
  RegistrationState,
} from '#shared/call/line-state.ts';
import type { LineAccount, LineCommand, Milestone } from '#shared/contract/line.ts';
import type { PracticeFacts } from '#shared/contract/practice.ts';
import { appError, failed, ok, type Result } from '#shared/result.ts';
import { InTurn } from '#shared/in-turn.ts';
import { Balances } from './calls/balances.ts';
import { CallBook } from './calls/call-book.ts';
import { levelsNow } from './levels.ts';
import { soundsFor } from './calls/sounds.ts';
import { AudioDesk } from './media/audio-desk.ts';
import type { LineTransport, PracticeLine, StartPracticeLine } from './sip/transport-port.ts';
import { webSocketTransport } from './sip/websocket-wire.ts';
import { Sitting } from './sitting.ts';
import { SnapshotSender } from './snapshot.ts';

/** The line's way out: what main is told, and what it is asked. */
export interface LinePort {
  snapshot(snapshot: LineSnapshot): void;
  levels(levels: Levels): void;
  milestone(milestone: Milestone): void;
  practised(facts: PracticeFacts): void;
  /** HA1 for a realm, or null when main will not say. */
  credential(realm: string): Promise<string | null>;
  readonly startPractice: StartPracticeLine;
}

/** The whole call engine: at most one signed-in line, its calls, the sound of this desk. */
export class Line {
  readonly #port: LinePort;
  readonly #book: CallBook;
  readonly #audio: AudioDesk;
  readonly #snapshots: SnapshotSender;
  readonly #balances = new Balances();
  /** One person leaves the desk before the next sits down: what the old link still says must not reach the new one. */
  readonly #seat = new InTurn();
  #sitting: Sitting | null = null;
  #meterWanted = false;
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
    this.#book = new CallBook((before, now) => {
      // Nobody is to hear themselves half a second late while they talk to a patient.
      if (isWithSomebody(now) && !isWithSomebody(before)) void this.#audio.setEchoTest(false);
      if (isOver(before, now)) this.#tellPractised(before);
      this.#callsChanged();
    });
    this.#audio = new AudioDesk({
      onMicrophone: (track) => {
        this.#sitting?.useMicrophone(track);
        this.#snapshots.changed();
      },
      onState: () => {
        this.#snapshots.changed();
        queueMicrotask(() => this.#sound());
      },
    });
    this.#audio.warm();
  }

  /** Does what main orders. Expected failures come back as values. */
  async obey(command: LineCommand): Promise<Result<void>> {
    switch (command.kind) {
      case 'sign-in':
        return this.#seat.run(() => this.#sitDown(command.account, webSocketTransport, null));
      case 'practise':
        return this.#seat.run(() => this.#practise());
      case 'sign-out':
        return this.#seat.run(() => this.#signOut());
      case 'retry-connection':
        return this.#sitting?.retryNow() ?? failed(appError('not-connected'));
      case 'choose-device':
        this.#audio.devices.choose(command.role, command.deviceId);
        return ok();
      case 'test-sound':
        (command.role === 'ringer' ? this.#audio.ringer : this.#audio.earTones).play('test');
        return ok();
      case 'set-meter':
        this.#meterWanted = command.on;
        this.#meterIfNeeded();
        return this.#audio.setMeter(command.on);
      case 'set-echo-test':
        return this.#audio.setEchoTest(command.on);
      case 'dial':
      case 'answer':
      case 'decline':
      case 'hang-up':
      case 'set-mute':
      case 'set-hold':
      case 'send-digits':
      case 'merge':
      case 'split':
      case 'blind-transfer':
      case 'start-consult':
      case 'complete-transfer':
      case 'cancel-transfer':
      case 'practice-call':
      case 'practice-chip':
        return this.#aboutCalls(command);
    }
  }

  async #aboutCalls(command: CallCommand): Promise<Result<void>> {
    if (!this.#sitting) return failed(appError('not-connected'));
    // Each kind's own handler takes exactly its command; the pairing is checked where the handlers are declared.
    const order = this.#sitting.orders[command.kind] as (
      command: CallCommand,
    ) => Result<void> | Promise<Result<void>>;
    return order(command);
  }

  async #practise(): Promise<Result<void>> {
    await this.#signOut();
    const practice = await this.#port.startPractice();
    return this.#sitDown(practice.account, practice.transport, practice);
  }

  async #sitDown(
    account: LineAccount,
    wires: LineTransport,
    practice: PracticeLine | null,
  ): Promise<Result<void>> {
    await this.#signOut();
    // Whoever is on the way out, or gone, says nothing any more of whoever sits here now.
    const tell =
      <A extends readonly unknown[]>(set: (...told: A) => void) =>
      (...told: A): void => {
        if (this.#sitting !== sitting) return;
        set(...told);
        this.#snapshots.changed();
      };
    const sitting: Sitting = new Sitting({
      account,
      wires,
      practice,
      book: this.#book,
      audio: this.#audio,
      credential: (realm) => this.#port.credential(realm),
      milestone: (callId, name) => {
        const atMs = performance.timeOrigin + performance.now();
        // After the snapshot: the alert must not wait for a note about it.
        queueMicrotask(() => this.#port.milestone({ callId, name, atMs }));
      },
      onConnection: tell((state: ConnectionState) => (this.#connection = state)),
      onRegistration: tell((state: RegistrationState) => (this.#registration = state)),
      onVoicemail: tell((voicemail: LineSnapshot['voicemail']) => (this.#voicemail = voicemail)),
      onLight: tell((extension: string, light: BusyLight) => {
        this.#busyLights = { ...this.#busyLights, [extension]: light };
      }),
    });
    this.#sitting = sitting;
    sitting.start();
    return ok();
  }

  async #signOut(): Promise<Result<void>> {
    const sitting = this.#sitting;
    if (!sitting) return ok();
    this.#sitting = null;
    this.#meterWanted = false;
    void this.#audio.setMeter(false);
    void this.#audio.setEchoTest(false);
    await sitting.stop();
    this.#meterIfNeeded();
    this.#connection = { name: 'idle' };
    this.#registration = { name: 'none' };
    this.#voicemail = null;
    this.#busyLights = {};
    this.#snapshots.changed();
    return ok();
  }

  /** While the balance is still known: it goes with the call. */
  #tellPractised(call: Call): void {
    const practised = this.#sitting?.practisedWith(call);
    if (!practised) return;
    this.#port.practised({ callId: call.id, ...practised, balance: this.#balances.of(call.id) });
  }

  #callsChanged(): void {
    this.#snapshots.changed();
    // After the snapshot: the alert must not wait for a sound.
    queueMicrotask(() => this.#sound());
    this.#meterIfNeeded();
  }

  #sound(): void {
    const { ringer, earTones, microphone } = this.#audio;
    const wanted = soundsFor(this.#book.all(), microphone.error === null);
    if (wanted.ringer) ringer.play(wanted.ringer);
    else if (ringer.playing !== 'test') ringer.stop();
    if (wanted.speaker) earTones.play(wanted.speaker);
    else if (earTones.playing === 'ringBack') earTones.stop();
  }

  #meterIfNeeded(): void {
    if (this.#meterWanted || this.#book.all().some((call) => isUp(call))) {
      this.#audio.meter.start(() =>
        this.#port.levels(levelsNow(this.#audio, this.#sitting?.calls ?? [], this.#balances)),
      );
      return;
    }
    this.#audio.meter.stop();
    this.#balances.keepOnly(new Set());
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

/** The agent has answered or dialled, and it is not over. */
function isWithSomebody(call: Call | null): boolean {
  return call !== null && isLive(call) && call.phase.name !== 'ringing';
}

/** The agent and this person can no longer speak with each other. */
function isOver(before: Call | null, now: Call | null): before is Call {
  return before !== null && isUp(before) && !(now && isUp(now));
}

type CallCommand = Extract<LineCommand, { kind: keyof Sitting['orders'] }>;
