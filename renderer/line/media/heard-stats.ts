import type { Heard } from '#shared/call/quality.ts';
import type { PeerAudio } from './peer-audio.ts';

/** Counters of one moment; two of them make a measurement. */
export interface Counters {
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly roundTripMs: number | null;
  readonly codec: string;
}

/** Null while nothing is received. */
export async function readCounters(peer: PeerAudio): Promise<Counters | null> {
  const report = await peer.connection.getStats();
  return countersOf(report);
}

/** From a statistics report (W3C webrtc-stats): our own receiver, and what RTCP says of the way to the far end. */
export function countersOf(report: ReadonlyMap<string, unknown>): Counters | null {
  const all = [...report.values()].filter(isRecord);
  const inbound = all.find((stats) => stats['type'] === 'inbound-rtp' && stats['kind'] === 'audio');
  if (!inbound) return null;
  const remote = all.find((stats) => stats['type'] === 'remote-inbound-rtp' && stats['kind'] === 'audio');
  const pair = all.find((stats) => stats['type'] === 'candidate-pair' && stats['nominated'] === true);
  const codec = all.find((stats) => stats['id'] === inbound['codecId']);
  const mimeType = codec?.['mimeType'];
  const roundTripSec = number(remote?.['roundTripTime']) ?? number(pair?.['currentRoundTripTime']);
  return {
    received: number(inbound['packetsReceived']) ?? 0,
    lost: number(inbound['packetsLost']) ?? 0,
    jitterMs: (number(inbound['jitter']) ?? 0) * 1000,
    roundTripMs: roundTripSec === null ? null : roundTripSec * 1000,
    codec: typeof mimeType === 'string' ? mimeType.replace(/^audio\//i, '') : '',
  };
}

/**
 * What was heard between two moments; null when nothing came, which is silence suppression as often as a fault.
 * `packetsLost` may shrink when late packets arrive (RFC 3550 §6.4.1): never less than none.
 */
export function heardBetween(before: Counters, now: Counters): Heard | null {
  const received = now.received - before.received;
  const lost = Math.max(0, now.lost - before.lost);
  if (received <= 0) return null;
  return {
    codec: now.codec,
    lossPercent: (100 * lost) / (received + lost),
    jitterMs: now.jitterMs,
    roundTripMs: now.roundTripMs,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
