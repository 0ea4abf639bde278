import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SessionTimer } from './session-timer.ts';

describe('a session timer', () => {
  const refresh = vi.fn<() => void>();
  beforeEach(() => {
    vi.useFakeTimers();
    refresh.mockClear();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('refreshes at half the interval when that is ours to do', () => {
    new SessionTimer(refresh).arm(90, 'us');
    vi.advanceTimersByTime(44_999);
    expect(refresh).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(refresh).toHaveBeenCalledOnce();
  });

  it('asks shortly before the end when the far end should have and did not', () => {
    const timer = new SessionTimer(refresh);
    timer.arm(1800, 'them');
    vi.advanceTimersByTime(900_000);
    timer.arm(1800, 'them');
    vi.advanceTimersByTime(1_767_999);
    expect(refresh).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(refresh).toHaveBeenCalledOnce();
  });

  it('does not flood a server that names an interval longer than any timer', () => {
    new SessionTimer(refresh).arm(4_294_967_295, 'us');
    vi.advanceTimersByTime(1000);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('ends with its call', () => {
    const timer = new SessionTimer(refresh);
    timer.arm(90, 'us');
    timer.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
