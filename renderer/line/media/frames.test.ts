import { describe, expect, it } from 'vitest';
import { FrameClock, framesOf, rmsOf } from './frames.ts';

const RATE_HZ = 48_000;
/** The newest sound at a moment: each frame of the recording is as loud as its number. */
function newestAt(samplesSoFar: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, at) =>
    Math.max(0, Math.floor((samplesSoFar - length + at) / 960) / 1000),
  );
}

describe('frames between two looks', () => {
  it('are 20 ms each, whole, and none is missing or there twice', () => {
    const clock = new FrameClock(RATE_HZ, 5);
    expect(clock.frameSamples).toBe(960);
    const heard: number[] = [];
    let samples = 0;
    for (const elapsed of [4800, 4992, 128, 9600, 0, 5120, 4736]) {
      samples += elapsed;
      clock.look(5 + samples / RATE_HZ);
      heard.push(...framesOf(newestAt(samples, 16_384), clock));
    }
    const wanted = Array.from({ length: Math.floor(samples / 960) }, (_, at) => at);
    expect(heard.map((level) => Math.round(level * 1000))).toEqual(wanted);
  });

  it('are fewer after a look that came too late, and the newest', () => {
    const clock = new FrameClock(RATE_HZ, 0);
    clock.look(1);
    const frames = framesOf(newestAt(RATE_HZ, 4800), clock);
    expect(frames.map((level) => Math.round(level * 1000))).toEqual([45, 46, 47, 48, 49]);
  });

  it('are as many of silence where nothing is heard', () => {
    const clock = new FrameClock(RATE_HZ, 0);
    clock.look(0.1);
    expect(clock.silence()).toEqual([0, 0, 0, 0, 0]);
  });

  it('have a loudness of at most one', () => {
    expect(rmsOf(Float32Array.of(3, -3))).toBe(1);
    expect(rmsOf(Float32Array.of(0.5, -0.5))).toBe(0.5);
  });
});
