/** A description, and the candidates that were in it. */
export interface SplitDescription {
  readonly sdp: string;
  readonly candidates: readonly RTCIceCandidateInit[];
}

/**
 * Takes the candidates (RFC 8839 §5.1) out of a description, and the word that there are no more (RFC 8838 §8.2), so
 * that they can be given to the connection later.
 */
export function splitCandidates(sdp: string): SplitDescription {
  const candidates: RTCIceCandidateInit[] = [];
  let sdpMLineIndex = -1;
  const rest = sdp.split('\r\n').filter((line) => {
    if (line.startsWith('m=')) sdpMLineIndex += 1;
    if (line.startsWith('a=candidate:')) {
      candidates.push({ candidate: line.slice('a='.length), sdpMLineIndex });
      return false;
    }
    return line !== 'a=end-of-candidates';
  });
  return { sdp: rest.join('\r\n'), candidates };
}
