import { writeFileSync } from 'node:fs';
import { toneWav } from '../pbx/wav.ts';

const SECONDS = 2;
const SAMPLE_RATE_HZ = 48_000;
const HEADER_BYTES = 44;
const SYLLABLE_MS = 100;
const VOICED_MS = 60;
const EDGE_MS = 10;

/**
 * Writes a fake microphone's voice: a tone in syllables, ten a second. The app records with the noise suppression that
 * agents get, which takes a steady tone for noise and turns it down within seconds; syllables it leaves alone.
 */
export function writeVoice(path: string, hz: number): string {
  const wav = toneWav({ hz, seconds: SECONDS, sampleRateHz: SAMPLE_RATE_HZ, amplitude: 0.3 });
  for (let at = 0; at < SECONDS * SAMPLE_RATE_HZ; at += 1) {
    const offset = HEADER_BYTES + 2 * at;
    wav.writeInt16LE(Math.round(wav.readInt16LE(offset) * envelope((at / SAMPLE_RATE_HZ) * 1000)), offset);
  }
  writeFileSync(path, wav);
  return path;
}

function envelope(ms: number): number {
  const within = ms % SYLLABLE_MS;
  return within >= VOICED_MS ? 0 : Math.min(1, within / EDGE_MS, (VOICED_MS - within) / EDGE_MS);
}
