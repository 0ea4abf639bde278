import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDeviceSecret, type SecretKeeper } from './device-secret.ts';

function disguised(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0x55));
}

/** A keyring that tells its own from others' by a word in front. */
function keyring(word: string): SecretKeeper {
  return {
    isKept: true,
    encrypt: (text) => Buffer.concat([Buffer.from(word), disguised(Buffer.from(text))]),
    decrypt: (encrypted) => {
      const text = encrypted.toString();
      if (!text.startsWith(word)) throw new Error('Error while decrypting the ciphertext');
      return disguised(encrypted.subarray(word.length)).toString();
    },
  };
}

const noKeyring: SecretKeeper = {
  isKept: false,
  encrypt: () => {
    throw new Error('Encryption is not available');
  },
  decrypt: () => {
    throw new Error('Decryption is not available');
  },
};

describe('the secret of this computer', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearthline-secret-'));
    file = join(folder, 'data', 'device-secret');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, 32 random bytes', () => {
    const first = readDeviceSecret(file, keyring('here:'));
    expect(first.bytes).toHaveLength(32);
    expect(first.isKept).toBe(true);
    expect(readDeviceSecret(file, keyring('here:'))).toEqual(first);
    const other = readDeviceSecret(join(folder, 'other'), keyring('here:'));
    expect(other.bytes).not.toEqual(first.bytes);
  });

  it('lies in its file as the system encrypted it, for nobody else to read', () => {
    const { bytes } = readDeviceSecret(file, keyring('here:'));
    const lying = Buffer.from(readFileSync(file, 'utf8'), 'base64').toString();
    expect(lying).toMatch(/^here:/);
    expect(lying).not.toContain(Buffer.from(bytes).toString('hex'));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is made anew where the keyring cannot read it, and the old one is put aside', () => {
    const first = readDeviceSecret(file, keyring('here:'));
    const old = readFileSync(file, 'utf8');
    const second = readDeviceSecret(file, keyring('elsewhere:'));
    expect(second.bytes).not.toEqual(first.bytes);
    expect(readFileSync(`${file}.unreadable-1`, 'utf8')).toBe(old);
    readDeviceSecret(file, keyring('third:'));
    expect(readdirSync(join(folder, 'data')).sort()).toEqual([
      'device-secret',
      'device-secret-copy',
      'device-secret.unreadable-1',
      'device-secret.unreadable-2',
    ]);
  });

  it('is made anew where both files hold something else, and each is put aside', () => {
    readDeviceSecret(file, keyring('here:'));
    writeFileSync(file, 'one');
    writeFileSync(`${file}-copy`, 'two');
    const aside = [1, 2].map((count) => `${file}.unreadable-${count}`);
    const made = readDeviceSecret(file, keyring('here:'));
    expect(made.bytes).toHaveLength(32);
    expect(readDeviceSecret(file, keyring('here:'))).toEqual(made);
    expect(aside.map((path) => readFileSync(path, 'utf8')).sort()).toEqual(['one', 'two']);
  });

  it.each([
    ['kept by the system', 'device-secret', keyring('here:')],
    ['kept by the system, in its copy', 'device-secret-copy', keyring('here:')],
    ['plain', 'device-secret.plain', noKeyring],
    ['plain, in its copy', 'device-secret.plain-copy', noKeyring],
  ])('is the same whichever byte is another: %s', (_, name, system) => {
    const first = readDeviceSecret(file, system);
    const path = join(folder, 'data', name);
    const whole = readFileSync(path);
    for (let byte = 0; byte < whole.length; byte += 1) {
      const changed = Buffer.from(whole);
      changed[byte] = (changed[byte] ?? 0) ^ 0x01;
      writeFileSync(path, changed);
      expect([byte, readDeviceSecret(file, system)]).toEqual([byte, first]);
    }
    expect(readdirSync(join(folder, 'data'))).toHaveLength(2);
  });

  it.each(['device-secret', 'device-secret-copy'])(
    'is read of the other when the disk gives %s no more',
    (name) => {
      const first = readDeviceSecret(file, keyring('here:'));
      const path = join(folder, 'data', name);
      rmSync(path);
      mkdirSync(path);
      expect(readDeviceSecret(file, keyring('here:'))).toEqual(first);
    },
  );

  it('is never made anew while the disk does not tell what is there', () => {
    readDeviceSecret(file, keyring('here:'));
    for (const path of [file, `${file}-copy`]) {
      rmSync(path);
      mkdirSync(path);
    }
    expect(() => readDeviceSecret(file, keyring('here:'))).toThrow('EISDIR');
  });

  it('is read as the first files were written, and gets its check and its copy', () => {
    const secret = 'ab'.repeat(32);
    mkdirSync(join(folder, 'data'));
    writeFileSync(`${file}.plain`, secret);
    const read = readDeviceSecret(file, noKeyring);
    expect(Buffer.from(read.bytes).toString('hex')).toBe(secret);
    for (const path of [`${file}.plain`, `${file}.plain-copy`])
      expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${secret}[0-9a-f]{16}$`));
    expect(readDeviceSecret(file, noKeyring)).toEqual(read);
  });

  it('says that it protects nothing where the system keeps no secrets, and leaves the kept one alone', () => {
    const kept = readDeviceSecret(file, keyring('here:'));
    const plain = readDeviceSecret(file, noKeyring);
    expect(plain.isKept).toBe(false);
    expect(plain.bytes).not.toEqual(kept.bytes);
    expect(readDeviceSecret(file, noKeyring)).toEqual(plain);
    expect(readDeviceSecret(file, keyring('here:'))).toEqual(kept);
  });
});
