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
  type SettingsStore,
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
    set: (key, value) => {
      store[key] = value;
      writeFileSync(file, JSON.stringify(store));
    },
  };
}
const opened = (open = fileStore): { settings: SettingsStore; setAside: number; unsaved: unknown[] } => {
  let setAside = 0;
  const unsaved: unknown[] = [];
  const settings = openSettings(folder, open, {
    onSetAside: () => void (setAside += 1),
    onUnsaved: (error) => unsaved.push(error),
  });
  return { settings, setAside, unsaved };
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
    expect(() => opened(refuse)).toThrow('EACCES');
  });

  it('hold until the app ends when the disk is full', () => {
    const full = new Error('ENOSPC');
    const onFullDisk = (where: string): Backing => ({
      store: fileStore(where).store,
      set: () => {
        throw full;
      },
    });
    const { settings, unsaved } = opened(onFullDisk);
    settings.set('lastExtension', '1001');
    expect(settings.get('lastExtension')).toBe('1001');
    expect(unsaved).toEqual([full]);
  });

  it('are read once, so that a file damaged meanwhile stops nothing', () => {
    const { settings } = opened();
    settings.set('lastExtension', '1001');
    writeFileSync(join(folder, 'settings.json'), '{"desk');
    expect(settings.get('lastExtension')).toBe('1001');
  });
});
