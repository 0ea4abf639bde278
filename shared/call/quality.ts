import type { CallQuality, qualityBands } from './call.ts';

/**
 * Call quality from what the receiver measures, by the E-model (ITU-T G.107): how a conversation feels, delay included.
 *
 * R = R0 - Id - Ie,eff + A (G.107 §7.1), with every default of G.107 folded into R0 = 93.2, and A = 0.
 * Id = 0.024 d + 0.11 (d - 177.3) H(d - 177.3) for a one-way delay of d ms: the fit to G.107 §7.4 of R. Cole and
 * J. Rosenbluth, "Voice over IP performance monitoring", ACM SIGCOMM CCR 31(2), 2001.
 * Ie,eff = Ie + (95 - Ie) Ppl / (Ppl + Bpl) (G.107 §7.5, random loss: BurstR = 1).
 * MOS from R by G.107 Annex B, bands by G.109 Table 1.
 */

/** What one window of a call looked like. */
export interface Heard {
  /** Codec as SDP names it, any case: opus, G722, PCMU, PCMA. */
  readonly codec: string;
  /** Received packets lost in the window, percent, 0-100. */
  readonly lossPercent: number;
  readonly jitterMs: number;
  /** Null while RTCP has not said; a domestic path is assumed then. */
  readonly roundTripMs: number | null;
}

interface CodecImpairment {
  /** Ie: what the codec costs without any loss. */
  readonly base: number;
  /** Bpl: how well it hides loss; larger is tougher. */
  readonly lossRobustness: number;
  /** Time from mouth to packet: frame and look-ahead, ms. */
  readonly frameMs: number;
}

/**
 * G.711 with packet-loss concealment by G.113 Appendix I (Ie = 0, Bpl = 25.1). G.113 has no narrow-band values for the
 * others: G.722, concealed by the same receiver, is taken for G.711, and Opus for somewhat tougher by its in-band FEC.
 */
const CODECS: Readonly<Record<string, CodecImpairment>> = {
  opus: { base: 0, lossRobustness: 30, frameMs: 26 },
  g722: { base: 0, lossRobustness: 25.1, frameMs: 22 },
  pcmu: { base: 0, lossRobustness: 25.1, frameMs: 20 },
  pcma: { base: 0, lossRobustness: 25.1, frameMs: 20 },
};
const UNKNOWN_CODEC: CodecImpairment = { base: 10, lossRobustness: 15, frameMs: 30 };

const R0 = 93.2;
/** Assumed while the round trip is not known: a domestic path. */
const ASSUMED_ROUND_TRIP_MS = 60;
/** A jitter buffer holds about twice the jitter. */
const BUFFER_PER_JITTER = 2;

/** Transmission rating factor, 0-93.2. */
export function rating(heard: Heard): number {
  const codec = CODECS[heard.codec.toLowerCase()] ?? UNKNOWN_CODEC;
  const loss = clamp(finite(heard.lossPercent), 0, 100);
  const jitterMs = Math.max(0, finite(heard.jitterMs));
  const roundTripMs = Math.max(0, finite(heard.roundTripMs ?? ASSUMED_ROUND_TRIP_MS));
  const delayMs = roundTripMs / 2 + BUFFER_PER_JITTER * jitterMs + codec.frameMs;
  const delayImpairment = 0.024 * delayMs + (delayMs > 177.3 ? 0.11 * (delayMs - 177.3) : 0);
  const lossImpairment = codec.base + ((95 - codec.base) * loss) / (loss + codec.lossRobustness);
  return clamp(R0 - delayImpairment - lossImpairment, 0, R0);
}

/** MOS for a rating factor (G.107 Annex B), 1.0-4.5. The cubic dips under 1 below R = 6.5; it is held at 1 there. */
export function mosFromRating(r: number): number {
  if (r <= 0) return 1;
  if (r >= 100) return 4.5;
  return clamp(1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6, 1, 4.5);
}

export function meanOpinionScore(heard: Heard): number {
  return mosFromRating(rating(heard));
}

export type QualityBand = (typeof qualityBands)[number];

/** Below this a listener has to make an effort: many are dissatisfied under R = 70 (G.109 Table 1). */
export const POOR_BELOW_MOS = mosFromRating(70);

/** Lower edge of each band, as MOS for R = 90, 80, 70 and 60 (G.109 Table 1). The edge belongs to the better band. */
export const BAND_EDGES: readonly (readonly [QualityBand, number])[] = [
  ['excellent', mosFromRating(90)],
  ['good', mosFromRating(80)],
  ['fair', POOR_BELOW_MOS],
  ['poor', mosFromRating(60)],
];

export function bandOf(mos: number): QualityBand {
  return BAND_EDGES.find(([, edge]) => mos >= edge)?.[0] ?? 'bad';
}

export function describeQuality(heard: Heard, warning: boolean): CallQuality {
  const mos = meanOpinionScore(heard);
  return {
    mos,
    band: bandOf(mos),
    lossPercent: clamp(finite(heard.lossPercent), 0, 100),
    jitterMs: Math.max(0, finite(heard.jitterMs)),
    roundTripMs: heard.roundTripMs === null ? null : Math.max(0, finite(heard.roundTripMs)),
    codec: heard.codec,
    warning,
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** A counter that wrapped or a first, empty window measures nothing, which is not the same as measuring badly. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
