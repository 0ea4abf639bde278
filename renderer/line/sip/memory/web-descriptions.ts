import { type Session, type SessionDescriptionHandler, Web } from 'sip.js';

/** The media side of a leg, as its offers and answers need it. */
export interface DescriptionsPort {
  readonly stream: MediaStream;
  readonly onTrack: (track: MediaStreamTrack) => void;
  readonly onHeld: (held: boolean) => void;
}

export type DescriptionsFactory = (session: Session, port: DescriptionsPort) => SessionDescriptionHandler;

/** Both ends are in this window: what has not been found by then is not needed. */
const GATHERING_LIMIT_MS = 300;

/** Real WebRTC between two ends in this window: no STUN, no TURN, only this machine's own addresses. */
export const webDescriptions: DescriptionsFactory = (session, { stream, onTrack, onHeld }) => {
  const handler = new Web.SessionDescriptionHandler(
    session.userAgent.getLogger('sip.SessionDescriptionHandler'),
    () => Promise.resolve(stream),
    {
      iceGatheringTimeout: GATHERING_LIMIT_MS,
      peerConnectionConfiguration: { iceServers: [], bundlePolicy: 'balanced', rtcpMuxPolicy: 'require' },
    },
  );
  const connection = handler.peerConnection;
  handler.peerConnectionDelegate = {
    ontrack: (event) => onTrack((event as RTCTrackEvent).track),
    onsignalingstatechange: () => {
      const direction = connection?.getTransceivers()[0]?.currentDirection;
      if (connection?.signalingState !== 'stable' || !direction) return;
      // RFC 3264 §8.4: the other side, holding, no longer takes what we send.
      onHeld(direction === 'recvonly' || direction === 'inactive');
    },
  };
  return handler;
};
