import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextAvailability, nextDeadline, signedInAt, type AvailabilityEvent } from './availability.ts';

const rules = { wrapUpSec: 30 };
function after(events: readonly (readonly [number, AvailabilityEvent])[], given = rules) {
  return events.reduce((model, [at, event]) => nextAvailability(model, event, at, given), signedInAt(0));
}
const callUp = { type: 'calls-changed', anyUp: true } as const;
const callsOver = { type: 'calls-changed', anyUp: false } as const;
const breakWished = { type: 'break-wished', reason: 'Lunch' } as const;
const readyWished = { type: 'ready-wished' } as const;
const timePassed = { type: 'time-passed' } as const;
const extended = { type: 'wrap-up-extended' } as const;

describe('availability', () => {
  it('begins ready', () => {
    expect(signedInAt(5).now).toEqual({ name: 'ready', since: 5 });
  });

  it('goes on a call, then to wrap-up, then back to ready when its time is up', () => {
    const wrapUp = after([
      [1000, callUp],
      [9000, callsOver],
    ]);
    expect(wrapUp.now).toEqual({ name: 'wrap-up', since: 9000, until: 39_000 });
    expect(nextDeadline(wrapUp)).toBe(39_000);
    expect(nextAvailability(wrapUp, timePassed, 38_999, rules)).toBe(wrapUp);
    expect(nextAvailability(wrapUp, timePassed, 39_000, rules).now).toEqual({ name: 'ready', since: 39_000 });
  });

  it('has no wrap-up where the profile gives none', () => {
    const model = after([[1, callUp], [2, callsOver]], { wrapUpSec: 0 }); // prettier-ignore
    expect(model.now).toEqual({ name: 'ready', since: 2 });
  });

  it('keeps a break wished during a call until wrap-up is over', () => {
    const onCall = after([[1, callUp], [2, breakWished]]); // prettier-ignore
    expect(onCall.now.name).toBe('on-call');
    const later = nextAvailability(nextAvailability(onCall, callsOver, 3, rules), timePassed, 40_000, rules);
    expect(later.now).toEqual({ name: 'break', since: 40_000, reason: 'Lunch' });
  });

  it('lets the agent end wrap-up early, or lengthen it by half a minute each time', () => {
    const wrapUp = after([[0, callUp], [0, callsOver]]); // prettier-ignore
    expect(nextAvailability(wrapUp, readyWished, 5, rules).now).toEqual({ name: 'ready', since: 5 });
    expect(nextAvailability(wrapUp, breakWished, 5, rules).now.name).toBe('break');
    const longer = nextAvailability(nextAvailability(wrapUp, extended, 1, rules), extended, 2, rules);
    expect(longer.now).toEqual({ name: 'wrap-up', since: 0, until: 90_000 });
  });

  it('goes back to the break after a call that was taken or made during it', () => {
    const model = after([[1, breakWished], [2, callUp], [3, callsOver], [33_003, timePassed]]); // prettier-ignore
    expect(model.now).toEqual({ name: 'break', since: 33_003, reason: 'Lunch' });
  });

  it('does not restart a state that is asked for again', () => {
    expect(after([[1, readyWished]]).now.since).toBe(0);
    expect(after([[1, breakWished], [2, breakWished]]).now.since).toBe(1); // prettier-ignore
    expect(after([[1, callUp], [2, callUp]]).now.since).toBe(1); // prettier-ignore
  });

  it('is on a call exactly while an answered call is up, whatever else happens', () => {
    const event = fc.constantFrom(callUp, callsOver, breakWished, readyWished, timePassed, extended);
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const wasUp = events.reduce((up, e) => (e.type === 'calls-changed' ? e.anyUp : up), false);
        const model = after(events.map((e, index) => [index * 7000, e] as const));
        expect(model.now.name === 'on-call').toBe(wasUp);
      }),
    );
  });
});
