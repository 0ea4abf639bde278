import { describe, expect, it } from 'vitest';
import { keyringOf, sampleTeam } from './fakes/team.ts';
import { identityFrom, newSeed } from './identity.ts';
import { Keyring } from './keyring.ts';
import { newTeamKey } from './team-keys.ts';
import { checkRoster, memberNow, signRoster, type Roster } from './roster.ts';

const team = sampleTeam(['ana', 'lead-mia']);
const trust = { teamId: team.teamId, adminKey: team.admin, atLeast: 0 };
const signed = signRoster(team.roster, team.admin);

describe('a roster', () => {
  it('is taken from the admin', () => {
    expect(checkRoster(signed, trust)).toEqual({ ok: true, value: team.roster });
  });

  it('is taken from nobody else', () => {
    const stranger = identityFrom(newSeed()).signing;
    expect(checkRoster(signRoster(team.roster, stranger), trust)).toEqual({ ok: false, error: 'signature' });
  });

  it('is refused with one bit flipped, wherever that is', () => {
    for (let at = 0; at < signed.length; at += 1) {
      const flipped = Buffer.from(signed);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(checkRoster(flipped, trust)).toEqual({ ok: false, error: 'signature' });
    }
    for (const bytes of [Buffer.alloc(0), signed.subarray(0, 64), signed.subarray(0, 30)]) {
      expect(checkRoster(bytes, trust)).toEqual({ ok: false, error: 'signature' });
    }
  });

  it('is refused when it is an older one, and taken when it is the same again', () => {
    expect(checkRoster(signed, { ...trust, atLeast: 2 })).toEqual({ ok: false, error: 'older' });
    expect(checkRoster(signed, { ...trust, atLeast: 1 }).ok).toBe(true);
  });

  it('is refused when it is another team’s', () => {
    expect(checkRoster(signed, { ...trust, teamId: 'south' })).toEqual({ ok: false, error: 'other-team' });
  });

  it('is not made with mistakes', () => {
    const broken = { ...team.roster, revision: 0 } satisfies Roster;
    expect(() => signRoster(broken, team.admin)).toThrow('revision');
  });

  it('tells who is in the team now', () => {
    const [ana, mia] = team.roster.members;
    if (!ana || !mia) throw new Error('two members');
    const left: Roster = { ...team.roster, members: [{ ...ana, untilMs: 5_000 }, mia] };
    expect(memberNow(left, 'ana')).toBeNull();
    expect(memberNow(left, 'lead-mia')?.name).toBe('lead-mia');
    expect(memberNow(left, 'nobody')).toBeNull();
  });
});

describe('a keyring', () => {
  it('keeps the higher of two rosters', () => {
    const keyring = keyringOf({ ...team, roster: { ...team.roster, revision: 7 } });
    keyring.setRoster({ ...team.roster, revision: 3, members: [] });
    expect(keyring.roster?.revision).toBe(7);
    expect(keyring.signersOf('ana', 2_000)).toHaveLength(1);
  });

  it('counts the signature of somebody who left only for the time before, with a minute’s grace', () => {
    const [ana] = team.roster.members;
    if (!ana) throw new Error('a member');
    const keyring = keyringOf({
      ...team,
      roster: { ...team.roster, members: [{ ...ana, untilMs: 100_000 }] },
    });
    expect(keyring.signersOf('ana', 160_000)).toHaveLength(1);
    expect(keyring.signersOf('ana', 160_001)).toHaveLength(0);
    expect(keyring.signersOf('lead-mia', 0)).toHaveLength(0);
  });
});

describe('the key for imports', () => {
  it('is the same at every desk, stays the same when keys change, and is another team’s never', () => {
    const first = keyringOf(team).importKey();
    const later = keyringOf({ ...team, keys: [newTeamKey(['0001']), ...team.keys] });
    expect(first).toHaveLength(32);
    expect(later.importKey()).toEqual(first);
    expect(keyringOf(sampleTeam(['ana'])).importKey()).not.toEqual(first);
    expect(new Keyring().importKey()).toBeNull();
  });
});
