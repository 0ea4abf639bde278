import { describe, expect, it } from 'vitest';
import { readOffer } from './sdp.ts';

const offer = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=-',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'm=audio 20000 UDP/TLS/RTP/SAVPF 107',
  'a=fingerprint:sha-256 00:11',
  '',
].join('\r\n');

describe('a first look at an offer', () => {
  it('lets WebRTC audio pass', () => {
    expect(readOffer(offer).ok).toBe(true);
  });

  it.each([
    ['plain RTP', offer.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'no-secure-audio'],
    ['no keys', offer.replace(/^a=fingerprint.*$/m, 'a=x'), 'no-secure-audio'],
    ['video alone', offer.replace('m=audio', 'm=video'), 'no-audio'],
    ['no version', offer.slice(5), 'no-version'],
    ['a novel', offer + 'a=x\r\n'.repeat(10_000), 'too-large'],
  ])('refuses %s', (_, sdp, error) => {
    expect(readOffer(sdp)).toEqual({ ok: false, error });
  });
});
