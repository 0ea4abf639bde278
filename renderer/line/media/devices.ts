import { deviceRoles, type DeviceRole, type MediaState } from '#shared/call/line-state.ts';

type Slot = MediaState['microphone'];
type Slots = Record<DeviceRole, Slot>;

const KIND: Readonly<Record<DeviceRole, MediaDeviceKind>> = {
  microphone: 'audioinput',
  speaker: 'audiooutput',
  ringer: 'audiooutput',
};

export interface DevicesPort {
  /** Another device is in use for this role, or another one stands behind "default": switch to it. */
  onActive(role: DeviceRole, deviceId: string | null, label: string): void;
  onSlots(): void;
  /** Something was plugged in or out. Comes after `onActive`. */
  onPlugged(): void;
}

/**
 * Which devices there are, which the agent chose, and which is in use. A chosen device that is unplugged gives way to
 * the default and comes back when it is plugged in again: `chosenId` stays, `activeId` follows.
 */
export class Devices {
  readonly #port: DevicesPort;
  #slots: Slots = { microphone: EMPTY, speaker: EMPTY, ringer: EMPTY };

  constructor(port: DevicesPort) {
    this.#port = port;
  }

  get slots(): Slots {
    return this.#slots;
  }

  start(): void {
    navigator.mediaDevices.addEventListener('devicechange', () => {
      void this.refresh().then(() => this.#port.onPlugged());
    });
    void this.refresh();
  }

  choose(role: DeviceRole, deviceId: string | null): void {
    this.#update(role, { ...this.#slots[role], chosenId: deviceId });
    this.#port.onSlots();
  }

  /** Labels and ids are empty until the microphone was allowed once; ask again then. */
  async refresh(): Promise<void> {
    const found = await navigator.mediaDevices.enumerateDevices();
    for (const role of deviceRoles) {
      const available = found
        .filter((device) => device.kind === KIND[role] && device.deviceId !== '')
        .map((device) => ({ id: device.deviceId, label: device.label }));
      this.#update(role, { ...this.#slots[role], available });
    }
    this.#port.onSlots();
  }

  #update(role: DeviceRole, slot: Slot): void {
    const before = this.#slots[role];
    const now = { ...slot, activeId: activeDevice(slot) };
    this.#slots = { ...this.#slots, [role]: now };
    const label = labelOf(now);
    // "default" stays "default" when the system's choice moves to another device; only its label tells.
    const moved = now.activeId !== before.activeId || (labelOf(before) !== '' && labelOf(before) !== label);
    if (moved) this.#port.onActive(role, now.activeId, label);
  }
}

function labelOf(slot: Slot): string {
  return slot.available.find(({ id }) => id === slot.activeId)?.label ?? '';
}

const EMPTY: Slot = { available: [], chosenId: null, activeId: null };

/** The chosen one while it is plugged in, else the system's default, else the first, else none. */
export function activeDevice(slot: Pick<Slot, 'available' | 'chosenId'>): string | null {
  const has = (id: string): boolean => slot.available.some((device) => device.id === id);
  if (slot.chosenId !== null && has(slot.chosenId)) return slot.chosenId;
  if (has('default')) return 'default';
  return slot.available[0]?.id ?? null;
}
