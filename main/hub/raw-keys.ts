import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';

/** Keys as 32 raw bytes, in and out of node:crypto's own objects. */

// The fixed beginnings of PKCS #8 for a raw 32-byte private key (RFC 8410 §7).
const PKCS8 = {
  ed25519: Buffer.from('302e020100300506032b657004220420', 'hex'),
  x25519: Buffer.from('302e020100300506032b656e04220420', 'hex'),
} as const;
const CURVE = { ed25519: 'Ed25519', x25519: 'X25519' } as const;
type Kind = keyof typeof CURVE;

/** @param raw 32 bytes: an Ed25519 seed (RFC 8032) or an X25519 scalar (RFC 7748) */
export function privateKey(kind: Kind, raw: Uint8Array): KeyObject {
  if (raw.length !== 32) throw new Error(`a private key has 32 bytes, not ${raw.length}`);
  return createPrivateKey({ key: Buffer.concat([PKCS8[kind], raw]), format: 'der', type: 'pkcs8' });
}

/** @param text 32 bytes as base64url, as `publicText` writes them */
export function publicKey(kind: Kind, text: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: CURVE[kind], x: text }, format: 'jwk' });
}

/** The public half, 32 bytes as base64url without padding (43 characters). */
export function publicText(key: KeyObject): string {
  const { x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (x === undefined) throw new Error('not a key of Curve25519');
  return x;
}

/** HKDF with SHA-256 (RFC 5869), 32 bytes. */
export function derived(secret: Uint8Array, salt: Uint8Array | string, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
}
