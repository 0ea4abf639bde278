import {
  createCipheriv,
  createDecipheriv,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { teamKeySubject } from './layout.ts';
import { derived, privateKey, publicKey, publicText } from './raw-keys.ts';

/**
 * The secrets a team shares. Each generation has an id, a key for the agents' events, and a key pair for intakes, who
 * can write and not read. The admin wraps both for every agent; somebody who leaves gets no part of the next one.
 */
export interface TeamKey {
  /** Four hex digits, counting up from 0001. */
  readonly id: string;
  /** 32 bytes, for AES-256-GCM. */
  readonly secret: Buffer;
  /** 32 bytes, an X25519 private key: opens what intakes sealed. */
  readonly intakeSecret: Buffer;
}

export const KEY_ID = /^[0-9a-f]{4}$/;

/** The next generation after those there are. */
export function newTeamKey(existing: readonly string[] = []): TeamKey {
  const highest = Math.max(0, ...existing.map((id) => Number.parseInt(id, 16)));
  if (highest >= 0xffff) throw new Error('every key id is used');
  return {
    id: (highest + 1).toString(16).padStart(4, '0'),
    secret: randomBytes(32),
    intakeSecret: randomBytes(32),
  };
}

/** What intakes seal to, base64url: stands in the roster. */
export function intakePublicKey(key: TeamKey): string {
  return publicText(privateKey('x25519', key.intakeSecret));
}

export interface Recipient {
  readonly teamId: string;
  readonly agent: string;
  /** base64url */
  readonly sealKey: string;
}

const VERSION = 0x01;
const AT = { ephemeral: 1, nonce: 33, data: 45, tag: 109, signature: 125, end: 189 } as const;

/**
 * The message `team.key.<id>.<agent>`: version, ephemeral X25519 public key (32), nonce (12), both secrets under
 * AES-256-GCM (64 + 16), the admin's signature (64). The key is HKDF of the Diffie-Hellman secret.
 */
export function wrapTeamKey(key: TeamKey, to: Recipient, admin: KeyObject): Buffer {
  const ephemeral = generateKeyPairSync('x25519').privateKey;
  const nonce = randomBytes(12);
  const context = contextOf(key.id, to);
  const wrapping = wrappingKey(ephemeral, publicKey('x25519', to.sealKey), publicText(ephemeral), context);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(context);
  const data = Buffer.concat([cipher.update(Buffer.concat([key.secret, key.intakeSecret])), cipher.final()]);
  const body = Buffer.concat([
    Buffer.from([VERSION]),
    Buffer.from(publicText(ephemeral), 'base64url'),
    nonce,
    data,
    cipher.getAuthTag(),
  ]);
  return Buffer.concat([body, sign(null, Buffer.concat([context, body]), admin)]);
}

/** Null when the admin did not sign it, it is for somebody else, or it is damaged. */
export function unwrapTeamKey(
  message: Uint8Array,
  of: { readonly keyId: string; readonly teamId: string; readonly agent: string },
  sealing: KeyObject,
  adminKey: KeyObject,
): TeamKey | null {
  const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
  if (bytes.length !== AT.end || bytes[0] !== VERSION || !KEY_ID.test(of.keyId)) return null;
  const context = contextOf(of.keyId, of);
  const signed = Buffer.concat([context, bytes.subarray(0, AT.signature)]);
  if (!verify(null, signed, adminKey, bytes.subarray(AT.signature))) return null;
  const ephemeral = bytes.subarray(AT.ephemeral, AT.nonce).toString('base64url');
  try {
    const wrapping = wrappingKey(sealing, publicKey('x25519', ephemeral), ephemeral, context);
    const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(AT.nonce, AT.data))
      .setAAD(context)
      .setAuthTag(bytes.subarray(AT.tag, AT.signature));
    const both = Buffer.concat([decipher.update(bytes.subarray(AT.data, AT.tag)), decipher.final()]);
    return { id: of.keyId, secret: both.subarray(0, 32), intakeSecret: both.subarray(32) };
  } catch {
    // Wrapped for another key than ours.
    return null;
  }
}

/** Team, subject and purpose: a wrapped key moved to another place opens nowhere. */
function contextOf(keyId: string, { teamId, agent }: { teamId: string; agent: string }): Buffer {
  return Buffer.from(`hearthline-team-key-1\0${teamId}\0${teamKeySubject(keyId, agent)}\0`);
}

function wrappingKey(own: KeyObject, theirs: KeyObject, ephemeral: string, context: Buffer): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: theirs });
  return derived(shared, Buffer.from(ephemeral, 'base64url'), context.toString('latin1'));
}
