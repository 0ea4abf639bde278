import { safeStorage } from 'electron';
import type { SecretKeeper } from '../records/device-secret.ts';

/** What the operating system keeps for this app and gives to nobody else at the desk. Only once the app is ready. */
export function osSecrets(): SecretKeeper {
  const isPlain = process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text';
  // Without a keyring Electron wants to hear that we know: the PIN must then be long enough to stand alone.
  if (isPlain) safeStorage.setUsePlainTextEncryption(true);
  return {
    isKept: !isPlain && safeStorage.isEncryptionAvailable(),
    encrypt: (text) => safeStorage.encryptString(text),
    decrypt: (encrypted) => safeStorage.decryptString(encrypted),
  };
}
