import { failed, ok, type Result } from '#shared/result.ts';

/** A first look at a session description (RFC 8866), before a browser's parser is asked to act on it. */
export type Misfit = 'no-version' | 'no-audio' | 'no-secure-audio' | 'too-large';

const MAX_SDP_CHARS = 32_768;

/** Says whether an offer or answer could be one of ours: audio over SRTP with DTLS keys (RFC 8827 §6.5). */
export function readOffer(sdp: string): Result<void, Misfit> {
  if (sdp.length > MAX_SDP_CHARS) return failed('too-large');
  if (!/^v=0\r?\n/.test(sdp)) return failed('no-version');
  if (!/^m=audio \d+ /m.test(sdp)) return failed('no-audio');
  if (!/^a=fingerprint:/m.test(sdp) || !/^m=audio \d+ \S*SAVPF /m.test(sdp)) return failed('no-secure-audio');
  return ok();
}
