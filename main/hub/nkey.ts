/**
 * NATS's own spelling of keys (nkeys): a prefix that makes the text begin with a telling letter, the 32 bytes, a
 * CRC-16/XMODEM in little-endian, all in base32 (RFC 4648) without padding.
 */

const USER = 20 << 3;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Begins with U: what the server's configuration names a user by. */
export function userPublicNkey(publicBytes: Uint8Array): string {
  if (publicBytes.length !== 32) throw new Error(`an nkey has 32 bytes, not ${publicBytes.length}`);
  const body = Buffer.from([USER, ...publicBytes]);
  const check = crc16(body);
  return base32(Buffer.from([...body, check & 0xff, check >> 8]));
}

function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = ((crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff) >>> 0;
  }
  return crc;
}

function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}
