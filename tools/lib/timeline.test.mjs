import { describe, expect, it } from 'vitest';
import { Timeline } from './timeline.mjs';

const whole = [
  'ringing 1000.5',
  'answer-sent 2000.5',
  'first-audio-in 2100',
  'first-audio-out 2090',
  'ended 9000.5',
];

describe('a timeline', () => {
  it('takes the app’s lines about moments and no others', () => {
    const timeline = new Timeline();
    expect(timeline.take('hearthline: milestone ringing 1700000000000.25')).toBe(true);
    expect(timeline.take('hearthline: ready desk')).toBe(false);
    expect(timeline.take('hearthline: milestone ringing')).toBe(false);
  });

  it('says what a call that is not whole has missed', () => {
    const timeline = new Timeline();
    for (const line of whole.slice(0, 3)) timeline.take(`hearthline: milestone ${line}`);
    expect(timeline.missing()).toEqual(['first audio to the patient', 'hung up']);
  });

  it('is told in ms from its first moment, in order', () => {
    const timeline = new Timeline();
    for (const line of whole) timeline.take(`hearthline: milestone ${line}`);
    expect(timeline.missing()).toEqual([]);
    expect(timeline.lines().map((line) => line.trim())).toEqual([
      '0 ms  ringing',
      '1000 ms  answered',
      '1090 ms  first audio to the patient',
      '1100 ms  first audio from the patient',
      '8000 ms  hung up',
    ]);
  });

  it('tells when moments are reached, and when they are not', async () => {
    const timeline = new Timeline();
    const reached = timeline.reach(['ringing', 'ended'], 10_000);
    timeline.take('hearthline: milestone ringing 1');
    timeline.take('hearthline: milestone ended 2');
    expect(await reached).toBe(true);
    expect(await timeline.reach(['answer-sent'], 1)).toBe(false);
  });
});
