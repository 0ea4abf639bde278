import { safeStorage } from 'electron';

/** What the operating system keeps for this app and gives to nobody else at the desk. */
export interface OsSecrets {
  /** False on a Linux desktop without a keyring: what is "encrypted" there anyone with the file can read. */
  readonly isKept: boolean;
  encrypt(text: string): Buffer;
  /** @throws Error when it was encrypted on another computer or for another person */
  decrypt(encrypted: Buffer): string;
}

/** Only once the app is ready. */
export function osSecrets(): OsSecrets {
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  // Without a keyring Electron wants to hear that we know: the PIN must then be long enough to stand alone.
  if (isPlain) safeStorage.setUsePlainTextEncryption(true);
  return {
    isKept: !isPlain && safeStorage.isEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (encrypted) => safeStorage.decryptString(encrypted),
  };
}
