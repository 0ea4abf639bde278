import { describe, expect, it } from 'vitest';
import { activeDevice } from './devices.ts';
import { countersOf, heardBetween } from './heard-stats.ts';
import { renderTone, TONES } from './tones.ts';

describe('the device in use', () => {
  const available = ['default', 'headset', 'built-in'].map((id) => ({ id, label: id }));

  it('is the chosen one while it is plugged in, and the default meanwhile', () => {
    expect(activeDevice({ available, chosenId: 'headset' })).toBe('headset');
    const unplugged = available.filter(({ id }) => id !== 'headset');
    expect(activeDevice({ available: unplugged, chosenId: 'headset' })).toBe('default');
    expect(activeDevice({ available, chosenId: 'headset' })).toBe('headset');
  });

  it('is the first where there is no default, and none where there is none', () => {
    expect(activeDevice({ available: available.slice(1), chosenId: null })).toBe('headset');
    expect(activeDevice({ available: [], chosenId: 'headset' })).toBeNull();
  });
});

describe('what was heard', () => {
  const counters = { received: 100, lost: 2, jitterMs: 4, roundTripMs: 30, codec: 'opus' };

  it('is what came and what did not between two looks', () => {
    const heard = heardBetween(counters, { ...counters, received: 195, lost: 7 });
    expect(heard).toMatchObject({ lossPercent: 5, jitterMs: 4, roundTripMs: 30 });
  });

  it('is not negative when late packets are counted after all', () => {
    expect(heardBetween(counters, { ...counters, received: 150, lost: 1 })?.lossPercent).toBe(0);
  });

  it('is nothing at all when nothing came: silence is no fault', () => {
    expect(heardBetween(counters, counters)).toBeNull();
    expect(heardBetween(counters, { ...counters, received: 0, lost: 0 })).toBeNull();
  });

  it('is read from the receiver, its codec and RTCP, or the path where RTCP is silent', () => {
    const inbound = {
      type: 'inbound-rtp',
      kind: 'audio',
      packetsReceived: 5,
      packetsLost: 1,
      jitter: 0.003,
      codecId: 'c',
    };
    const report = new Map<string, unknown>([
      ['i', inbound],
      ['c', { type: 'codec', id: 'c', mimeType: 'audio/PCMU' }],
      ['p', { type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 }],
    ]);
    expect(countersOf(report)).toEqual({
      received: 5,
      lost: 1,
      jitterMs: 3,
      roundTripMs: 20,
      codec: 'PCMU',
    });
    report.set('r', { type: 'remote-inbound-rtp', kind: 'audio', roundTripTime: 0.05 });
    expect(countersOf(report)?.roundTripMs).toBe(50);
    expect(countersOf(new Map())).toBeNull();
  });
});

describe('a tone', () => {
  it.each(Object.entries(TONES))('%s neither clips nor clicks', (_, tone) => {
    const samples = renderTone(tone, 8000);
    expect(samples).toHaveLength(tone.periodSec * 8000);
    expect(Math.max(...samples.map(Math.abs))).toBeLessThan(1);
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(0.05);
    expect(Math.abs(samples[0] ?? 1)).toBeLessThan(0.01);
    expect(Math.abs(samples.at(-1) ?? 1)).toBeLessThan(0.02);
  });
});
