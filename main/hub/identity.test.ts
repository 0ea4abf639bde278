import { verify } from 'node:crypto';
import { fromPublic } from '@nats-io/nkeys';
import { describe, expect, it } from 'vitest';
import { identityFrom, newSeed, roleOf } from './identity.ts';
import { publicKey } from './raw-keys.ts';

describe('an identity', () => {
  it('is the same for the same seed and another for another', () => {
    const seed = newSeed();
    const publicHalves = ({ signKey, sealKey, natsUser }: ReturnType<typeof identityFrom>) => [
      signKey,
      sealKey,
      natsUser,
    ];
    expect(publicHalves(identityFrom(seed))).toEqual(publicHalves(identityFrom(seed)));
    const all = [...publicHalves(identityFrom(seed)), ...publicHalves(identityFrom(newSeed()))];
    expect(new Set(all).size).toBe(6);
  });

  it('keeps the keys it was first made with', () => {
    const identity = identityFrom(Buffer.alloc(32, 7));
    expect(identity.signKey).toMatchInlineSnapshot(`"woE_DOusr8l-eM3McTxXhoXcWehC0Mbly_UmV1_-UI0"`);
    expect(identity.sealKey).toMatchInlineSnapshot(`"esoklDpbNndCTcfB6IrRPxkWmu77CAQxyP4Qc16muiQ"`);
    expect(identity.natsUser).toMatchInlineSnapshot(
      `"UAN4MLGGPNFMW7BXJREIJ4ZIYEI2S5U4PWVOVNYWGMLDAWGBMJVWAMA7"`,
    );
  });

  it('is spelled as NATS spells its users, and answers as NATS checks', () => {
    for (let run = 0; run < 5; run += 1) {
      const seed = newSeed();
      const identity = identityFrom(seed);
      expect(identity.natsUser).toMatch(/^U[A-Z2-7]{55}$/);
      const answer = Buffer.from(identity.answerChallenge('nonce'), 'base64url');
      expect(fromPublic(identity.natsUser).verify(Buffer.from('nonce'), answer)).toBe(true);
    }
  });

  it('does not log in with the key it signs with', () => {
    const identity = identityFrom(newSeed());
    const answer = Buffer.from(identity.answerChallenge('nonce'), 'base64url');
    expect(verify(null, Buffer.from('nonce'), publicKey('ed25519', identity.signKey), answer)).toBe(false);
  });

  it('is made of 32 bytes and nothing else', () => {
    expect(() => identityFrom(Buffer.alloc(31))).toThrow('32 bytes');
  });
});

describe('a role', () => {
  it('is in the name', () => {
    expect(['lead-ana', 'intake-ivr', 'ana', 'leader'].map(roleOf)).toEqual([
      'lead',
      'intake',
      'agent',
      'agent',
    ]);
  });
});
