import { describe, expect, it } from 'vitest';
import { freshEar, hear, type HeardChange } from './ear.ts';

const STEP_MS = 50;

/** Plays levels, 50 ms each, and says what was noticed. */
function listen(levels: readonly number[]): HeardChange[] {
  let ear = freshEar(0);
  const changes: HeardChange[] = [];
  levels.forEach((level, at) => {
    const heard = hear(ear, level, (at + 1) * STEP_MS, STEP_MS);
    ear = heard.ear;
    if (heard.change) changes.push(heard.change);
  });
  return changes;
}

const forMs = (ms: number, level: number): number[] => Array.from({ length: ms / STEP_MS }, () => level);

describe('the ear', () => {
  it('notices that somebody begins to speak, and pauses, and when that was', () => {
    const changes = listen([...forMs(500, 0.001), ...forMs(1000, 0.1), ...forMs(1000, 0.001)]);
    expect(changes).toEqual([
      { kind: 'agent-began', at: 550 },
      { kind: 'agent-paused', at: 1550 },
    ]);
  });

  it('takes no cough or click for speech', () => {
    expect(listen([...forMs(500, 0), ...forMs(100, 0.4), ...forMs(1000, 0)])).toEqual([]);
  });

  it('takes no gap between words for a pause', () => {
    const words = [...forMs(300, 0.1), ...forMs(250, 0.001)];
    expect(listen([...words, ...words, ...words]).map(({ kind }) => kind)).toEqual(['agent-began']);
  });

  it('hears nothing in a whisper of noise', () => {
    expect(listen(forMs(3000, 0.009))).toEqual([]);
  });

  it('gets used to a room that hums, and hears speech above it', () => {
    const hum = listen([...forMs(20_000, 0.03)]);
    expect(hum.map(({ kind }) => kind)).toEqual(['agent-began', 'agent-paused']);
    const speech = listen([...forMs(20_000, 0.03), ...forMs(600, 0.2), ...forMs(600, 0.03)]);
    expect(speech.slice(2).map(({ kind }) => kind)).toEqual(['agent-began', 'agent-paused']);
  });

  it('hears speech for as long as it goes on, because speech has gaps and a hum has none', () => {
    const syllables = Array.from({ length: 60_000 / STEP_MS }, (_, at) => (at % 8 === 7 ? 0.001 : 0.15));
    expect(listen(syllables).map(({ kind }) => kind)).toEqual(['agent-began']);
  });
});
