import { writeFileSync } from 'node:fs';
import { PARTY_HZ } from '../pbx/parties.ts';
import { toneWav } from '../pbx/wav.ts';

const SAMPLE_RATE_HZ = 48_000;
const HEADER_BYTES = 44;
/** Two seconds are a whole number of each. */
const SYLLABLES_MS = [80, 100, 125];
const VOICED_SHARE = 0.6;
const EDGE_MS = 10;

interface Turns {
  readonly speakSeconds: number;
  readonly silentSeconds: number;
}
/** Somebody who never stops: whoever listens for a moment hears it. */
const ALWAYS: Turns = { speakSeconds: 2, silentSeconds: 0 };

/**
 * Writes a fake microphone's voice: a tone in syllables. The app records with the noise suppression that
 * agents get, which takes a steady tone for noise and turns it down within seconds; syllables it leaves alone. Voices
 * that speak in step could be taken for each other's echo, so each party has a rhythm.
 */
export function writeVoice(path: string, hz: number, { speakSeconds, silentSeconds } = ALWAYS): string {
  const seconds = speakSeconds + silentSeconds;
  const syllableMs = rhythmOf(hz);
  const wav = toneWav({ hz, seconds, sampleRateHz: SAMPLE_RATE_HZ, amplitude: 0.3 });
  for (let at = 0; at < seconds * SAMPLE_RATE_HZ; at += 1) {
    const offset = HEADER_BYTES + 2 * at;
    const second = at / SAMPLE_RATE_HZ;
    const loudness = second < speakSeconds ? envelope(second * 1000, syllableMs) : 0;
    wav.writeInt16LE(Math.round(wav.readInt16LE(offset) * loudness), offset);
  }
  writeFileSync(path, wav);
  return path;
}

function rhythmOf(hz: number): number {
  const party = Object.values<number>(PARTY_HZ).indexOf(hz);
  return SYLLABLES_MS[Math.max(0, party) % SYLLABLES_MS.length] ?? 100;
}

function envelope(ms: number, syllableMs: number): number {
  const within = ms % syllableMs;
  const voicedMs = syllableMs * VOICED_SHARE;
  return within >= voicedMs ? 0 : Math.min(1, within / EDGE_MS, (voicedMs - within) / EDGE_MS);
}
