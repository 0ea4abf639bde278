import { describe, expect, it } from 'vitest';
import type { CallbackEvent } from '#shared/callback/event.ts';
import type { EventCodec } from './codec.ts';
import { identityOf, keyringOf, messageOf, sampleNote, sampleTeam } from './fakes/team.ts';
import { Keyring } from './keyring.ts';
import { sealForTeam, sealFromIntake } from './seal.ts';
import { teamCodec } from './team-codec.ts';
import { intakePublicKey, newTeamKey } from './team-keys.ts';
import { TeamUnknown } from './team-seal.ts';

const team = sampleTeam(['ana', 'ben', 'intake-ivr']);
const place = { callbackId: 'callback-1', author: 'ana' };

function codecOf(agent: string, keyring = keyringOf(team), canRefresh = true): EventCodec {
  const { signing } = identityOf(team, agent);
  return teamCodec({ agent, signing, keyring, refreshTeam: () => Promise.resolve(canRefresh) });
}

function sealed(event: CallbackEvent, codec = codecOf('ana'), callbackId = place.callbackId): Uint8Array {
  const result = codec.seal(callbackId, event);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const event = sampleNote();

describe('a sealed event', () => {
  it('is read by every colleague, and is from whom it says', async () => {
    const message = messageOf(place, sealed(event));
    for (const reader of ['ana', 'ben']) {
      expect(codecOf(reader).open(message)).toEqual({ kind: 'event', event, verified: false });
      expect(await codecOf(reader).verify(message)).toBe(true);
    }
  });

  it('shows nothing of what is in it', () => {
    expect(Buffer.from(sealed(event)).includes('mornings')).toBe(false);
  });

  it('is another each time it is sealed', () => {
    expect(sealed(event)).not.toEqual(sealed(event));
  });

  it('takes 96 bytes more than its JSON', () => {
    expect(sealed(event).length - JSON.stringify({ v: 1, ...event }).length).toBe(96);
  });

  it('never counts with one bit flipped, wherever that is', async () => {
    const original = sealed(event);
    const codec = codecOf('ben');
    for (let at = 0; at < original.length; at += 1) {
      const flipped = Buffer.from(original);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const message = messageOf(place, flipped);
      expect(await codec.verify(message), `byte ${at}`).toBe(false);
      const isInSignature = at >= original.length - 64;
      expect(codec.open(message).kind === 'event', `byte ${at}`).toBe(isInSignature);
    }
  });

  it('never counts when cut short', async () => {
    const original = sealed(event);
    const codec = codecOf('ben');
    for (let length = 0; length < original.length; length += 1) {
      const message = messageOf(place, original.subarray(0, length));
      expect(codec.open(message).kind).not.toBe('event');
      expect(await codec.verify(message)).toBe(false);
    }
  });

  it('has no effect when moved to another callback or another author', async () => {
    const data = sealed(event);
    for (const moved of [{ callbackId: 'callback-2' }, { author: 'ben' }]) {
      const message = messageOf({ ...place, ...moved }, data);
      expect(codecOf('ben').open(message)).toEqual({ kind: 'forged', why: 'seal' });
      expect(await codecOf('ben').verify(message)).toBe(false);
    }
  });

  it('keeps its id, so that a replay is seen to be one', () => {
    const data = sealed(event);
    const replay = codecOf('ben').open({ ...messageOf(place, data), seq: 9, hubMs: 900_000 });
    expect(replay).toMatchObject({ kind: 'event', event: { id: event.id } });
  });

  it('is a forgery when a colleague with the team key signs as somebody else', async () => {
    const key = keyringOf(team).currentKey();
    if (key === null) throw new Error('a key');
    const forged = messageOf(place, sealForTeam(event, place, key, identityOf(team, 'ben').signing));
    expect(codecOf('ben').open(forged).kind).toBe('event');
    expect(await codecOf('ben').verify(forged)).toBe(false);
  });

  it('is a forgery when nobody by that name is in the team', async () => {
    const elsewhere = { ...place, author: 'zoe' };
    const key = keyringOf(team).currentKey();
    if (key === null) throw new Error('a key');
    const message = messageOf(elsewhere, sealForTeam(event, elsewhere, key, identityOf(team, 'ana').signing));
    expect(await codecOf('ben').verify(message)).toBe(false);
  });

  it('waits for its key, and is read once that has come during the session', () => {
    const next = newTeamKey(team.keys.map(({ id }) => id));
    const roster = {
      ...team.roster,
      revision: 2,
      currentKey: next.id,
      keys: [...team.roster.keys, { id: next.id, intakeKey: intakePublicKey(next), sinceMs: 2_000 }],
    };
    const message = messageOf(
      place,
      sealed(event, codecOf('ana', keyringOf({ keys: [...team.keys, next], roster }))),
    );
    const behind = keyringOf(team);
    const codec = codecOf('ben', behind);
    expect(codec.open(message)).toEqual({ kind: 'no-key', keyId: next.id });
    behind.addKey(next);
    expect(codec.open(message)).toMatchObject({ kind: 'event' });
  });

  it('is not opened with another team’s key of the same number', () => {
    const other = sampleTeam(['ana', 'ben']);
    const message = messageOf(place, sealed(event));
    expect(codecOf('ben', keyringOf(other)).open(message)).toEqual({ kind: 'forged', why: 'seal' });
  });
});

describe('who signed an unknown name', () => {
  it('is looked up anew before it counts as forged', async () => {
    const keyring = keyringOf({ ...team, roster: { ...team.roster, members: [] } });
    const { signing } = identityOf(team, 'ben');
    const refreshTeam = () => {
      keyring.setRoster({ ...team.roster, revision: 2 });
      return Promise.resolve(true);
    };
    const codec = teamCodec({ agent: 'ben', signing, keyring, refreshTeam });
    expect(await codec.verify(messageOf(place, sealed(event)))).toBe(true);
  });

  it('is left open while the team cannot be read', async () => {
    const keyring = keyringOf({ ...team, roster: { ...team.roster, members: [] } });
    const message = messageOf(place, sealed(event));
    await expect(codecOf('ben', keyring, false).verify(message)).rejects.toThrow(TeamUnknown);
  });
});

describe('an intake', () => {
  const fromIntake = { callbackId: 'callback-1', author: 'intake-ivr' };
  const [teamKey] = team.keys;
  if (!teamKey) throw new Error('a key');
  const to = { keyId: teamKey.id, intakeKey: intakePublicKey(teamKey) };
  const ivr = identityOf(team, 'intake-ivr');

  it('writes what agents read and know to be from it', async () => {
    const message = messageOf(fromIntake, sealFromIntake(event, fromIntake, to, ivr.signing));
    expect(codecOf('ana').open(message)).toEqual({ kind: 'event', event, verified: false });
    expect(await codecOf('ana').verify(message)).toBe(true);
  });

  it('never counts with one bit flipped, wherever that is', async () => {
    const original = sealFromIntake(event, fromIntake, to, ivr.signing);
    const codec = codecOf('ana');
    for (let at = 0; at < original.length; at += 1) {
      const flipped = Buffer.from(original);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      const message = messageOf(fromIntake, flipped);
      expect(await codec.verify(message), `byte ${at}`).toBe(false);
      const isInSignature = at >= original.length - 64;
      expect(codec.open(message).kind === 'event', `byte ${at}`).toBe(isInSignature);
    }
  });

  it('is not opened elsewhere', () => {
    const data = sealFromIntake(event, fromIntake, to, ivr.signing);
    const moved = messageOf({ ...fromIntake, callbackId: 'callback-2' }, data);
    expect(codecOf('ana').open(moved)).toEqual({ kind: 'forged', why: 'seal' });
  });
});

describe('what a writer got wrong', () => {
  const key = keyringOf(team).currentKey();
  if (key === null) throw new Error('a key');
  const opened = (json: object) => {
    const { signing } = identityOf(team, 'ana');
    return codecOf('ben').open(messageOf(place, sealForTeam(json as CallbackEvent, place, key, signing)));
  };

  it('is malformed, and told from what a newer Hearthline wrote', () => {
    expect(opened({ ...event, type: 'sung' })).toEqual({ kind: 'malformed' });
    expect(opened({ ...event, text: '' })).toEqual({ kind: 'malformed' });
    expect(opened({ ...event, v: 0 })).toEqual({ kind: 'malformed' });
    expect(opened({ ...event, v: 2, type: 'sung' })).toEqual({ kind: 'newer', version: 2 });
  });

  it('is told before it is sent when it is too long', () => {
    expect(codecOf('ana').seal('callback-1', sampleNote('\u0001'.repeat(4000)))).toEqual({
      ok: false,
      error: { code: 'bad-request', details: { what: 'too-long' } },
    });
    expect(codecOf('ana').seal('callback-1', sampleNote('語'.repeat(4000))).ok).toBe(true);
  });

  it('is told before it is sent when there is no key yet', () => {
    expect(codecOf('ana', new Keyring()).seal('callback-1', event)).toEqual({
      ok: false,
      error: { code: 'hub-key-missing' },
    });
  });
});
