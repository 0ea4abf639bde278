/** Messages that no SIP server should send, generated from a seed and from what was really said. */

/** What the generator knows of the line it talks to. */
export interface Sources {
  /** Messages that the real server sent. */
  readonly real: readonly string[];
  /** Where the line is reached: the URI of its Contact. */
  readonly contact: string;
}

type Random = () => number;
type Make = (random: Random, sources: Sources) => string | Buffer;

const pick = <T>(random: Random, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
};
const token = (random: Random): string => Math.floor(random() * 2 ** 48).toString(36);
const below = (random: Random, limit: number): number => Math.floor(random() * limit);

const METHODS = [
  'INVITE',
  'BYE',
  'ACK',
  'CANCEL',
  'OPTIONS',
  'INFO',
  'NOTIFY',
  'REFER',
  'SUBSCRIBE',
  'MESSAGE',
];
const ODD_METHODS = ['UPDATE', 'PRACK', 'PUBLISH', 'FOO', 'invite', 'REGISTER', 'X'.repeat(40), '*', 'GET'];
const ODD_VALUES = [
  '',
  ' ',
  ';',
  '<',
  '>',
  '<sip:',
  'sip:',
  '"',
  '"unclosed <sip:a@b>',
  '<sip:a@b>;tag',
  '\u0000',
  '\u202e',
  '💥',
  '-1',
  '0',
  '99999999999999999999',
  'NaN',
  '0x10',
  '1 2 3',
  'x'.repeat(7000),
  '%',
  '%00',
  'SIP/2.0/WS',
  'SIP/2.0/WS ;branch=',
  '1 INVITE',
  'INVITE',
  '4294967296 BYE',
  'application/sdp; =',
  'multipart/mixed;boundary=',
  ',,,,',
  '::1',
  '[::1',
];
const HEADERS = [
  'Via',
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Contact',
  'Max-Forwards',
  'Content-Type',
  'Content-Length',
  'Record-Route',
  'Require',
  'Supported',
  'Replaces',
  'Refer-To',
  'Event',
  'Subscription-State',
  'P-Asserted-Identity',
  'Session-Expires',
  'WWW-Authenticate',
  'Call-Info',
  'Alert-Info',
  'Expires',
  'RSeq',
  'RAck',
  'Reason',
  'Session-ID',
];
const SDP_LINES = [
  'v=0',
  'v=1',
  'o=-',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'c=IN IP4 999.1.1.1',
  'c=',
  'm=audio 9 UDP/TLS/RTP/SAVPF 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF',
  'm=audio 70000 RTP/AVP 0',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=fingerprint:sha-256 00',
  'a=fingerprint:',
  'a=setup:actpass',
  'a=setup:banana',
  'a=ice-ufrag:a',
  'a=ice-pwd:b',
  'a=candidate:1 1 udp 1 1.2.3.4 1 typ host',
  'a=candidate:',
  'a=rtpmap:0 PCMU/0',
  'a=rtpmap:x',
  'a=mid:0',
  'a=group:BUNDLE 0 1 2',
  'a=sendrecv',
  'a=crypto:1',
  'a=ssrc:1 cname:x',
  '💥',
  'x',
  '=',
];

function request(
  random: Random,
  method: string,
  uri: string,
  more: readonly string[] = [],
  body = '',
): string {
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${token(random)}`,
    `From: <sip:fuzz@127.0.0.1>;tag=${token(random)}`,
    `To: <${uri}>${random() < 0.5 ? `;tag=${token(random)}` : ''}`,
    `Call-ID: ${token(random)}`,
    `CSeq: ${1 + below(random, 9)} ${method}`,
    'Max-Forwards: 70',
    `Contact: <sip:fuzz@127.0.0.1;transport=ws>`,
    ...more,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}

function sdp(random: Random): string {
  return Array.from({ length: 1 + below(random, 25) }, () => pick(random, SDP_LINES)).join('\r\n');
}

function withHeader(random: Random, message: string): string {
  const lines = message.split('\r\n');
  const at = 1 + below(random, Math.max(1, lines.indexOf('') - 1));
  const name = pick(random, HEADERS);
  lines.splice(at, random() < 0.5 ? 1 : 0, `${name}: ${pick(random, ODD_VALUES)}`);
  return lines.join('\r\n');
}

/** A real message with other names on it, so that no real transaction or dialog is meant. */
function estranged(random: Random, message: string): string {
  return message
    .replace(/branch=[^;\r\n]+/gi, () => `branch=z9hG4bK${token(random)}`)
    .replace(/^(Call-ID|i):.*$/gim, () => `Call-ID: ${token(random)}`)
    .replace(/;tag=[^;\r\n]+/gi, () => `;tag=${token(random)}`);
}

const real: Make = (random, sources) => estranged(random, pick(random, sources.real));
const text = (made: string | Buffer): string => (typeof made === 'string' ? made : made.toString('latin1'));

const KINDS: Readonly<Record<string, Make>> = {
  truncated: (random, sources) => {
    const whole = text(real(random, sources));
    return whole.slice(0, below(random, whole.length));
  },
  oversized: (random, sources) =>
    `${text(real(random, sources))}${'A'.repeat(20_000 + below(random, 90_000))}`,
  'wrong length': (random, sources) =>
    text(real(random, sources)).replace(
      /^(Content-Length|l):.*$/im,
      `Content-Length: ${pick(random, [...ODD_VALUES, '1', '5', '100000'])}`,
    ),
  'flipped bytes': (random, sources) => {
    const bytes = Buffer.from(text(real(random, sources)));
    for (let i = 0; i < 1 + below(random, 20); i += 1)
      bytes[below(random, bytes.length)] = below(random, 256);
    return bytes;
  },
  'odd headers': (random, sources) => {
    let message = text(real(random, sources));
    for (let i = 0; i < 1 + below(random, 4); i += 1) message = withHeader(random, message);
    return message;
  },
  'missing headers': (random, sources) => {
    const lines = text(real(random, sources)).split('\r\n');
    const end = lines.indexOf('');
    return lines.filter((_, at) => at === 0 || at >= end || random() < 0.7).join('\r\n');
  },
  'unknown method': (random, { contact }) => request(random, pick(random, ODD_METHODS), contact),
  'no such dialog': (random, { contact }) =>
    request(
      random,
      pick(random, METHODS),
      contact,
      random() < 0.5 ? ['Event: refer', 'Subscription-State: active'] : [],
    ).replace(/^To: .*$/m, `To: <${contact}>;tag=${token(random)}`),
  'bad description': (random, { contact }) =>
    request(random, 'INVITE', contact, ['Content-Type: application/sdp'], sdp(random)).replace(
      /^To: .*$/m,
      `To: <${contact}>`,
    ),
  'odd request line': (random, { contact }) =>
    request(random, 'INVITE', contact).replace(
      contact,
      pick(random, [
        'tel:1',
        'http://x',
        'sip:',
        'sip:@',
        `sip:${'x'.repeat(3000)}`,
        contact.toUpperCase(),
        'sips:a@b',
      ]),
    ),
  'odd response': (random) =>
    request(random, pick(random, METHODS), 'sip:x').replace(
      /^.*\r\n/,
      `SIP/2.0 ${pick(random, ['200', '099', '700', '1', '', '401', '180'])} ${pick(random, ODD_VALUES)}\r\n`,
    ),
  'wrong replaces': (random, { contact }) =>
    request(random, 'INVITE', contact, [
      `Replaces: ${pick(random, ODD_VALUES)}`,
      `Replaces: ${token(random)};to-tag=a;from-tag=b`,
    ]).replace(/^To: .*$/m, `To: <${contact}>`),
  noise: (random) => Buffer.from(Array.from({ length: below(random, 400) }, () => below(random, 256))),
  'line ends': (random, sources) =>
    text(real(random, sources)).replaceAll('\r\n', pick(random, ['\n', '\r', '\r\n\r\n', '\r\n ', '\n\r'])),
};

/** The n-th message of a seed, and of which kind it is. */
export function malformed(random: Random, sources: Sources): { kind: string; message: string | Buffer } {
  const [kind, make] = pick(random, Object.entries(KINDS));
  return { kind, message: make(random, sources) };
}
