import type { PeerAudio } from './peer-audio.ts';

/**
 * Tells when sound first went each way: in, when a frame from the far end was first decoded and handed to playout;
 * out, when our first voice packet left. Polled, because no event says so, and only until both are known.
 */
const LOOK_EVERY_MS = 10;

export interface FirstAudioPort {
  in(): void;
  out(): void;
}

/** @returns Stops watching. */
export function watchFirstAudio(peer: PeerAudio, port: FirstAudioPort): () => void {
  let heard = false;
  let sent = false;
  let asking = false;

  const look = (): void => {
    // Nothing can have come or gone before, and asking for statistics would only hold the path up.
    if (peer.connection.connectionState !== 'connected') return;
    if (!heard && (peer.receiver?.getSynchronizationSources().length ?? 0) > 0) {
      heard = true;
      port.in();
    }
    if (!sent && !asking) {
      asking = true;
      void hasSent(peer).then((yes) => {
        asking = false;
        if (yes && !sent) {
          sent = true;
          port.out();
        }
      });
    }
    if (heard && sent) clearInterval(timer);
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

async function hasSent(peer: PeerAudio): Promise<boolean> {
  const report = await peer.sender?.getStats();
  for (const stats of report?.values() ?? []) {
    if (isOutbound(stats) && (stats.packetsSent ?? 0) > 0) return true;
  }
  return false;
}

function isOutbound(stats: unknown): stats is RTCOutboundRtpStreamStats {
  return typeof stats === 'object' && stats !== null && 'type' in stats && stats.type === 'outbound-rtp';
}
