import { expect, it } from 'vitest';
import { isLoopback, withoutLoopback } from './loopback.ts';

const LOOPBACK = 'a=candidate:1 1 udp 2122260223 127.0.0.1 40000 typ host generation 0';
const LOOPBACK_TCP = 'a=candidate:3 1 tcp 1518280447 127.0.0.1 9 typ host tcptype active';
const LAN = 'a=candidate:2 1 udp 2122194687 192.0.2.10 50000 typ host generation 0';
const sdp = (destination: string, port: number, ...candidates: string[]): string =>
  [
    'v=0',
    `m=audio ${port} UDP/TLS/RTP/SAVPF 111`,
    `c=IN IP4 ${destination}`,
    ...candidates,
    'a=mid:0',
    '',
  ].join('\r\n');

it('knows this computer’s own addresses', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1', '192.0.2.1', null].map(isLoopback)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

it('takes loopback out where there is another address, and keeps the default among the candidates', () => {
  expect(withoutLoopback(sdp('127.0.0.1', 40_000, LOOPBACK, LOOPBACK_TCP, LAN))).toBe(
    sdp('192.0.2.10', 50_000, LAN),
  );
});

it('leaves a default that is right as it is', () => {
  expect(withoutLoopback(sdp('192.0.2.10', 50_000, LOOPBACK, LAN))).toBe(sdp('192.0.2.10', 50_000, LAN));
});

it('changes nothing where loopback is all there is, or there is none', () => {
  for (const whole of [
    sdp('127.0.0.1', 40_000, LOOPBACK),
    sdp('192.0.2.10', 50_000, LAN),
    sdp('0.0.0.0', 9),
  ]) {
    expect(withoutLoopback(whole)).toBe(whole);
  }
});
