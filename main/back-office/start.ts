import type { ResourceLimits } from 'node:worker_threads';
import type { DeviceSecret } from '../records/device-secret.ts';

/**
 * A hundred thousand callbacks take about 35 MiB. Without a word V8 lets the garbage of a first sync grow to four times
 * that before it looks, and keeps the room for good; the nearer the upper limit, the sooner it looks. This one is still
 * far from what any team fills.
 */
export const OFFICE_MEMORY: ResourceLimits = { maxYoungGenerationSizeMb: 24, maxOldGenerationSizeMb: 512 };

/** What the back office's thread is given when it starts. */
export interface OfficeStart {
  /** Where the agents' records are. */
  readonly folder: string;
  /** The table of time zones by number (number-zones.ts). */
  readonly zonesFile: string;
  readonly deviceSecret: DeviceSecret;
}
