import type { DeviceRole, MediaState } from '#shared/call/line-state.ts';
import { ok, type Result } from '#shared/result.ts';
import { Devices } from './devices.ts';
import { EchoTest } from './echo-test.ts';
import { LevelMeter } from './level-meter.ts';
import { Microphone } from './microphone.ts';
import { Speaker } from './speaker.ts';
import { TonePlayer } from './tone-player.ts';

export interface AudioDeskPort {
  onMicrophone(track: MediaStreamTrack | null): void;
  onState(): void;
}

/** Everything that makes or takes sound on this desk, and which device does it. */
export class AudioDesk {
  readonly microphone: Microphone;
  readonly speaker = new Speaker();
  readonly ringer = new TonePlayer();
  /** Tones for the agent's ear: ring-back, the auto-answer signal. */
  readonly earTones = new TonePlayer();
  readonly meter = new LevelMeter();
  readonly devices: Devices;
  readonly #echoTest = new EchoTest();
  #isEchoWanted = false;
  readonly #port: AudioDeskPort;

  constructor(port: AudioDeskPort) {
    this.#port = port;
    this.microphone = new Microphone({
      onTrack: (track) => {
        port.onMicrophone(track);
        if (this.#echoTest.isOn && track) this.#echoTest.start(track, this.devices.slots.speaker.activeId);
        // Labels are told only once the microphone has been allowed.
        if (track) void this.devices.refresh();
      },
      onError: () => port.onState(),
    });
    this.devices = new Devices({
      onActive: (role, deviceId, label) => void this.#use(role, deviceId, label),
      onSlots: () => port.onState(),
      onPlugged: () => this.microphone.retry(),
    });
    this.devices.start();
  }

  /** Loads what the first call would otherwise wait for: WebRTC, the audio service, the ring tone. */
  warm(): void {
    this.ringer.warm(['ring', 'callWaiting']);
    this.earTones.warm(['ringBack', 'autoAnswer']);
    const connection = new RTCPeerConnection();
    connection.addTransceiver('audio');
    void connection.createOffer().finally(() => connection.close());
  }

  get state(): MediaState {
    return {
      ...this.devices.slots,
      microphoneError: this.microphone.error,
      echoTest: this.#echoTest.isOn ? 'on' : 'off',
    };
  }

  async setEchoTest(on: boolean): Promise<Result<void>> {
    this.#isEchoWanted = on;
    if (!on) {
      this.#echoTest.stop();
      this.microphone.release('echo test');
      this.#port.onState();
      return ok();
    }
    this.microphone.need('echo test');
    const opened = await this.microphone.opened();
    if (!opened.ok) {
      this.microphone.release('echo test');
      return opened;
    }
    // Switched off again while the microphone was being allowed.
    if (!this.#isEchoWanted) return ok();
    this.#echoTest.start(opened.value, this.devices.slots.speaker.activeId);
    this.#port.onState();
    return ok();
  }

  /** Opens the microphone for the level meter. */
  async setMeter(on: boolean): Promise<Result<void>> {
    if (!on) {
      this.microphone.release('meter');
      return ok();
    }
    this.microphone.need('meter');
    const opened = await this.microphone.opened();
    if (!opened.ok) this.microphone.release('meter');
    return opened.ok ? ok() : opened;
  }

  async #use(role: DeviceRole, deviceId: string | null, label: string): Promise<void> {
    switch (role) {
      case 'microphone':
        await this.microphone.use(deviceId, label);
        return;
      case 'speaker':
        await Promise.all([
          this.speaker.use(deviceId),
          this.earTones.use(deviceId),
          this.#echoTest.use(deviceId),
        ]);
        return;
      case 'ringer':
        await this.ringer.use(deviceId);
    }
  }
}
