/** Reading headers from the text of a SIP message, for the places that must look before SIP.js has parsed it. */

/** RFC 3261 §7.3.3 compact forms that matter here. */
const COMPACT: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
};

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
  readonly raw: string;
}

/** Header lines in order, unfolded (RFC 3261 §7.3.1), names in lower case and long form. */
export function headerLines(message: string): HeaderLine[] {
  const end = message.indexOf('\r\n\r\n');
  const head = end === -1 ? message : message.slice(0, end);
  return head
    .split(/\r\n(?![ \t])/)
    .slice(1)
    .map((raw) => {
      const colon = raw.indexOf(':');
      const name = raw.slice(0, Math.max(colon, 0)).trim().toLowerCase();
      return {
        name: COMPACT[name] ?? name,
        value: raw
          .slice(colon + 1)
          .replace(/\r\n[ \t]+/g, ' ')
          .trim(),
        raw,
      };
    });
}

export function firstHeader(message: string, name: string): string | null {
  return headerLines(message).find((line) => line.name === name)?.value ?? null;
}

/** Status code of a response; null for a request. */
export function statusOf(message: string): number | null {
  const match = /^SIP\/2\.0 (\d{3}) /i.exec(message);
  return match ? Number(match[1]) : null;
}

/** Method of a request; null for a response. */
export function methodOf(message: string): string | null {
  const match = /^([A-Za-z0-9\-.!%*_+`'~]+) \S+ SIP\/2\.0\r\n/.exec(message);
  return match?.[1] ?? null;
}
