/**
 * A SIP message taken apart as far as a proxy needs: the first line, the headers in their order, and the body as it
 * came. Names are compared without case and with the compact forms of RFC 3261 §7.3.3.
 */
export interface SipText {
  readonly first: string;
  readonly headers: readonly Header[];
  readonly body: string;
}

export interface Header {
  /** As it was written. */
  readonly name: string;
  readonly value: string;
}

export interface RequestLine {
  readonly method: string;
  readonly uri: string;
}

const LONG_NAMES: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
};

/** Null when there is no first line or a header is no header. */
export function readSip(text: string): SipText | null {
  const end = text.indexOf('\r\n\r\n');
  if (end <= 0) return null;
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers: Header[] = [];
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon <= 0) return null;
    headers.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return { first, headers, body: text.slice(end + 4) };
}

export function writeSip({ first, headers, body }: SipText): string {
  const lines = headers.map(({ name, value }) => `${name}: ${value}`);
  return [first, ...lines, '', body].join('\r\n');
}

/** Null for a response, and for a first line that is neither. */
export function requestLine({ first }: SipText): RequestLine | null {
  const match = /^([A-Z]+) (\S+) SIP\/2\.0$/.exec(first);
  const [, method, uri] = match ?? [];
  return method !== undefined && uri !== undefined ? { method, uri } : null;
}

export function isHeader(header: Header, name: string): boolean {
  const written = header.name.toLowerCase();
  return (LONG_NAMES[written] ?? written) === name;
}

/** Value of the first header of this (long, lower-case) name. */
export function headerOf(message: SipText, name: string): string | null {
  return message.headers.find((header) => isHeader(header, name))?.value ?? null;
}

/** The address inside a name-addr or addr-spec (RFC 3261 §20.10). */
export function addressIn(value: string): string {
  return /<([^>]*)>/.exec(value)?.[1] ?? value.split(';')[0]?.trim() ?? '';
}

/** User and host of a SIP address; null when it is none. No user is an empty one. */
export function partsOf(uri: string): { readonly user: string; readonly host: string } | null {
  const match = /^sips?:(?:([^@;?]*)@)?([^;?@]+)/i.exec(uri);
  const host = match?.[2]?.toLowerCase();
  return match && host !== undefined ? { user: decodeUser(match[1] ?? ''), host } : null;
}

/** `+` may come as it is or as %2B (RFC 3261 §19.1.4: the same). A user that decodes to nothing stays as it is. */
function decodeUser(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
