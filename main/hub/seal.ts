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
import { callbackEvent, EVENT_VERSION, type CallbackEvent } from '#shared/callback/event.ts';
import { callbackSubject } from './layout.ts';
import { derived, publicKey, publicText } from './raw-keys.ts';
import type { Opened } from './codec.ts';
import type { ReadyKey } from './keyring.ts';

/**
 * One event as it lies on the hub:
 *
 *   version 0x01 | kind | key id (2) | nonce (12) | [ephemeral X25519 key (32)] | AES-256-GCM data and tag (16) | Ed25519 signature (64)
 *
 * Kind 0x01 is sealed with the team key; kind 0x02 to the team's intake key, by somebody who can write and not read,
 * and has the ephemeral key. The subject is authenticated with the data and is part of what is signed: a message moved
 * to another callback or author opens nowhere. What is sealed is the event in JSON with the vocabulary's version `v`.
 */

export const PAYLOAD_VERSION = 0x01;
const TEAM_KIND = 0x01;
const INTAKE_KIND = 0x02;
const AT_NONCE = 4;
const AT_BODY = 16;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const SIGNATURE_BYTES = 64;
const SIGNED_DOMAIN = 'hearthline-cb-1\0';

/** Where an event stands: both are words of the subject. */
export interface Place {
  readonly callbackId: string;
  readonly author: string;
}

export function sealForTeam(event: CallbackEvent, place: Place, key: ReadyKey, signing: KeyObject): Buffer {
  const nonce = randomBytes(12);
  const subject = callbackSubject(place.callbackId, place.author);
  const data = encrypted(event, key.secret, nonce, subject);
  return signed(Buffer.concat([headOf(TEAM_KIND, key.id), nonce, data]), subject, signing);
}

/** @param to the team's intake key, from the roster */
export function sealFromIntake(
  event: CallbackEvent,
  place: Place,
  to: { readonly keyId: string; readonly intakeKey: string },
  signing: KeyObject,
): Buffer {
  const nonce = randomBytes(12);
  const subject = callbackSubject(place.callbackId, place.author);
  const ephemeral = generateKeyPairSync('x25519').privateKey;
  const own = Buffer.from(publicText(ephemeral), 'base64url');
  const shared = diffieHellman({ privateKey: ephemeral, publicKey: publicKey('x25519', to.intakeKey) });
  const data = encrypted(event, intakeSecret(shared, own), nonce, subject);
  return signed(Buffer.concat([headOf(INTAKE_KIND, to.keyId), nonce, own, data]), subject, signing);
}

/** Opens without looking at the signature; `verified` is false. */
export function openSealed(data: Uint8Array, place: Place, keyOf: (id: string) => ReadyKey | null): Opened {
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
  const plain = decrypted(
    bytes,
    { kind, atData, atTag },
    key,
    callbackSubject(place.callbackId, place.author),
  );
  return plain === null ? { kind: 'forged', why: 'seal' } : readPlain(plain);
}

/** Whether one of these keys signed it. About 0.15 ms each, on a thread of Node's pool. */
export async function signedByOneOf(
  keys: readonly KeyObject[],
  data: Uint8Array,
  place: Place,
): Promise<boolean> {
  if (data.length <= SIGNATURE_BYTES) return false;
  const subject = callbackSubject(place.callbackId, place.author);
  const body = signedPart(data.subarray(0, data.length - SIGNATURE_BYTES), subject);
  const signature = data.subarray(data.length - SIGNATURE_BYTES);
  for (const key of keys) {
    if (await verifiedBy(key, body, signature)) return true;
  }
  return false;
}

function headOf(kind: number, keyId: string): Buffer {
  return Buffer.concat([Buffer.from([PAYLOAD_VERSION, kind]), Buffer.from(keyId, 'hex')]);
}

function encrypted(event: CallbackEvent, key: KeyObject | Buffer, nonce: Buffer, subject: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(subject));
  const plain = JSON.stringify({ v: EVENT_VERSION, ...event });
  return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
}

function signed(body: Buffer, subject: string, signing: KeyObject): Buffer {
  return Buffer.concat([body, sign(null, signedPart(body, subject), signing)]);
}

function signedPart(body: Uint8Array, subject: string): Buffer {
  return Buffer.concat([Buffer.from(`${SIGNED_DOMAIN}${subject}\0`), body]);
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

function readPlain(plain: string): Opened {
  let json: unknown;
  try {
    json = JSON.parse(plain);
  } catch {
    return { kind: 'malformed' };
  }
  const version = versionOf(json);
  if (version === null) return { kind: 'malformed' };
  if (version > EVENT_VERSION) return { kind: 'newer', version };
  const event = callbackEvent.safeParse(json);
  return event.success ? { kind: 'event', event: event.data, verified: false } : { kind: 'malformed' };
}

/** By hand: a schema would copy the whole event, a hundred thousand times in a first sync. */
function versionOf(json: unknown): number | null {
  if (typeof json !== 'object' || json === null || !('v' in json)) return null;
  return typeof json.v === 'number' && Number.isSafeInteger(json.v) && json.v > 0 ? json.v : null;
}

function verifiedBy(key: KeyObject, body: Buffer, signature: Uint8Array): Promise<boolean> {
  return new Promise((resolve, reject) => {
    verify(null, body, key, signature, (error, isRight) => (error ? reject(error) : resolve(isRight)));
  });
}
