import { writeFileSync } from 'node:fs';
import { toneWav } from '../pbx/wav.ts';

const SAMPLE_RATE_HZ = 48_000;
const HEADER_BYTES = 44;
const SYLLABLE_MS = 100;
const VOICED_MS = 60;
const EDGE_MS = 10;

interface Turns {
  readonly speakSeconds: number;
  readonly silentSeconds: number;
}
/** Somebody who never stops: whoever listens for a moment hears it. */
const ALWAYS: Turns = { speakSeconds: 2, silentSeconds: 0 };

/**
 * Writes a fake microphone's voice: a tone in syllables, ten a second. The app records with the noise suppression that
 * agents get, which takes a steady tone for noise and turns it down within seconds; syllables it leaves alone.
 */
export function writeVoice(path: string, hz: number, { speakSeconds, silentSeconds } = ALWAYS): string {
  const seconds = speakSeconds + silentSeconds;
  const wav = toneWav({ hz, seconds, sampleRateHz: SAMPLE_RATE_HZ, amplitude: 0.3 });
  for (let at = 0; at < seconds * SAMPLE_RATE_HZ; at += 1) {
    const offset = HEADER_BYTES + 2 * at;
    const second = at / SAMPLE_RATE_HZ;
    const loudness = second < speakSeconds ? envelope(second * 1000) : 0;
    wav.writeInt16LE(Math.round(wav.readInt16LE(offset) * loudness), offset);
  }
  writeFileSync(path, wav);
  return path;
}

function envelope(ms: number): number {
  const within = ms % SYLLABLE_MS;
  return within >= VOICED_MS ? 0 : Math.min(1, within / EDGE_MS, (VOICED_MS - within) / EDGE_MS);
}
