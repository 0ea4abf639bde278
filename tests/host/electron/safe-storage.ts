import { createCipheriv, createDecipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app } from './app.ts';
import { Modelled } from './modelled.ts';

/** How a backend turns texts into what may lie on a disk, and back. */
interface Seal {
  readonly backend: 'basic_text' | 'gnome_libsecret';
  encrypt(plainText: string): Buffer;
  /** @throws Error when it did not encrypt this. */
  decrypt(encrypted: Buffer): string;
}

/**
 * Electron's safeStorage on a Linux desktop. Without a keyring (`basic_text`): not available unless the app insists,
 * and then encrypted under Chromium's well-known fixed password, which protects nothing (os_crypt_linux.cc, "v10").
 * With one (`HEARTHLINE_HOST_KEYRING` names the folder that stands for it): available, under a random secret kept there.
 */
export class SafeStorage extends Modelled {
  readonly electronName = 'safeStorage';
  readonly #seal: Seal;
  #isPlainTextAllowed = false;

  constructor(keyringFolder: string | undefined = process.env['HEARTHLINE_HOST_KEYRING']) {
    super();
    this.#seal = keyringFolder ? keyring(keyringFolder) : basicText;
  }

  isEncryptionAvailable(): boolean {
    return app.isReady() && this.#isUsable();
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return app.whenReady().then(() => this.#isUsable());
  }

  getSelectedStorageBackend(): 'basic_text' | 'gnome_libsecret' | 'unknown' {
    return app.isReady() ? this.#seal.backend : 'unknown';
  }

  setUsePlainTextEncryption(isAllowed: boolean): void {
    this.#isPlainTextAllowed = isAllowed;
  }

  /** @throws Error when encryption is not available. */
  encryptString(plainText: string): Buffer {
    if (!this.isEncryptionAvailable()) throw new Error('Error while encrypting the text provided.');
    return this.#seal.encrypt(plainText);
  }

  /** @throws Error when encryption is not available or the text is not ours. */
  decryptString(encrypted: Buffer): string {
    try {
      if (this.isEncryptionAvailable()) return this.#seal.decrypt(encrypted);
    } catch (cause) {
      throw new Error(UNDECIPHERED, { cause });
    }
    throw new Error(UNDECIPHERED);
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    await app.whenReady();
    return this.encryptString(plainText);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    await app.whenReady();
    return { shouldReEncrypt: false, result: this.decryptString(encrypted) };
  }

  #isUsable(): boolean {
    return this.#seal.backend !== 'basic_text' || this.#isPlainTextAllowed;
  }
}

const UNDECIPHERED = 'Error while decrypting the ciphertext provided.';

const KEY = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
const IV = Buffer.alloc(16, ' ');

const basicText: Seal = {
  backend: 'basic_text',
  encrypt: (plainText) => {
    const cipher = createCipheriv('aes-128-cbc', KEY, IV);
    return Buffer.concat([PREFIX.basicText, cipher.update(plainText, 'utf8'), cipher.final()]);
  },
  decrypt: (encrypted) => {
    const decipher = createDecipheriv('aes-128-cbc', KEY, IV);
    const body = decipher.update(bodyOf(encrypted, PREFIX.basicText));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  },
};

/** Chromium's own bytes differ ("v11" is AES-CBC); ours are authenticated, so that another keyring never half works. */
function keyring(folder: string): Seal {
  // Read once: a keyring that is changed under a running app is not what this models.
  let key: Buffer | null = null;
  const secret = (): Buffer => (key ??= secretIn(folder));
  return {
    backend: 'gnome_libsecret',
    encrypt: (plainText) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', secret(), nonce);
      const body = Buffer.concat([cipher.update(plainText, 'utf8'), cipher.final()]);
      return Buffer.concat([PREFIX.keyring, nonce, cipher.getAuthTag(), body]);
    },
    decrypt: (encrypted) => {
      const body = bodyOf(encrypted, PREFIX.keyring);
      const decipher = createDecipheriv('aes-256-gcm', secret(), body.subarray(0, 12));
      decipher.setAuthTag(body.subarray(12, 28));
      return Buffer.concat([decipher.update(body.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

const PREFIX = { basicText: Buffer.from('v10'), keyring: Buffer.from('v11') } as const;

function bodyOf(encrypted: Buffer, prefix: Buffer): Buffer {
  if (!encrypted.subarray(0, prefix.length).equals(prefix)) throw new Error('encrypted by another backend');
  return encrypted.subarray(prefix.length);
}

/** The secret that the keyring keeps for this app, made on its first use. */
function secretIn(folder: string): Buffer {
  const file = join(folder, 'hearthline-safe-storage');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    // Two apps may start at once; the second one finds the first one's secret.
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file);
}

export const safeStorage = new SafeStorage();
