import { headerLines, statusOf } from './headers.ts';

/** A digest challenge (RFC 7616) in a 401 or 407, before SIP.js has seen it. */
export interface Challenge {
  readonly realm: string;
  /** The message with only the challenge that SIP.js can answer. */
  readonly message: string;
}

const CHALLENGE_HEADERS = new Set(['www-authenticate', 'proxy-authenticate']);

/**
 * Picks the MD5 challenge out of a 401/407. A server that also offers SHA-256 (RFC 8760) sends several headers, of
 * which SIP.js would keep the last and then give up on it.
 * @returns Null when the message is no challenge or holds none that can be answered.
 */
export function readChallenge(message: string): Challenge | null {
  const status = statusOf(message);
  if (status !== 401 && status !== 407) return null;
  const challenges = headerLines(message).filter((line) => CHALLENGE_HEADERS.has(line.name));
  const usable = challenges.find((line) => /^md5$/i.test(parameter(line.value, 'algorithm') ?? 'MD5'));
  const realm = usable && parameter(usable.value, 'realm');
  if (!usable || !realm) return null;
  return {
    realm,
    message: without(
      message,
      challenges.filter((line) => line !== usable),
    ),
  };
}

/** The same refusal with nothing to answer: SIP.js then reports it instead of guessing. */
export function withoutChallenge(message: string): string {
  return without(
    message,
    headerLines(message).filter((line) => CHALLENGE_HEADERS.has(line.name)),
  );
}

function without(message: string, lines: readonly { raw: string }[]): string {
  return lines.reduce((text, line) => text.replace(`${line.raw}\r\n`, ''), message);
}

function parameter(value: string, name: string): string | null {
  const match = new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]+))`, 'i').exec(
    value,
  );
  return match ? (match[1]?.replace(/\\(.)/g, '$1') ?? match[2] ?? null) : null;
}
