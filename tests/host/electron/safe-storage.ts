import { createCipheriv, createDecipheriv, pbkdf2Sync } from 'node:crypto';
import { app } from './app.ts';
import { Modelled } from './modelled.ts';

/**
 * Electron's safeStorage on a Linux desktop without a keyring (`basic_text`): not available unless the app insists,
 * and then encrypted under Chromium's well-known fixed password, which protects nothing (os_crypt_linux.cc, "v10").
 */
class SafeStorage extends Modelled {
  readonly electronName = 'safeStorage';
  #isPlainTextAllowed = false;

  isEncryptionAvailable(): boolean {
    return app.isReady() && this.#isPlainTextAllowed;
  }

  isAsyncEncryptionAvailable(): Promise<boolean> {
    return app.whenReady().then(() => this.#isPlainTextAllowed);
  }

  getSelectedStorageBackend(): 'basic_text' | 'unknown' {
    return app.isReady() ? 'basic_text' : 'unknown';
  }

  setUsePlainTextEncryption(isAllowed: boolean): void {
    this.#isPlainTextAllowed = isAllowed;
  }

  /** @throws Error when encryption is not available. */
  encryptString(plainText: string): Buffer {
    if (!this.isEncryptionAvailable()) throw new Error('Error while encrypting the text provided.');
    const cipher = createCipheriv('aes-128-cbc', KEY, IV);
    return Buffer.concat([PREFIX, cipher.update(plainText, 'utf8'), cipher.final()]);
  }

  /** @throws Error when encryption is not available or the text is not ours. */
  decryptString(encrypted: Buffer): string {
    const isOurs = encrypted.subarray(0, PREFIX.length).equals(PREFIX);
    if (!this.isEncryptionAvailable() || !isOurs)
      throw new Error('Error while decrypting the ciphertext provided.');
    const decipher = createDecipheriv('aes-128-cbc', KEY, IV);
    return Buffer.concat([decipher.update(encrypted.subarray(PREFIX.length)), decipher.final()]).toString(
      'utf8',
    );
  }

  async encryptStringAsync(plainText: string): Promise<Buffer> {
    await app.whenReady();
    return this.encryptString(plainText);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    await app.whenReady();
    return { shouldReEncrypt: false, result: this.decryptString(encrypted) };
  }
}

const PREFIX = Buffer.from('v10');
const KEY = pbkdf2Sync('peanuts', 'saltysalt', 1, 16, 'sha1');
const IV = Buffer.alloc(16, ' ');

export const safeStorage = new SafeStorage();
