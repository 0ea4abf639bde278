import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from '#shared/contract/schema.ts';
import { signedByOneOf } from './envelope.ts';
import { identityOf, keyringOf, sampleTeam } from './fakes/team.ts';
import { identityFrom } from './identity.ts';
import { Keyring } from './keyring.ts';
import { privateKey, publicKey } from './raw-keys.ts';
import { CALLBACK_KIND } from './seal.ts';
import { openMessage, sealMessage, sealMessageFromIntake, type SealedKind } from './sealed-kind.ts';
import { intakePublicKey } from './team-keys.ts';
import { teamSeal } from './team-seal.ts';

interface Greeting {
  readonly words: string;
}

const GREETING: SealedKind<Greeting> = {
  domain: 'hearthline-greeting-1',
  version: 3,
  schema: z.object({ words: z.string().min(1) }),
};
const team = sampleTeam(['ana', 'ben']);
const subject = 'greeting.ana';
const MAX_BYTES = 2048;

function sealOf(agent: string, keyring = keyringOf(team), kind: SealedKind<Greeting> = GREETING) {
  const { signing } = identityOf(team, agent);
  return teamSeal(kind, MAX_BYTES, { signing, keyring, refreshTeam: () => Promise.resolve(true) });
}

function sealed(words = 'good morning', seal = sealOf('ana')): Uint8Array {
  const result = seal.seal({ words }, subject);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const asSent = (data: Uint8Array) => ({ subject, author: 'ana', hubMs: 2_000, data });

describe('a message of any kind', () => {
  it('is read by every colleague, and is from whom it says', async () => {
    const message = asSent(sealed());
    for (const reader of ['ana', 'ben']) {
      expect(sealOf(reader).open(message)).toEqual({ kind: 'message', message: { words: 'good morning' } });
      expect(await sealOf(reader).verify(message)).toBe(true);
    }
    expect(Buffer.from(message.data).includes('morning')).toBe(false);
  });

  it('comes back as it went, whatever the words', () => {
    for (const words of ['a', '語'.repeat(300), '\u0000\u001f"\\', '🙂', 'x'.repeat(1_400)]) {
      expect(sealOf('ben').open(asSent(sealed(words)))).toEqual({ kind: 'message', message: { words } });
    }
  });

  it('never counts with one bit flipped, wherever that is', async () => {
    const original = sealed();
    const seal = sealOf('ben');
    for (let at = 0; at < original.length; at += 1) {
      const flipped = Buffer.from(original);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
      expect(await seal.verify(asSent(flipped)), `byte ${at}`).toBe(false);
      const isInSignature = at >= original.length - 64;
      expect(seal.open(asSent(flipped)).kind === 'message', `byte ${at}`).toBe(isInSignature);
    }
  });

  it('never counts when cut short', async () => {
    const original = sealed();
    for (let length = 0; length < original.length; length += 1) {
      const message = asSent(original.subarray(0, length));
      expect(sealOf('ben').open(message).kind).not.toBe('message');
      expect(await sealOf('ben').verify(message)).toBe(false);
    }
  });

  it('has no effect under another subject', async () => {
    const moved = { ...asSent(sealed()), subject: 'greeting.ben', author: 'ben' };
    expect(sealOf('ben').open(moved)).toEqual({ kind: 'forged', why: 'seal' });
    expect(await sealOf('ben').verify(moved)).toBe(false);
    expect(await sealOf('ben').verify({ ...moved, author: 'ana' })).toBe(false);
  });

  it('is no message of another kind, even under the same subject', async () => {
    const parting = { ...GREETING, domain: 'hearthline-parting-1' };
    expect(await sealOf('ben', keyringOf(team), parting).verify(asSent(sealed()))).toBe(false);
  });

  it('is told from what a newer Hearthline wrote, and from what is broken', () => {
    const opened = (kind: Partial<SealedKind<Greeting>>, words = 'hello') =>
      sealOf('ben').open(asSent(sealed(words, sealOf('ana', keyringOf(team), { ...GREETING, ...kind }))));
    expect(opened({ version: 4 })).toEqual({ kind: 'newer', version: 4 });
    expect(opened({ version: 2 })).toMatchObject({ kind: 'message' });
    expect(opened({ version: 0 })).toEqual({ kind: 'malformed' });
    expect(opened({}, '')).toEqual({ kind: 'malformed' });
  });

  it('is told before it is sent when it is too long, or when there is no key yet', () => {
    expect(sealOf('ana').seal({ words: 'x'.repeat(MAX_BYTES) }, subject)).toEqual({
      ok: false,
      error: { code: 'bad-request', details: { what: 'too-long' } },
    });
    expect(sealOf('ana', new Keyring()).seal({ words: 'hello' }, subject)).toEqual({
      ok: false,
      error: { code: 'hub-key-missing' },
    });
  });

  it('comes from an intake as well', () => {
    const [key] = team.keys;
    if (!key) throw new Error('a key');
    const to = { keyId: key.id, intakeKey: intakePublicKey(key) };
    const data = sealMessageFromIntake(
      GREETING,
      { words: 'hello' },
      subject,
      to,
      identityOf(team, 'ana').signing,
    );
    expect(sealOf('ben').open(asSent(data))).toEqual({ kind: 'message', message: { words: 'hello' } });
  });
});

describe('a callback’s event', () => {
  // Sealed with these keys when callbacks were all that was sealed.
  const place = 'cb.callback-1.ana';
  const BY_TEAM =
    'AQEKCwkYrx-qDRuj78YbGWMsEaEUN8YRBJLGbewyWwsaw0nTyjHNQRW5zEyKfayq1d5UrkUgTao19EUE9IeRWcSMasMjWkonJ6iOxY7DtYhzghJWFjb65-XRI7-jXpIOl37JB73mp4twZF8l0xqS8_00uqbiX3QquTJTobmKdYhhEgAlZJjcsHRVquRpoFS3SvObQjzmILT5YDb8Ul7z0hkAEssb9r--F7vCE8CTBzmodKJaYrakTtCqthBeVAATrOF6uwo';
  const BY_INTAKE =
    'AQIKC7X5pjQxLPL77K8PlbaTW0TvXuaeQZmm9QSmSnz06ZXcxsrIy7LFYBOdQf9hKsRVge8sylO-J7IbyNYXGBvhKlaRfqcz0wlS4neoP8DbV8wfGMLE5CeWE1p6eF7Dkt2XHbjsSnsvIzivhRUzXB_NgRAprTCmOrP29ZFdvCeKpbQf0Rqz_bGy-9sqMrDxVQOsm2lj9_NRkwILvj_J0JWTFvElbLTuuVNs4nzHEW4EYHRlKR633g3pdvyOzp5F10A8VyHgt8PaImNc-c17ZokCW0_g5xIybbbLt-9K36wx7CUhBg';
  const key = {
    id: '0a0b',
    secret: createSecretKey(Buffer.alloc(32, 1)),
    intake: privateKey('x25519', Buffer.alloc(32, 2)),
  };
  const author = identityFrom(Buffer.alloc(32, 7));
  const event = {
    id: '3f0c7c1e-52c3-4a56-9d28-0c4d1d3a9b11',
    at: 2000,
    type: 'note' as const,
    text: 'Prefers mornings',
  };

  it.each([BY_TEAM, BY_INTAKE])('lies on the hub as it always has: a log of before is read', async (kept) => {
    const data = Buffer.from(kept, 'base64url');
    const keyOf = (id: string) => (id === key.id ? key : null);
    expect(openMessage(CALLBACK_KIND, data, place, keyOf)).toEqual({ kind: 'message', message: event });
    const signers = [publicKey('ed25519', author.signKey)];
    const standing = { domain: CALLBACK_KIND.domain, subject: place };
    expect(await signedByOneOf(signers, data, standing)).toBe(true);
  });

  it('is written no longer and no shorter than before', () => {
    const data = sealMessage(CALLBACK_KIND, event, place, key, author.signing);
    expect(data.length).toBe(Buffer.from(BY_TEAM, 'base64url').length);
  });
});
