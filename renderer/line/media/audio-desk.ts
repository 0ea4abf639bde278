import type { DeviceRole, MediaState } from '#shared/call/line-state.ts';
import { Devices } from './devices.ts';
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
  readonly devices: Devices;
  #echoTest: MediaState['echoTest'] = 'off';

  constructor(port: AudioDeskPort) {
    this.microphone = new Microphone({
      onTrack: (track) => {
        port.onMicrophone(track);
        // Labels are told only once the microphone has been allowed.
        if (track) void this.devices.refresh();
      },
      onError: () => port.onState(),
    });
    this.devices = new Devices({
      onActive: (role, deviceId) => void this.#use(role, deviceId),
      onSlots: () => port.onState(),
    });
    this.devices.start();
  }

  get state(): MediaState {
    return {
      ...this.devices.slots,
      microphoneError: this.microphone.error,
      echoTest: this.#echoTest,
    };
  }

  setEchoTestState(state: MediaState['echoTest']): void {
    this.#echoTest = state;
  }

  async #use(role: DeviceRole, deviceId: string | null): Promise<void> {
    switch (role) {
      case 'microphone':
        await this.microphone.use(deviceId);
        return;
      case 'speaker':
        await Promise.all([this.speaker.use(deviceId), this.earTones.use(deviceId)]);
        return;
      case 'ringer':
        await this.ringer.use(deviceId);
    }
  }
}
