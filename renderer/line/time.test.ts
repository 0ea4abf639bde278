import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { atMost } from './time.ts';

describe('waiting no longer than a limit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ends with what is waited for, and leaves no timer', async () => {
    await atMost(1000, Promise.resolve());
    await expect(atMost(1000, Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends at the limit', async () => {
    let isOver = false;
    void atMost(1000, new Promise(() => undefined)).then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isOver).toBe(true);
  });
});
