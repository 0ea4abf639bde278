import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  changeSettings,
  DEFAULT_SETTINGS,
  openSettings,
  rememberDevice,
  type Backing,
  type StoredSettings,
} from './settings.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearthline-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store like electron-store: defaults, then the file; a file that is no JSON throws a SyntaxError. */
function fileStore(where: string): Backing {
  const file = join(where, 'settings.json');
  const kept = readdirSync(where).includes('settings.json')
    ? (JSON.parse(readFileSync(file, 'utf8')) as StoredSettings)
    : {};
  const store: StoredSettings = { ...DEFAULT_SETTINGS, ...kept };
  return {
    store,
    get: (key) => store[key],
    set: (key, value) => {
      store[key] = value;
      writeFileSync(file, JSON.stringify(store));
    },
  };
}
const opened = (): { settings: ReturnType<typeof openSettings>; setAside: number } => {
  let setAside = 0;
  const settings = openSettings(folder, fileStore, () => (setAside += 1)); // prettier-ignore
  return { settings, setAside };
};

describe('the settings', () => {
  it('start with defaults and keep what is set', () => {
    const { settings } = opened();
    expect(settings.get('desk')).toEqual({ theme: 'system' });
    settings.set('lastExtension', '1001');
    expect(opened().settings.get('lastExtension')).toBe('1001');
  });

  it('change one by one, as the desk asks', () => {
    const { settings } = opened();
    changeSettings(settings, { theme: 'dark' });
    changeSettings(settings, { letterKeys: false, theme: undefined });
    expect(settings.get('desk')).toEqual({ theme: 'dark', letterKeys: false });
  });

  it('remember a device for each role, until the system’s own is chosen again', () => {
    const { settings } = opened();
    rememberDevice(settings, { role: 'speaker', deviceId: 'headset' });
    rememberDevice(settings, { role: 'ringer', deviceId: 'box' });
    rememberDevice(settings, { role: 'speaker', deviceId: null });
    expect(settings.get('devices')).toEqual({ ringer: 'box' });
  });

  it.each([
    '{"desk": {"theme": "purple"}}',
    '{"desk',
    '{"password": "sesame"}',
    '{"devices": {"camera": "x"}}',
  ])('that make no sense are set aside, not deleted: %s', (text) => {
    writeFileSync(join(folder, 'settings.json'), text);
    const { settings, setAside } = opened();
    expect(setAside).toBe(1);
    expect(settings.get('desk')).toEqual(DEFAULT_SETTINGS.desk);
    expect(readFileSync(join(folder, 'settings.set-aside.json'), 'utf8')).toBe(text);
  });

  it('that cannot be read for another reason are not taken for broken ones', () => {
    const refuse = (): never => {
      throw new Error('EACCES');
    };
    expect(() => openSettings(folder, refuse, () => undefined)).toThrow('EACCES');
  });
});
