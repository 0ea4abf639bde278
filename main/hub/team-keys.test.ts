import { describe, expect, it } from 'vitest';
import { identityOf, sampleTeam } from './fakes/team.ts';
import { identityFrom, newSeed } from './identity.ts';
import { intakePublicKey, newTeamKey, unwrapTeamKey, wrapTeamKey } from './team-keys.ts';

const team = sampleTeam(['ana', 'ben']);
const ana = identityOf(team, 'ana');
const ben = identityOf(team, 'ben');
const key = newTeamKey();
const to = { teamId: team.teamId, agent: 'ana', sealKey: ana.sealKey };
const of = { keyId: key.id, teamId: team.teamId, agent: 'ana' };
const wrapped = wrapTeamKey(key, to, team.admin);

describe('a wrapped team key', () => {
  it('opens for the agent it was wrapped for', () => {
    expect(unwrapTeamKey(wrapped, of, ana.sealing, team.admin)).toEqual(key);
  });

  it('does not show what is in it', () => {
    expect(wrapped.includes(key.secret)).toBe(false);
    expect(wrapped.includes(key.intakeSecret)).toBe(false);
  });

  it('stays shut for anybody else', () => {
    expect(unwrapTeamKey(wrapped, of, ben.sealing, team.admin)).toBeNull();
  });

  it('is nothing unless the admin signed it', () => {
    const stranger = identityFrom(newSeed()).signing;
    expect(unwrapTeamKey(wrapTeamKey(key, to, stranger), of, ana.sealing, team.admin)).toBeNull();
  });

  it('cannot be passed off as another', () => {
    for (const other of [{ keyId: '0002' }, { agent: 'ben' }, { teamId: 'south' }, { keyId: 'zz' }]) {
      expect(unwrapTeamKey(wrapped, { ...of, ...other }, ana.sealing, team.admin)).toBeNull();
    }
  });

  it('is nothing with one bit flipped, wherever that is', () => {
    for (let at = 0; at < wrapped.length; at += 1) {
      const flipped = Buffer.from(wrapped);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(unwrapTeamKey(flipped, of, ana.sealing, team.admin)).toBeNull();
    }
    expect(unwrapTeamKey(wrapped.subarray(1), of, ana.sealing, team.admin)).toBeNull();
  });
});

describe('a generation of keys', () => {
  it('has the next number and secrets of its own', () => {
    const next = newTeamKey(['0001', '00ff']);
    expect(next.id).toBe('0100');
    expect(intakePublicKey(next)).not.toBe(intakePublicKey(key));
    expect(() => newTeamKey(['ffff'])).toThrow('every key id');
  });
});
