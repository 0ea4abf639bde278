/** A port other than 0 (RFC 6335 §6), as it stands in an address. */
export const PORT = '(?:[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';

/** A WebSocket address taken apart; `URL` is not at hand in code that runs in every process. */
export interface ServerAddress {
  readonly encrypted: boolean;
  /** Host name or address, without the brackets of an IPv6 address. */
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const ADDRESS = new RegExp(
  String.raw`^(wss?)://(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+))(?::(${PORT}))?(/[^\s?#]*)?$`,
  'i',
);

/** @returns null when the text is not a ws: or wss: address */
export function readServerAddress(url: string): ServerAddress | null {
  const [, scheme, v6, name, port, path] = ADDRESS.exec(url) ?? [];
  const host = (v6 ?? name)?.toLowerCase();
  if (scheme === undefined || host === undefined) return null;
  const encrypted = scheme.toLowerCase() === 'wss';
  return { encrypted, host, port: Number(port ?? (encrypted ? 443 : 80)), path: path ?? '/' };
}

/**
 * True for this computer and for addresses that are only reachable inside a private network:
 * loopback (RFC 1122, RFC 4291), private use (RFC 1918), unique local (RFC 4193) and link local (RFC 3927, RFC 4291).
 * A name other than localhost could lead anywhere and counts as public.
 */
export function isPrivateHost(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  // No leading zeros: to a browser 010.1.2.3 is octal, and somebody else's address.
  const v4 = /^([1-9]\d{0,2})\.(0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){2}$/.exec(host);
  if (v4) {
    const [a, b] = [Number(v4[1]), Number(v4[2])];
    return (
      a === 127 ||
      a === 10 ||
      (a === 172 && b >= 16 && b <= 31) ||
      (a === 192 && b === 168) ||
      (a === 169 && b === 254)
    );
  }
  return host === '::1' || /^f[cd][0-9a-f]{2}:/.test(host) || /^fe[89ab][0-9a-f]:/.test(host);
}
