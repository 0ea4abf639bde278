import { expect, it } from 'vitest';
import { splitCandidates } from './candidates.ts';

const lines = (...all: string[]): string => [...all, ''].join('\r\n');

it('candidates leave a description and keep the line that they belong to', () => {
  const offer = lines(
    'v=0',
    'a=ice-options:trickle',
    'm=audio 10000 UDP/TLS/RTP/SAVPF 0',
    'a=candidate:1 1 UDP 2130706431 192.0.2.1 10000 typ host',
    'a=ice-ufrag:abcd',
    'a=candidate:2 1 UDP 1694498815 198.51.100.1 10000 typ srflx raddr 192.0.2.1 rport 10000',
    'a=end-of-candidates',
    'm=video 0 UDP/TLS/RTP/SAVPF 96',
  );
  const { sdp, candidates } = splitCandidates(offer);
  expect(sdp).toBe(
    lines(
      'v=0',
      'a=ice-options:trickle',
      'm=audio 10000 UDP/TLS/RTP/SAVPF 0',
      'a=ice-ufrag:abcd',
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
    ),
  );
  expect(candidates).toEqual([
    { candidate: 'candidate:1 1 UDP 2130706431 192.0.2.1 10000 typ host', sdpMLineIndex: 0 },
    {
      candidate: 'candidate:2 1 UDP 1694498815 198.51.100.1 10000 typ srflx raddr 192.0.2.1 rport 10000',
      sdpMLineIndex: 0,
    },
  ]);
});

it('a description without candidates stays as it is', () => {
  const offer = lines('v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 0');
  expect(splitCandidates(offer)).toEqual({ sdp: offer, candidates: [] });
});
