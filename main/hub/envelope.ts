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
import { derived, publicKey, publicText } from './raw-keys.ts';
import type { ReadyKey } from './keyring.ts';

/**
 * A text as it lies on the hub, under whatever subject:
 *
 *   version 0x01 | kind | key id (2) | nonce (12) | [ephemeral X25519 key (32)] | AES-256-GCM data and tag (16) | Ed25519 signature (64)
 *
 * Kind 0x01 is sealed with the team key; kind 0x02 to the team's intake key, by somebody who can write and not read,
 * and has the ephemeral key. The subject is authenticated with the data and is part of what is signed: a message moved
 * to another subject opens nowhere. What is signed begins with the domain of what the message is for.
 */

export const PAYLOAD_VERSION = 0x01;
const TEAM_KIND = 0x01;
const INTAKE_KIND = 0x02;
const AT_NONCE = 4;
const AT_BODY = 16;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const SIGNATURE_BYTES = 64;

/** Where a message stands, and what for: `hearthline-cb-1` and `cb.<callback>.<author>`. */
export interface Standing {
  readonly domain: string;
  readonly subject: string;
}

/** The team's intake key, from the roster. */
export interface IntakeKey {
  readonly keyId: string;
  readonly intakeKey: string;
}

/** Why a message was not read. */
export type Unreadable =
  /** Sealed with a key this desk does not have yet. */
  | { readonly kind: 'no-key'; readonly keyId: string }
  /** Written by a newer Hearthline. */
  | { readonly kind: 'newer'; readonly version: number }
  /** Damaged, moved, or sealed with another key: it has no effect, ever. */
  | { readonly kind: 'forged'; readonly why: 'seal' };

export function sealText(text: string, standing: Standing, key: ReadyKey, signing: KeyObject): Buffer {
  const nonce = randomBytes(12);
  const data = encrypted(text, key.secret, nonce, standing.subject);
  return signed(Buffer.concat([headOf(TEAM_KIND, key.id), nonce, data]), standing, signing);
}

export function sealTextFromIntake(
  text: string,
  standing: Standing,
  to: IntakeKey,
  signing: KeyObject,
): Buffer {
  const nonce = randomBytes(12);
  const ephemeral = generateKeyPairSync('x25519').privateKey;
  const own = Buffer.from(publicText(ephemeral), 'base64url');
  const shared = diffieHellman({ privateKey: ephemeral, publicKey: publicKey('x25519', to.intakeKey) });
  const data = encrypted(text, intakeSecret(shared, own), nonce, standing.subject);
  return signed(Buffer.concat([headOf(INTAKE_KIND, to.keyId), nonce, own, data]), standing, signing);
}

/** Opens without looking at the signature. */
export function unsealText(
  data: Uint8Array,
  subject: string,
  keyOf: (id: string) => ReadyKey | null,
): { readonly kind: 'text'; readonly text: string } | Unreadable {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const [version = 0, kind = 0] = bytes;
  if (version > PAYLOAD_VERSION) return { kind: 'newer', version };
  const atData = kind === INTAKE_KIND ? AT_BODY + KEY_BYTES : AT_BODY;
  const atTag = bytes.length - SIGNATURE_BYTES - TAG_BYTES;
  if (version !== PAYLOAD_VERSION || (kind !== TEAM_KIND && kind !== INTAKE_KIND) || atTag <= atData) {
    return { kind: 'forged', why: 'seal' };
  }
  const keyId = bytes.toString('hex', 2, AT_NONCE);
  const key = keyOf(keyId);
  if (key === null) return { kind: 'no-key', keyId };
  const text = decrypted(bytes, { kind, atData, atTag }, key, subject);
  return text === null ? { kind: 'forged', why: 'seal' } : { kind: 'text', text };
}

/** Whether one of these keys signed it for this standing. About 0.15 ms each, on a thread of Node's pool. */
export async function signedByOneOf(
  keys: readonly KeyObject[],
  data: Uint8Array,
  standing: Standing,
): Promise<boolean> {
  if (data.length <= SIGNATURE_BYTES) return false;
  const body = signedPart(data.subarray(0, data.length - SIGNATURE_BYTES), standing);
  const signature = data.subarray(data.length - SIGNATURE_BYTES);
  for (const key of keys) {
    if (await verifiedBy(key, body, signature)) return true;
  }
  return false;
}

function headOf(kind: number, keyId: string): Buffer {
  return Buffer.concat([Buffer.from([PAYLOAD_VERSION, kind]), Buffer.from(keyId, 'hex')]);
}

function encrypted(text: string, key: KeyObject | Buffer, nonce: Buffer, subject: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(subject));
  return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function signed(body: Buffer, standing: Standing, signing: KeyObject): Buffer {
  return Buffer.concat([body, sign(null, signedPart(body, standing), signing)]);
}

function signedPart(body: Uint8Array, { domain, subject }: Standing): Buffer {
  return Buffer.concat([Buffer.from(`${domain}\0${subject}\0`), body]);
}

/** @param own the intake's ephemeral public key */
function intakeSecret(shared: Buffer, own: Buffer): Buffer {
  return derived(shared, own, 'hearthline-intake-1');
}

function decrypted(
  bytes: Buffer,
  { kind, atData, atTag }: { kind: number; atData: number; atTag: number },
  key: ReadyKey,
  subject: string,
): string | null {
  try {
    const secret = kind === TEAM_KIND ? key.secret : opensIntake(key, bytes.subarray(AT_BODY, atData));
    const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(AT_NONCE, AT_BODY))
      .setAAD(Buffer.from(subject))
      .setAuthTag(bytes.subarray(atTag, atTag + TAG_BYTES));
    const plain = decipher.update(bytes.subarray(atData, atTag));
    decipher.final();
    return plain.toString('utf8');
  } catch {
    // Damaged, moved or sealed with another key: AES-GCM does not tell which, and it is all the same here.
    return null;
  }
}

function opensIntake(key: ReadyKey, ephemeral: Buffer): Buffer {
  const theirs = publicKey('x25519', ephemeral.toString('base64url'));
  return intakeSecret(diffieHellman({ privateKey: key.intake, publicKey: theirs }), ephemeral);
}

function verifiedBy(key: KeyObject, body: Buffer, signature: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(null, body, key, signature, (error, isRight) => (error ? reject(error) : resolve(isRight)));
  });
}
