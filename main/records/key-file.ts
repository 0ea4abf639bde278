import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  scrypt,
  timingSafeEqual,
} from 'node:crypto';
import { z } from '#shared/contract/schema.ts';

/**
 * The database's key as it lies on the disk: random, wrapped with AES-256-GCM under
 * HKDF-SHA256(scrypt(PIN, salt) and this computer's secret). RFC 7914, RFC 5869, NIST SP 800-38D.
 */
const FORMAT = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const WRAPPING = 'hearthline-records-key-1';
const DEVICE_CHECK = 'hearthline-records-device-1';

/** How slow a try is. `n` is the number of rounds, a power of two; memory is 128 * n * r bytes. */
const scryptCost = z.object({
  // Bounds: whoever wrote this file may not make the desk run out of memory, or a try cost nothing.
  n: z
    .int()
    .min(2 ** 10)
    .max(2 ** 20)
    .refine((n) => Number.isInteger(Math.log2(n))),
  r: z.int().min(8).max(16),
  p: z.int().min(1).max(4),
});
export type ScryptCost = z.infer<typeof scryptCost>;

/** 128 MB and about a third of a second a try: OWASP's first choice for scrypt. */
export const FULL_COST: ScryptCost = { n: 2 ** 17, r: 8, p: 1 };

const bytes = (length: number) => z.hex().length(length * 2);
const wrappedKey = z.object({
  format: z.literal(FORMAT),
  cost: scryptCost,
  salt: bytes(SALT_BYTES),
  nonce: bytes(NONCE_BYTES),
  wrapped: bytes(KEY_BYTES + TAG_BYTES),
  /** Tells the secret of one computer from another's, and nothing about it. */
  device: bytes(32),
});
export type WrappedKey = z.infer<typeof wrappedKey>;

const keyFile = z.object({ key: z.looseObject({ format: z.int() }), check: bytes(32) });

export type KeyFile =
  | { readonly state: 'read'; readonly key: WrappedKey }
  | { readonly state: 'newer' }
  /** Not what was written: no PIN would open it, so none must be called wrong for it. */
  | { readonly state: 'damaged' };

export function writeKeyFile(key: WrappedKey): string {
  return JSON.stringify({ key, check: digest(key) });
}

export function readKeyFile(text: string): KeyFile {
  const file = keyFile.safeParse(parsed(text));
  if (!file.success) return { state: 'damaged' };
  const { key, check } = file.data;
  // Whatever the format is: that a newer app wrote it must not be told by one bit.
  const isWhole = check === digest(key);
  if (isWhole && key.format > FORMAT) return { state: 'newer' };
  const read = wrappedKey.safeParse(key);
  if (!read.success || (!isWhole && check !== digest(inOldOrder(read.data)))) return { state: 'damaged' };
  return { state: 'read', key: read.data };
}

/** Makes a key and wraps it. */
export async function makeKey(
  pin: string,
  deviceSecret: Uint8Array,
  cost: ScryptCost,
): Promise<{ key: Uint8Array; wrapped: WrappedKey }> {
  const key = new Uint8Array(randomBytes(KEY_BYTES));
  return { key, wrapped: await wrapKey(key, pin, deviceSecret, cost) };
}

/** Wraps a key anew, with a salt of its own: under another PIN. */
export async function wrapKey(
  key: Uint8Array,
  pin: string,
  deviceSecret: Uint8Array,
  cost: ScryptCost,
): Promise<WrappedKey> {
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const wrappingKey = await wrappingKeyOf(pin, deviceSecret, salt, cost);
  const cipher = createCipheriv('aes-256-gcm', wrappingKey, nonce).setAAD(Buffer.from(WRAPPING));
  const wrapped = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  wrappingKey.fill(0);
  return {
    format: FORMAT,
    cost,
    salt: salt.toString('hex'),
    nonce: nonce.toString('hex'),
    wrapped: wrapped.toString('hex'),
    device: deviceCheck(deviceSecret),
  };
}

/** @returns 32 bytes; null when it is not this PIN */
export async function unwrapKey(
  pin: string,
  deviceSecret: Uint8Array,
  { cost, salt, nonce, wrapped }: WrappedKey,
): Promise<Uint8Array | null> {
  const wrappingKey = await wrappingKeyOf(pin, deviceSecret, Buffer.from(salt, 'hex'), cost);
  const sealed = Buffer.from(wrapped, 'hex');
  const decipher = createDecipheriv('aes-256-gcm', wrappingKey, Buffer.from(nonce, 'hex'))
    .setAAD(Buffer.from(WRAPPING))
    .setAuthTag(sealed.subarray(KEY_BYTES));
  const key = new Uint8Array(decipher.update(sealed.subarray(0, KEY_BYTES)));
  wrappingKey.fill(0);
  try {
    decipher.final();
    return key;
  } catch {
    // The one thing that final() refuses is a tag that is not right.
    key.fill(0);
    return null;
  }
}

/** Whether it was wrapped at this computer. */
export function isOfDevice({ device }: WrappedKey, deviceSecret: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(device, 'hex'), Buffer.from(deviceCheck(deviceSecret), 'hex'));
}

function deviceCheck(deviceSecret: Uint8Array): string {
  return createHmac('sha256', deviceSecret).update(DEVICE_CHECK).digest('hex');
}

async function wrappingKeyOf(
  pin: string,
  deviceSecret: Uint8Array,
  salt: Uint8Array,
  { n, r, p }: ScryptCost,
): Promise<Buffer> {
  const options = { N: n, r, p, maxmem: 256 * n * r };
  const fromPin = await new Promise<Buffer>((resolve, reject) => {
    scrypt(pin, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
  const halves = Buffer.concat([fromPin, deviceSecret]);
  const wrappingKey = Buffer.from(hkdfSync('sha256', halves, salt, WRAPPING, KEY_BYTES));
  fromPin.fill(0);
  halves.fill(0);
  return wrappingKey;
}

/** Without a secret: against a bad disk, not against anybody. */
function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** What the first files of this format were checked by. */
function inOldOrder({ format, cost, salt, nonce, wrapped, device }: WrappedKey): unknown {
  return [format, cost.n, cost.r, cost.p, salt, nonce, wrapped, device];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
