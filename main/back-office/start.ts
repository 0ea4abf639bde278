import type { DeviceSecret } from '../records/device-secret.ts';

/** What the back office's thread is given when it starts. */
export interface OfficeStart {
  /** Where the agents' records are. */
  readonly folder: string;
  /** The table of time zones by number (number-zones.ts). */
  readonly zonesFile: string;
  readonly deviceSecret: DeviceSecret;
}
