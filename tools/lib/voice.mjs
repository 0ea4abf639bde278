/** A stand-in for an agent's voice: a WAV file that a fake microphone can play. */

const RATE_HZ = 48_000;
const PITCH_HZ = 130;
/** The first two resonances of a few vowels: enough for a voice detector, and nobody's voice. */
const VOWELS = [
  { firstHz: 730, secondHz: 1090 },
  { firstHz: 530, secondHz: 1840 },
  { firstHz: 390, secondHz: 1990 },
  { firstHz: 570, secondHz: 840 },
];
const SYLLABLE_SEC = 0.22;

/**
 * Speaks and is silent in turns, so that the other side finds an end to answer to.
 * @param {{ speakSec: number, silentSec: number, turns: number }} pattern
 * @returns {Buffer} mono, 16 bits
 */
export function voiceWav({ speakSec, silentSec, turns }) {
  const turnSamples = Math.round((speakSec + silentSec) * RATE_HZ);
  const samples = new Int16Array(turnSamples * turns);
  for (let at = 0; at < samples.length; at += 1) {
    const sec = (at % turnSamples) / RATE_HZ;
    if (sec < speakSec) samples[at] = Math.round(sampleAt(sec) * 0x7fff);
  }
  return Buffer.concat([header(samples.byteLength), Buffer.from(samples.buffer)]);
}

/** @param {number} sec @returns {number} from -1 to 1 */
function sampleAt(sec) {
  const vowel = VOWELS[Math.floor(sec / SYLLABLE_SEC) % VOWELS.length];
  if (!vowel) return 0;
  // Each syllable swells and fades.
  const swell = Math.sin(Math.PI * ((sec % SYLLABLE_SEC) / SYLLABLE_SEC)) ** 2;
  let sum = 0;
  for (let harmonic = 1; harmonic * PITCH_HZ < 4000; harmonic += 1) {
    const hz = harmonic * PITCH_HZ;
    const loudness = bump(hz, vowel.firstHz, 120) + 0.5 * bump(hz, vowel.secondHz, 180) + 0.02;
    sum += loudness * Math.sin(2 * Math.PI * hz * sec);
  }
  return Math.max(-1, Math.min(1, sum * swell * 0.25));
}

/**
 * @param {number} hz
 * @param {number} centreHz
 * @param {number} widthHz
 */
function bump(hz, centreHz, widthHz) {
  return Math.exp(-(((hz - centreHz) / widthHz) ** 2));
}

/** The RIFF header of a WAV file. @param {number} byteLength */
function header(byteLength) {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + byteLength, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE_HZ, 24);
  bytes.writeUInt32LE(RATE_HZ * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(byteLength, 40);
  return bytes;
}
