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
  windows: z.partialRecord(
    z.enum(['desk', 'sign-in']),
    z.strictObject({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
  ),
  lastExtension: z.string().max(64),
  /** The profile opened last, as it stood in its file. */
  profile: z.strictObject({ fileName: z.string().max(255), text: z.string().max(1_000_000) }).nullable(),
});
export type StoredSettings = z.output<typeof storedSettings>;

export const DEFAULT_SETTINGS: StoredSettings = {
  desk: { theme: 'system' },
  devices: {},
  windows: {},
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
