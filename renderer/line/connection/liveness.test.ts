import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Liveness } from './liveness.ts';

describe('liveness', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

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
});
