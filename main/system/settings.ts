import { renameSync } from 'node:fs';
import { join } from 'node:path';
import type { DeviceRole } from '#shared/call/line-state.ts';
import { deviceRole } from '#shared/call/line-state.ts';
import { settings } from '#shared/contract/desk-state.ts';
import { z } from '#shared/contract/schema.ts';

/** What survives a restart. Nothing about patients, nothing secret: those have places of their own. */
export const storedSettings = z.strictObject({
  /** What the desk's settings page changes. */
  desk: settings,
  /** Device chosen for each role; a role that is not here follows the system. */
  devices: z.partialRecord(deviceRole, z.string().max(512)),
  /** Where the window was last. */
  place: z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }).nullable(),
  lastExtension: z.string().max(64),
  /** The profile opened last, as it stood in its file. */
  profile: z.strictObject({ fileName: z.string().max(255), text: z.string().max(1_000_000) }).nullable(),
});
export type StoredSettings = z.output<typeof storedSettings>;

export const DEFAULT_SETTINGS: StoredSettings = {
  desk: { theme: 'system' },
  devices: {},
  place: null,
  lastExtension: '',
  profile: null,
};

/** Some of the settings, as the desk asks to change them. */
export type SettingsChange = z.output<ReturnType<typeof settings.partial>>;

export interface DeviceChoice {
  readonly role: DeviceRole;
  /** Null follows the system's default. */
  readonly deviceId: string | null;
}

/** Where settings are kept, one value per key. */
export interface SettingsStore {
  get<K extends keyof StoredSettings>(key: K): StoredSettings[K];
  set<K extends keyof StoredSettings>(key: K, value: StoredSettings[K]): void;
}

export function rememberDevice(store: SettingsStore, { role, deviceId }: DeviceChoice): void {
  const { [role]: _, ...others } = store.get('devices');
  store.set('devices', deviceId === null ? others : { ...others, [role]: deviceId });
}

export function changeSettings(store: SettingsStore, change: SettingsChange): void {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  store.set('desk', settings.parse({ ...store.get('desk'), ...given }));
}

export const SETTINGS_FILE = 'settings';

/** What electron-store gives: everything at once, and a way to write single values. */
export interface Backing {
  readonly store: StoredSettings;
  set<K extends keyof StoredSettings>(key: K, value: StoredSettings[K]): void;
}

/** What is told when the file is not as it should be. */
export interface SettingsTrouble {
  onSetAside(): void;
  /** A change could not be written. It holds until the app ends. */
  onUnsaved(error: unknown): void;
}

/**
 * Opens the settings. They are read once and kept in memory: the desk's state asks for them at every push, and neither
 * a full disk nor a file that somebody else damages may stop a call or a sign-in.
 * A file that cannot be read, or says what no version of Hearthline wrote, is set aside under another name, so that
 * the app starts and nothing of it is lost.
 * @throws whatever `open` throws about anything but the file's content
 */
export function openSettings(
  folder: string,
  open: (folder: string) => Backing,
  trouble: SettingsTrouble,
): SettingsStore {
  const first = opened(folder, open);
  if (first) return keptInMemory(first, trouble);
  renameSync(join(folder, `${SETTINGS_FILE}.json`), join(folder, `${SETTINGS_FILE}.set-aside.json`));
  trouble.onSetAside();
  return keptInMemory(open(folder), trouble);
}

function opened(folder: string, open: (folder: string) => Backing): Backing | null {
  try {
    const backing = open(folder);
    return storedSettings.safeParse(backing.store).success ? backing : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function keptInMemory(backing: Backing, trouble: SettingsTrouble): SettingsStore {
  let values = storedSettings.parse(backing.store);
  return {
    get: (key) => values[key],
    set: (key, value) => {
      values = { ...values, [key]: value };
      try {
        backing.set(key, value);
      } catch (error) {
        trouble.onUnsaved(error);
      }
    },
  };
}
