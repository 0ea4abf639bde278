import ElectronStore from 'electron-store';
import { DEFAULT_SETTINGS, SETTINGS_FILE, type StoredSettings } from './settings.ts';

/**
 * Steps from older versions of the settings, by the version that made them necessary. Version 0.1.0 is the first,
 * so there are none yet; electron-store notes in the file which it has been through.
 */
const MIGRATIONS = {};

/** `settings.json` in the user-data folder, written atomically at each change. */
export function electronStore(folder: string): ElectronStore<StoredSettings> {
  return new ElectronStore<StoredSettings>({
    cwd: folder,
    name: SETTINGS_FILE,
    defaults: DEFAULT_SETTINGS,
    migrations: MIGRATIONS,
  });
}
