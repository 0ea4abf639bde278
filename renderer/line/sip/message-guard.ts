/**
 * What a SIP message must at least look like before SIP.js's parser sees it. The parser is a PEG grammar that
 * trusts its input: it throws on some mistakes, drops others, and takes its time over very long headers.
 * These limits are far above anything a PBX sends and far below what hurts.
 */
const MAX_MESSAGE_CHARS = 65_535; // RFC 3261 §18.1.1: what UDP could carry; nothing larger is legitimate here
const MAX_HEADERS = 200;
const MAX_HEADER_CHARS = 8192;

export type Refusal = 'too-large' | 'not-sip' | 'no-end-of-headers' | 'too-many-headers' | 'header-too-long';

const FIRST_LINE =
  /^(?:SIP\/2\.0 [1-6]\d\d [^\r\n]{0,512}|[A-Za-z0-9\-.!%*_+`'~]{1,32} [^\s]{1,2048} SIP\/2\.0)$/i;

/** Null when the message may pass. */
export function refuseMessage(text: string): Refusal | null {
  if (text.length > MAX_MESSAGE_CHARS) return 'too-large';
  const firstEnd = text.indexOf('\r\n');
  if (firstEnd === -1 || !FIRST_LINE.test(text.slice(0, firstEnd))) return 'not-sip';
  const headersEnd = text.indexOf('\r\n\r\n');
  if (headersEnd === -1) return 'no-end-of-headers';
  const lines = text.slice(firstEnd + 2, headersEnd).split('\r\n');
  if (lines.length > MAX_HEADERS) return 'too-many-headers';
  if (lines.some((line) => line.length > MAX_HEADER_CHARS)) return 'header-too-long';
  return null;
}

/** RFC 7118 §6 and RFC 5626 §4.4.1: CRLFs are keep-alives and carry no message. */
export function isKeepAlive(text: string): boolean {
  return /^(?:\r\n)+$/.test(text);
}
