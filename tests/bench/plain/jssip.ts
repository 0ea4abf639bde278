import JsSIP from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession.js';
import { page, type PlainConfig, type PlainPhone } from './phone.ts';

/** A JsSIP user agent as its documentation shows it, with nothing tuned. */
export async function jssip(config: PlainConfig): Promise<PlainPhone> {
  const { audio, ringing, quiet } = page();
  const pcConfig = { iceServers: config.stun ? [{ urls: config.stun }] : [] };
  const mediaConstraints = { audio: true, video: false };
  const ua = new JsSIP.UA({
    sockets: [new JsSIP.WebSocketInterface(config.server)],
    uri: `sip:${config.extension}@${config.domain}`,
    password: config.password,
    register: true,
  });
  let session: RTCSession | null = null;
  ua.on('newRTCSession', (event: { session: RTCSession; originator: string }) => {
    session = event.session;
    const play = (connection: RTCPeerConnection): void => {
      connection.addEventListener('track', (track) => {
        audio.srcObject = track.streams[0] ?? new MediaStream([track.track]);
      });
    };
    if (event.session.connection) play(event.session.connection);
    else event.session.on('peerconnection', (made) => play(made.peerconnection));
    const over = (): void => {
      session = null;
      quiet();
    };
    event.session.on('ended', over);
    event.session.on('failed', over);
    event.session.on('accepted', quiet);
    if (event.originator === 'remote') {
      ringing(() => event.session.answer({ mediaConstraints, pcConfig }));
    }
  });
  const registered = new Promise<void>((resolve, reject) => {
    ua.on('registered', () => resolve());
    ua.on('registrationFailed', (failure: { cause?: string }) =>
      reject(new Error(failure.cause ?? 'refused')),
    );
  });
  ua.start();
  return {
    register: () => registered,
    dial: async (extension) => {
      ua.call(`sip:${extension}@${config.domain}`, { mediaConstraints, pcConfig });
    },
    hangUp: async () => {
      session?.terminate();
    },
    isBusy: () => session !== null,
  };
}
