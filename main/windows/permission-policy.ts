import { ORIGINS } from '#shared/contract/names.ts';

/** A page asks for something, or asks whether it may. Both are decided here, so the two never differ. */
export interface PermissionAsked {
  readonly permission: string;
  /** Address or origin of the asking frame; null when it is not known. */
  readonly origin: string | null;
  readonly isMainFrame: boolean;
  /** For `media`: what is to be opened. */
  readonly mediaTypes: readonly string[];
}

/** What the line window is granted, and why. Nobody is granted anything else. */
const LINE_GRANTS: Readonly<Record<string, (asked: PermissionAsked) => boolean>> = {
  // A call needs the microphone. The camera is never opened, so a request that names video is refused as a whole.
  media: ({ mediaTypes }) => mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio'),
  // Calls are heard on the headset, ringing on the loudspeaker: setSinkId needs this.
  'speaker-selection': () => true,
  // The PBX mostly stands in the hospital's own network, or at the other end of a VPN on this computer; Chromium
  // asks before a page opens a WebSocket there. The names are those of Chromium 142 and newer.
  'local-network-access': () => true,
  'local-network': () => true,
  'loopback-network': () => true,
};

export function isPermitted(asked: PermissionAsked): boolean {
  if (!asked.isMainFrame || originOf(asked.origin) !== ORIGINS.line) return false;
  if (!Object.hasOwn(LINE_GRANTS, asked.permission)) return false;
  return LINE_GRANTS[asked.permission]?.(asked) ?? false;
}

function originOf(address: string | null): string | null {
  const url = address === null ? null : URL.parse(address);
  return url && `${url.protocol}//${url.host}`;
}
