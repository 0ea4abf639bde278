import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { z } from '#shared/contract/schema.ts';

/** What happens after wrong PINs. Sealed with the key, so that another profile cannot make it milder. */
export const keyRules = z.object({
  wrongPinLimit: z.number().int().min(1).max(1000),
  onWrongPin: z.enum(['destroy', 'lock']),
});
export type KeyRules = z.infer<typeof keyRules>;

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
export const keyFile = z.object({
  version: z.literal(1),
  /** scrypt (RFC 7914) with r = 8, p = 1. */
  costLog2: z.number().int().min(10).max(20),
  salt: base64,
  /** Tells the device secret from another one, without saying anything about it. */
  device: base64,
  rules: keyRules,
  nonce: base64,
  wrapped: base64,
});
export type KeyFile = z.infer<typeof keyFile>;

/** 2^17: 128 MB and about 0.4 s for one try, on the desk as well as on whatever a thief has. */
export const COST_LOG2 = 17;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A new random database key, and the file that gives it back to whoever has the PIN and the device secret. */
export async function wrapNew(
  pin: string,
  deviceSecret: Uint8Array,
  rules: KeyRules,
  costLog2: number,
): Promise<{ key: Buffer; file: KeyFile }> {
  const key = randomBytes(KEY_BYTES);
  return { key, file: await wrap(key, pin, deviceSecret, rules, costLog2) };
}

export async function wrap(
  key: Uint8Array,
  pin: string,
  deviceSecret: Uint8Array,
  rules: KeyRules,
  costLog2: number,
): Promise<KeyFile> {
  const salt = randomBytes(16);
  const nonce = randomBytes(NONCE_BYTES);
  const device = deviceCheck(deviceSecret).toString('base64');
  const open = { version: 1, costLog2, salt: salt.toString('base64'), device, rules } as const;
  const wrappingKey = await wrappingKeyFor(pin, salt, deviceSecret, costLog2);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce).setAAD(sealedWith(open));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  wrappingKey.fill(0);
  return { ...open, nonce: nonce.toString('base64'), wrapped: wrapped.toString('base64') };
}

/** Null when the PIN is another one, or the file is not as it was written. */
export async function unwrap(file: KeyFile, pin: string, deviceSecret: Uint8Array): Promise<Buffer | null> {
  const wrapped = Buffer.from(file.wrapped, 'base64');
  if (wrapped.length !== KEY_BYTES + TAG_BYTES) return null;
  const salt = Buffer.from(file.salt, 'base64');
  const wrappingKey = await wrappingKeyFor(pin, salt, deviceSecret, file.costLog2);
  const nonce = Buffer.from(file.nonce, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, nonce, { authTagLength: TAG_BYTES })
    .setAAD(sealedWith(file))
    .setAuthTag(wrapped.subarray(KEY_BYTES));
  wrappingKey.fill(0);
  const key = decipher.update(wrapped.subarray(0, KEY_BYTES));
  try {
    decipher.final();
    return key;
  } catch {
    // Node says no more than "unable to authenticate": the PIN is wrong.
    key.fill(0);
    return null;
  }
}

export function isOfDevice(file: KeyFile, deviceSecret: Uint8Array): boolean {
  const known = Buffer.from(file.device, 'base64');
  const ours = deviceCheck(deviceSecret);
  return known.length === ours.length && timingSafeEqual(known, ours);
}

function deviceCheck(deviceSecret: Uint8Array): Buffer {
  return createHmac('sha256', deviceSecret).update('hearthline device check 1').digest().subarray(0, 16);
}

function sealedWith({ version, costLog2, salt, device, rules }: Omit<KeyFile, 'nonce' | 'wrapped'>): Buffer {
  const { wrongPinLimit, onWrongPin } = rules;
  return Buffer.from(
    JSON.stringify(['hearthline records key', version, costLog2, salt, device, wrongPinLimit, onWrongPin]),
  );
}

/** HKDF (RFC 5869) of what the PIN gives and what the device has: neither alone says anything. */
async function wrappingKeyFor(
  pin: string,
  salt: Uint8Array,
  deviceSecret: Uint8Array,
  costLog2: number,
): Promise<Buffer> {
  const fromPin = await stretched(pin, salt, costLog2);
  const key = Buffer.from(hkdfSync('sha256', fromPin, deviceSecret, 'hearthline records key 1', KEY_BYTES));
  fromPin.fill(0);
  return key;
}

function stretched(pin: string, salt: Uint8Array, costLog2: number): Promise<Buffer> {
  const cost = 2 ** costLog2;
  // Twice what scrypt takes (RFC 7914 §2: 128 · N · r bytes); Node's own limit is 32 MB.
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
