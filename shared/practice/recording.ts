import type { VoiceSettings } from './persona.ts';

/** Changes when the recordings are made differently, so that all of them are made again. */
const RECIPE = '1';

/**
 * File of a sentence's recording, relative to assets/practice/voices/. The name changes with the words and with the
 * voice, so a file is right when it is there.
 */
export function recordingPath(personaId: string, voice: VoiceSettings, sentence: string): string {
  const { name, pitch, wordsPerMin } = voice;
  const hash = fnv1a64(JSON.stringify([RECIPE, name, pitch, wordsPerMin, sentence]));
  return `${personaId}/${hash}.opus`;
}

/** FNV-1a, 64 bits, over UTF-16 code units, as 16 hex digits. To tell sentences apart, not to keep a secret. */
function fnv1a64(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}
