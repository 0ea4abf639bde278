import type { MediaState } from '#shared/call/line-state.ts';

type Device = MediaState['microphone']['available'][number];

/** Chromium's entries for whatever the system uses; the desk has one choice of its own for that. */
const STAND_INS: ReadonlySet<string> = new Set(['default', 'communications']);

export function isStandIn(deviceId: string): boolean {
  return STAND_INS.has(deviceId);
}

/** Name of a device for people, without Chromium's mark of a stand-in ("Default - Headset"). May be empty. */
export function deviceName({ id, label }: Device): string {
  return isStandIn(id) ? label.replace(/^[^-]+ - /, '') : label;
}
