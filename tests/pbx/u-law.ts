/** G.711 µ-law, for programs that want raw samples of it (ITU-T G.711). */

const BIAS = 0x84;
const CLIP = 32_635;

/** One 16-bit sample as one µ-law byte. */
export function toULaw(sample: number): number {
  const magnitude = Math.min(Math.abs(sample), CLIP) + BIAS;
  const exponent = 24 - Math.clz32(magnitude);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  const sign = sample < 0 ? 0x80 : 0;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** One µ-law byte as a 16-bit sample. */
export function fromULaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 0x07)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
}

/** `seconds` of a sine of `hz` at 8 kHz. */
export function toneULaw(hz: number, seconds: number, amplitude = 0.25): Buffer {
  const samples = Array.from({ length: seconds * 8000 }, (_, at) =>
    toULaw(Math.round(amplitude * 32_767 * Math.sin((2 * Math.PI * hz * at) / 8000))),
  );
  return Buffer.from(samples);
}
