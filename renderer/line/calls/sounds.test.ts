import { describe, expect, it } from 'vitest';
import type { CallPhase } from '#shared/call/call.ts';
import { newCall } from './new-call.ts';
import { soundsFor } from './sounds.ts';

const inPhase = (phase: CallPhase) => newCall({ id: crypto.randomUUID(), direction: 'incoming', phase });
const ringing = inPhase({ name: 'ringing', since: 1, autoAnswerAt: null });
const talking = inPhase({ name: 'talking', since: 1 });

describe('what a desk sounds like', () => {
  it('rings', () => {
    expect(soundsFor([ringing], true)).toEqual({ ringer: 'ring', speaker: null });
  });

  it('only reminds while somebody is in the ear', () => {
    expect(soundsFor([talking, ringing], true).ringer).toBe('callWaiting');
  });

  it('does not ring for a call that answers itself', () => {
    expect(soundsFor([inPhase({ name: 'ringing', since: 1, autoAnswerAt: 2 })], true).ringer).toBeNull();
  });

  it('rings after all where it cannot answer by itself', () => {
    expect(soundsFor([inPhase({ name: 'ringing', since: 1, autoAnswerAt: 2 })], false).ringer).toBe('ring');
  });

  it('plays ring-back until the network plays something itself', () => {
    expect(soundsFor([inPhase({ name: 'alerting', since: 1, earlyMedia: false })], true).speaker).toBe(
      'ringBack',
    );
    expect(soundsFor([inPhase({ name: 'alerting', since: 1, earlyMedia: true })], true).speaker).toBeNull();
  });

  it('is silent otherwise', () => {
    const ended = inPhase({ name: 'ended', at: 2, reason: 'missed', sipStatus: null });
    expect(soundsFor([talking, ended], true)).toEqual({ ringer: null, speaker: null });
    expect(soundsFor([], true)).toEqual({ ringer: null, speaker: null });
  });
});
