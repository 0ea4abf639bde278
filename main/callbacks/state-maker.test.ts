import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HubLink } from '#shared/contract/callback-state.ts';
import { systemClock } from '../clock.ts';
import type { Offers } from './offers.ts';
import type { Rows } from './rows.ts';
import { StateMaker } from './state-maker.ts';
import type { Workings } from './workings.ts';

describe('when the desk is told that something changed', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function stage(link: HubLink) {
    const told: string[] = [];
    const sync = { link };
    const onChange = () => void told.push(sync.link.name);
    const workings = { sync, options: { clock: systemClock, onChange } } as unknown as Workings;
    const maker = new StateMaker(workings, {} as Rows, {} as Offers, () => null);
    return { maker, sync, told };
  }

  it('is told once of changes that come together', () => {
    const { maker, told } = stage({ name: 'online', sinceMs: 1 });
    for (let change = 0; change < 5; change += 1) maker.changed();
    vi.advanceTimersByTime(50);
    expect(told).toEqual(['online']);
  });

  it('is told once a second while the log is read, and at once that it was', () => {
    const { maker, sync, told } = stage({ name: 'syncing', done: 0, total: 9 });
    maker.changed();
    vi.advanceTimersByTime(999);
    expect(told).toEqual([]);
    vi.advanceTimersByTime(1);
    maker.changed();
    vi.advanceTimersByTime(100);
    expect(told).toEqual(['syncing']);
    sync.link = { name: 'online', sinceMs: 1 };
    maker.changed();
    vi.advanceTimersByTime(50);
    expect(told).toEqual(['syncing', 'online']);
    vi.advanceTimersByTime(2000);
    expect(told).toHaveLength(2);
  });

  it('is told nothing more once the queue is closed', () => {
    const { maker, told } = stage({ name: 'online', sinceMs: 1 });
    maker.changed();
    maker.stop();
    maker.changed();
    vi.advanceTimersByTime(2000);
    expect(told).toEqual([]);
  });
});
