import { beforeEach, describe, expect, it } from 'vitest';
import { memoryStore } from './fakes/desk.ts';
import { HubClock } from './hub-clock.ts';

const HUB_MS = 1_800_000_000_000;
const machine = { wallMs: 5_000_000, uptimeMs: 70_000 };
let { facts } = memoryStore();
const parts = () => ({ clock: { now: () => machine.wallMs }, uptimeMs: () => machine.uptimeMs, facts });

function pass(ms: number): void {
  machine.wallMs += ms;
  machine.uptimeMs += ms;
}

beforeEach(() => {
  ({ facts } = memoryStore());
  machine.wallMs = 5_000_000;
  machine.uptimeMs = 70_000;
});

describe('the hub’s clock', () => {
  it('is not known before the hub was heard, and goes on from what it said', () => {
    const clock = new HubClock(parts());
    expect(clock.now()).toBeNull();
    clock.heard(HUB_MS);
    pass(1234);
    expect(clock.now()).toBe(HUB_MS + 1234);
    expect(clock.offsetMs()).toBe(HUB_MS - 5_000_000);
  });

  it('outlives the app, and not the machine', () => {
    new HubClock(parts()).heard(HUB_MS);
    pass(60_000);
    expect(new HubClock(parts()).now()).toBe(HUB_MS + 60_000);
    // Off for ten minutes, up for one.
    machine.wallMs += 660_000;
    machine.uptimeMs = 60_000;
    expect(new HubClock(parts()).now()).toBeNull();
  });

  it('is not known after the clock on the wall was set, either way', () => {
    const clock = new HubClock(parts());
    for (const aheadMs of [7_200_000, -7_200_000, 5000, -5000]) {
      clock.heard(HUB_MS);
      machine.wallMs += aheadMs;
      expect(clock.now()).toBeNull();
      machine.wallMs -= aheadMs;
    }
    clock.heard(HUB_MS);
    expect(clock.now()).toBe(HUB_MS);
  });

  it('forgives what a clock is put right by over the network in a day', () => {
    const clock = new HubClock(parts());
    clock.heard(HUB_MS);
    pass(24 * 3_600_000);
    machine.wallMs += 20_000;
    expect(clock.now()).toBe(HUB_MS + 24 * 3_600_000);
  });

  it('never goes back but by word of the hub', () => {
    const clock = new HubClock(parts());
    clock.heard(HUB_MS);
    pass(1000);
    expect(clock.now()).toBe(HUB_MS + 1000);
    clock.heard(HUB_MS + 500);
    expect(clock.now()).toBe(HUB_MS + 1000);
    clock.heard(HUB_MS - 60_000);
    expect(clock.now()).toBe(HUB_MS - 60_000);
  });

  it('is put right by what the hub stored, when the way there and back was uneven', () => {
    const clock = new HubClock(parts());
    clock.heard(HUB_MS);
    const sent = clock.moment();
    pass(100);
    // Stored before we would have sent it: we are ahead.
    clock.echoed(sent, HUB_MS - 40);
    expect(clock.now()).toBe(HUB_MS + 60);
    // Stored later than it is: we are behind.
    clock.seen(HUB_MS + 500);
    expect(clock.now()).toBe(HUB_MS + 500);
  });
});
