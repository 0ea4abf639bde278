import type { Random } from './random.ts';

/** The call that is up, as the wire shows it: what a server with a fault could put into a request of that dialog. */
export interface LiveDialog {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly contact: string;
}

const METHODS = [
  'INVITE',
  'BYE',
  'CANCEL',
  'ACK',
  'OPTIONS',
  'NOTIFY',
  'REFER',
  'INFO',
  'UPDATE',
  'PRACK',
  'MESSAGE',
  'SUBSCRIBE',
  'BREW',
  'invite',
  '',
];
const VERSIONS = ['SIP/2.0', 'SIP/3.0', 'HTTP/1.1', 'SIP/2', ''];
const URIS = [
  'sip:1001@127.0.0.1',
  'sip:',
  'sip:@',
  'tel:+15550100',
  'sips:a@[::1',
  'sip:%zz@127.0.0.1',
  'sip:1001@127.0.0.1;transport=',
  '*',
  '<>',
  'sip:1001:99999999@127.0.0.1',
];
const STATUSES = [
  '200 OK',
  '401 Unauthorized',
  '481 Gone',
  '99 Low',
  '700 High',
  '0 Zero',
  'OK 200',
  '200',
  '18446744073709551616 Big',
];
const LENGTHS = ['0', '-1', '5', '999999999', '1e9', 'abc', '', '4294967296'];
const SDPS = [
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n',
  'v=0\r\nm=audio\r\n',
  'v=9\r\no=\r\ns\r\nt=x y\r\n',
  'm=audio 70000 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111\r\n',
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\na=fingerprint:sha-256 ZZ\r\n',
  `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n${'a=candidate:x\r\n'.repeat(200)}`,
  '\u0000\u0001\u0002',
];
const HEADERS = [
  'Via: SIP/2.0/WS',
  'Via: garbage',
  'CSeq: 99999999999 INVITE',
  'CSeq: x',
  'From: <sip:',
  'To: "unclosed <sip:1001@127.0.0.1>',
  'Contact: <<<>>>',
  'Max-Forwards: -1',
  'Call-Info: <sip:127.0.0.1>;answer-after=-5',
  'Content-Type: multipart/mixed;boundary=',
  'Session-Expires: 0',
  'Record-Route: <sip:>',
  'Reason: Q.850;cause=',
  'Replaces: x;to-tag=;from-tag=',
  'X-Long: '.padEnd(9000, 'y'),
  ' folded: line',
  'NoColon',
];

type Maker = (random: Random, dialog: LiveDialog) => string | Buffer;

/** A request for a dialog that does not exist, well formed but for what the other makers do to it. */
const stranger: Maker = (random) => {
  const method = random.pick(METHODS);
  const body = random.next() < 0.4 ? random.pick(SDPS) : '';
  const hasToTag = random.next() < 0.7;
  return [
    `${method} ${random.pick(URIS)} ${random.pick(VERSIONS)}`,
    `Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${random.token()}`,
    `From: <sip:${random.token(4)}@127.0.0.1>;tag=${random.token()}`,
    `To: <sip:1001@127.0.0.1>${hasToTag ? `;tag=${random.token()}` : ''}`,
    `Call-ID: ${random.token(16)}`,
    `CSeq: ${random.below(1000)} ${method}`,
    ...(body ? ['Content-Type: application/sdp'] : []),
    `Content-Length: ${random.next() < 0.5 ? Buffer.byteLength(body) : random.pick(LENGTHS)}`,
    '',
    body,
  ].join('\r\n');
};

const response: Maker = (random) =>
  [
    `${random.pick(VERSIONS)} ${random.pick(STATUSES)}`,
    `Via: SIP/2.0/WS x.invalid;branch=z9hG4bK${random.token()}`,
    `From: <sip:1001@127.0.0.1>;tag=${random.token()}`,
    `To: <sip:1001@127.0.0.1>;tag=${random.token()}`,
    `Call-ID: ${random.token(16)}`,
    `CSeq: 1 ${random.pick(METHODS)}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');

const text = (made: string | Buffer): string => (typeof made === 'string' ? made : made.toString('latin1'));

const truncated: Maker = (random, dialog) => {
  const whole = text(random.pick([stranger, response])(random, dialog));
  return whole.slice(0, random.below(whole.length));
};

const oddHeaders: Maker = (random, dialog) => {
  const lines = text(stranger(random, dialog)).split('\r\n');
  for (let count = random.below(4) + 1; count > 0; count -= 1) {
    lines.splice(1 + random.below(lines.length), random.below(2), random.pick(HEADERS));
  }
  return lines.join(random.pick(['\r\n', '\n', '\r', '\r\n\r\n']));
};

const flippedBytes: Maker = (random, dialog) => {
  const bytes = Buffer.from(text(random.pick([stranger, response])(random, dialog)), 'latin1');
  for (let count = random.below(20) + 1; count > 0; count -= 1)
    bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
};

const oversized: Maker = (random, dialog) =>
  text(stranger(random, dialog)).replace(
    '\r\n',
    `\r\nX-Fill: ${'z'.repeat(70_000 + random.below(200_000))}\r\n`,
  );

const noise: Maker = (random) =>
  Buffer.from(Array.from({ length: random.below(600) }, () => random.below(256)));

/** A re-INVITE of the live call whose SDP makes no sense: it must be refused (488) and the call must go on. */
const brokenReInvite: Maker = (random, { callId, from, to, contact }) => {
  const body = random.pick(SDPS);
  return [
    `INVITE ${contact} SIP/2.0`,
    `Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${random.token()}`,
    `From: ${from}`,
    `To: ${to}`,
    `Call-ID: ${callId}`,
    `CSeq: ${100_000 + random.below(1_000_000)} INVITE`,
    'Contact: <sip:127.0.0.1:5060;transport=ws>',
    'Content-Type: application/sdp',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
};

/** Each kind of fault and its share of the messages. */
const KINDS: readonly (readonly [name: string, weight: number, make: Maker])[] = [
  ['requests for dialogs that do not exist', 25, stranger],
  ['responses to nothing', 10, response],
  ['truncated', 20, truncated],
  ['odd headers', 20, oddHeaders],
  ['flipped bytes', 15, flippedBytes],
  ['noise', 8, noise],
  ['oversized', 1, oversized],
  ['re-INVITEs of the live call with broken SDP', 1, brokenReInvite],
];

export function malformed(random: Random, dialog: LiveDialog): { kind: string; message: string | Buffer } {
  let at = random.below(KINDS.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [kind, weight, make] of KINDS) {
    if (at < weight) return { kind, message: make(random, dialog) };
    at -= weight;
  }
  throw new Error('The weights do not add up.');
}
