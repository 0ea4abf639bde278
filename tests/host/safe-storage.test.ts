import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Fixture } from './fixture/run-fixture.ts';

const SECRET = 'a device’s half of a key';
const folder = mkdtempSync(join(tmpdir(), 'hearthline-keyrings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the fixture on a desktop with this keyring, or with none, for as long as `act` takes. */
async function onDesktop<T>(keyring: string | null, act: (app: Fixture) => Promise<T>): Promise<T> {
  const app = await Fixture.start({ env: { HEARTHLINE_HOST_KEYRING: keyring ? join(folder, keyring) : '' } });
  try {
    return await act(app);
  } finally {
    await app.close();
  }
}

describe('safeStorage', () => {
  it('without a keyring is not available, until the app insists', async () => {
    await onDesktop(null, async (app) => {
      expect(await app.ask('secrets')).toEqual({ backend: 'basic_text', isAvailable: false });
      await expect(app.ask('encrypt', SECRET)).rejects.toThrow('Error while encrypting');
      await app.ask('insistOnPlainText');
      expect(await app.ask('secrets')).toEqual({ backend: 'basic_text', isAvailable: true });
      expect(await app.ask('decrypt', await app.ask('encrypt', SECRET))).toBe(SECRET);
    });
  });

  it('with a keyring gives a secret back after a restart, and on another computer to nobody', async () => {
    const encrypted = await onDesktop('home', async (app) => {
      expect(await app.ask('secrets')).toEqual({ backend: 'gnome_libsecret', isAvailable: true });
      return app.ask<string>('encrypt', SECRET);
    });
    expect(Buffer.from(encrypted, 'base64').toString('latin1')).not.toContain('device');
    expect(await onDesktop('home', (app) => app.ask('decrypt', encrypted))).toBe(SECRET);
    const elsewhere = onDesktop('elsewhere', (app) => app.ask('decrypt', encrypted));
    await expect(elsewhere).rejects.toThrow('Error while decrypting');
    const nowhere = onDesktop(null, async (app) => {
      await app.ask('insistOnPlainText');
      return app.ask('decrypt', encrypted);
    });
    await expect(nowhere).rejects.toThrow('Error while decrypting');
  });
});
