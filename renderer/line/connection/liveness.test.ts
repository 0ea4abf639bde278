import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Liveness } from './liveness.ts';

describe('liveness', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  /** Time passes and no timer comes: a busy machine, or one that slept. */
  function standStill(ms: number): void {
    const now = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => now() + ms);
  }

  function stage(onAsk: (heard: () => void) => void) {
    let lastHeardAt = performance.now();
    const died: number[] = [];
    let asked = 0;
    const heard = () => {
      lastHeardAt = performance.now();
    };
    const liveness = new Liveness({
      lastHeardAt: () => lastHeardAt,
      ask: () => {
        asked += 1;
        onAsk(heard);
      },
      dead: () => died.push(performance.now()),
    });
    liveness.start();
    return { liveness, died, heard, asked: () => asked, since: lastHeardAt };
  }

  it('finds a dead peer within five seconds of its last word', () => {
    const { died, since } = stage(() => undefined);
    vi.advanceTimersByTime(20_000);
    expect(died).toHaveLength(1);
    expect((died[0] ?? Number.POSITIVE_INFINITY) - since).toBeLessThan(5000);
  });

  it('leaves a peer alone that answers', () => {
    const { liveness, died, asked } = stage((heard) => setTimeout(heard, 400));
    vi.advanceTimersByTime(60_000);
    expect(died).toEqual([]);
    expect(asked()).toBeGreaterThan(20);
    liveness.stop();
  });

  it('does not ask while something is heard anyway', () => {
    const { liveness, asked, heard } = stage(() => undefined);
    for (let i = 0; i < 40; i += 1) {
      vi.advanceTimersByTime(1000);
      heard();
    }
    expect(asked()).toBe(0);
    liveness.stop();
  });

  it('does not blame the peer for a time in which this window stood still', () => {
    const { liveness, died, asked, heard } = stage(() => undefined);
    vi.advanceTimersByTime(1600);
    expect(asked()).toBe(1);
    // The answer is there, but the timer of a busy window comes first.
    standStill(10_000);
    vi.advanceTimersByTime(250);
    heard();
    vi.advanceTimersByTime(1000);
    expect(died).toEqual([]);
    liveness.stop();
  });

  it('still finds a peer dead that is gone after such a time', () => {
    const { died } = stage(() => undefined);
    vi.advanceTimersByTime(1600);
    standStill(10_000);
    vi.advanceTimersByTime(2500);
    expect(died).toHaveLength(1);
  });
});
