import { describe, expect, it } from 'vitest';
import { FRAME_MS, listen, QUIET, type VoiceActivity } from './voice-activity.ts';

/** "500@-75 2000@-23" is half a second at -75 dB under full scale, then two at -23; "500@muted" is what it says. */
function levelsOf(stretches: string): (number | null)[] {
  return stretches
    .split(' ')
    .filter(Boolean)
    .flatMap((stretch) => {
      const [lengthMs, db] = stretch.split('@');
      const level = db === 'muted' ? null : 10 ** (Number(db) / 20);
      return Array.from({ length: Number(lengthMs) / FRAME_MS }, () => level);
    });
}

/** How much was taken for speech on the first side, in ms, and what is known in the end. */
function speechIn(stretches: string, otherStretches = ''): { ms: number; voice: VoiceActivity } {
  const others = levelsOf(otherStretches);
  let voice = QUIET;
  let other = QUIET;
  let frames = 0;
  for (const [at, level] of levelsOf(stretches).entries()) {
    const heard = listen(voice, level, other);
    other = listen(other, others[at] ?? 0, voice).voice;
    voice = heard.voice;
    frames += heard.decided.filter(Boolean).length;
  }
  return { ms: frames * FRAME_MS, voice };
}

describe('speech on one side of a call', () => {
  it.each([
    ['a sentence in a quiet room', '1000@-75 2000@-23 1000@-75', 2000],
    ['the same on a quiet headset', '1000@-80 2000@-45 1000@-80', 2000],
    ['the same beside a fan', '4000@-45 2000@-23 1000@-45', 2000],
    ['words with short gaps', '1000@-75 600@-23 300@-75 600@-23 1000@-75', 1500],
    ['two sentences with a breath between', '1000@-75 600@-23 600@-75 600@-23 1000@-75', 1200],
    ['a click', '1000@-75 60@-10 1000@-75', 0],
    ['nothing but noise', '10000@-65', 0],
    ['digital silence', '10000@-200', 0],
    ['hissing under any voice', '1000@-200 2000@-66 1000@-200', 0],
    ['colleagues far behind the agent', '500@-75 3000@-23 500@-60 3000@-46 500@-60', 3000],
    ['what is said while muted', '1000@-75 2000@muted 1000@-75', 0],
  ])('%s', (_, stretches, wantedMs) => {
    expect(Math.abs(speechIn(stretches).ms - wantedMs)).toBeLessThanOrEqual(100);
  });

  it('a fan that is switched on is speech for no more than seven seconds', () => {
    expect(speechIn('2000@-75 30000@-40').ms).toBeLessThan(7000);
  });

  it('a room is known at once, also after the digital silence before the first packet', () => {
    expect(speechIn('20000@-46').ms).toBe(0);
    expect(speechIn('1000@-200 20000@-46').ms).toBe(0);
  });

  it('a softer voice that takes over is heard after a while', () => {
    const softly = '600@-44 100@-75 '.repeat(40);
    expect(speechIn(`500@-75 3000@-20 500@-75 ${softly}`).ms).toBeGreaterThan(3000 + 10_000);
  });

  it('nothing is learnt while muted', () => {
    const before = speechIn('4000@-50 2000@-20 1000@-50').voice;
    let now = before;
    for (let frame = 0; frame < 500; frame += 1) now = listen(now, null, QUIET).voice;
    expect(now).toMatchObject({ roomDb: before.roomDb, voiceDb: before.voiceDb, isSpeech: false });
  });
});

describe('the other side in the earpiece', () => {
  const speaks = '1000@-75 5000@-20 1000@-75';
  const own = '500@-75 2000@-40 500@-75';

  it('is no speech of whoever wears it, before their voice is known', () => {
    expect(speechIn('1100@-75 5000@-40 900@-75', speaks).ms).toBe(0);
  });

  it('nor after, when they speak softly', () => {
    expect(speechIn(`${own} 1100@-75 5000@-50 900@-75`, `3000@-75 ${speaks}`).ms).toBe(2000);
  });

  it('does not hide that both speak', () => {
    const { ms } = speechIn(`${own} 3000@-75 2000@-40 2000@-75`, `3000@-75 ${speaks}`);
    expect(Math.abs(ms - 4000)).toBeLessThanOrEqual(100);
  });
});
