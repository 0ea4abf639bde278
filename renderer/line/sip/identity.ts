/** Who a call is with and what brought it, from the headers of an INVITE. */
export interface HeaderSource {
  /** First value of a header, or undefined. */
  header(name: string): string | undefined;
}

export interface Party {
  readonly number: string;
  readonly name: string;
}

/** A name-addr or addr-spec (RFC 3261 §25.1) as far as an agent cares. Null when it is neither. */
export function readNameAddr(value: string): Party | null {
  const angle = /^\s*(?:"((?:[^"\\]|\\.)*)"|([^<"]*))\s*<\s*(?:sips?|tel):([^>]*)>/i.exec(value);
  const bare = angle ? null : /^\s*(?:sips?|tel):([^\s;,>]+)/i.exec(value);
  const address = angle?.[3] ?? bare?.[1];
  if (address === undefined) return null;
  const quoted = angle?.[1]?.replace(/\\(.)/g, '$1');
  const name = (quoted ?? angle?.[2] ?? '').trim();
  const number = userPart(address);
  return isWithheld(number, name, address) ? { number: '', name: '' } : { number, name };
}

/** The network's word (P-Asserted-Identity, RFC 3325) over the caller's (From). Only our own server sends us either. */
export function readCaller(source: HeaderSource): Party {
  const asserted = source.header('P-Asserted-Identity');
  const privacy = source.header('Privacy') ?? '';
  if (/\b(?:id|full)\b/i.test(privacy)) return { number: '', name: '' };
  const network = asserted === undefined ? null : readNameAddr(asserted);
  const caller = readNameAddr(source.header('From') ?? '');
  return network ?? caller ?? { number: '', name: '' };
}

/** The queue or dialled service: X-Queue, else the first entry of History-Info (RFC 7044) or Diversion (RFC 5806). */
export function readQueue(source: HeaderSource): string | null {
  const named = source.header('X-Queue')?.trim();
  if (named) return named.slice(0, 80);
  const diverted = source.header('History-Info') ?? source.header('Diversion');
  const party = diverted === undefined ? null : readNameAddr(diverted);
  return party ? party.name || party.number || null : null;
}

/** Who handed the call over (RFC 3892): a colleague's name or extension. */
export function readReferredBy(source: HeaderSource): string | null {
  const header = source.header('Referred-By');
  const party = header === undefined ? null : readNameAddr(header);
  return party ? party.name || party.number || null : null;
}

function userPart(address: string): string {
  const user = /^([^@;?]*)@/.exec(address)?.[1] ?? /^([^;?]*)/.exec(address)?.[1] ?? '';
  const withoutParameters = user.split(';')[0] ?? '';
  try {
    return decodeURIComponent(withoutParameters);
  } catch {
    return withoutParameters; // a stray % is part of the name, not an escape
  }
}

function isWithheld(number: string, name: string, address: string): boolean {
  return (
    /@anonymous\.invalid\b/i.test(address) ||
    (number.toLowerCase() === 'anonymous' && /^(?:anonymous)?$/i.test(name))
  );
}
