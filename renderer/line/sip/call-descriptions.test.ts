import { describe, expect, it } from 'vitest';
import type { PeerAudio } from '../media/peer-audio.ts';
import { CallDescriptions, OfferOvertakenError } from './call-descriptions.ts';

const theirs = ['v=0', 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=fingerprint:sha-256 00', ''].join('\r\n');

/** A connection that changes its state at once and gathers its candidates when told. */
function stage() {
  const log: string[] = [];
  const connection = { signalingState: 'stable' };
  const gathering = { done: Promise.resolve() };
  const peer = {
    connection,
    async offer() {
      connection.signalingState = 'have-local-offer';
      await gathering.done;
      return 'our offer';
    },
    async answer() {
      connection.signalingState = 'stable';
      return 'our answer';
    },
    async setRemote(type: string) {
      log.push(`their ${type}`);
      connection.signalingState = type === 'offer' ? 'have-remote-offer' : 'stable';
    },
    async rollback() {
      connection.signalingState = 'stable';
    },
  };
  const descriptions = new CallDescriptions(peer as unknown as PeerAudio, () => log.push('negotiated'));
  const describeIt = async () => (await descriptions.getDescription()).body;
  return { descriptions, describeIt, log, gathering };
}

describe('the descriptions of a call', () => {
  it('take what comes after an offer of ours for its answer', async () => {
    const { descriptions, describeIt, log } = stage();
    expect(await describeIt()).toBe('our offer');
    await descriptions.setDescription(theirs);
    expect(log).toContain('their answer');
  });

  it('answer the far end when its offer comes while ours is being made, and call ours off', async () => {
    const { descriptions, describeIt, log, gathering } = stage();
    const candidates = Promise.withResolvers<void>();
    gathering.done = candidates.promise;
    const offering = describeIt();
    await descriptions.setDescription(theirs);
    expect(await describeIt()).toBe('our answer');
    await expect(offering).rejects.toThrow(OfferOvertakenError);
    expect(log).toEqual(['their offer', 'negotiated']);
    candidates.resolve();
    await descriptions.setDescription(theirs);
    expect(log.at(-1)).toBe('their offer');
  });

  it('take what comes after a rollback for an offer', async () => {
    const { descriptions, describeIt, log } = stage();
    await describeIt();
    await descriptions.rollbackDescription();
    await descriptions.setDescription(theirs);
    expect(log.at(-1)).toBe('their offer');
  });

  it('are refused where there is no secure audio, and are over with the call', async () => {
    const { descriptions } = stage();
    await expect(descriptions.setDescription('v=0\r\n')).rejects.toThrow('no-audio');
    descriptions.close();
    await expect(descriptions.getDescription()).rejects.toThrow('The call is over.');
  });
});
