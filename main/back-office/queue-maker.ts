import { uptime } from 'node:os';
import type { NumberRules } from '#shared/phone/number.ts';
import type { Profile } from '#shared/profile/profile.ts';
import type { EventCodec } from '../hub/codec.ts';
import type { Hub } from '../hub/hub.ts';
import type { Person, QueueDesk, QueueOptions, QueueReport } from '../callbacks/queue-port.ts';
import type { Clock } from '../clock.ts';
import type { RecordStore } from '../records/store.ts';
import type { ZonesOf } from './number-zones.ts';

export interface QueueMakerDeps {
  readonly clock: Clock;
  readonly zonesOf: ZonesOf;
  readonly createQueue: (options: QueueOptions) => QueueDesk;
  readonly report: (report: QueueReport) => void;
}

/** What differs from one sitting to the next. */
export interface QueuePlan {
  readonly store: RecordStore;
  readonly hub: Hub;
  readonly codec: EventCodec;
  readonly me: Person;
  readonly colleagues: () => readonly Person[];
  readonly rules: Profile['callbacks'];
  readonly numbers: NumberRules;
  readonly importKey: Uint8Array | null;
  readonly onChange: () => void;
}

export type QueueMaker = (plan: QueuePlan) => QueueDesk;

/** Makes queues out of what every sitting has in common and what is its own. */
export function queueMaker({ clock, zonesOf, createQueue, report }: QueueMakerDeps): QueueMaker {
  return (plan) =>
    createQueue({
      ...plan,
      clock,
      zonesOf,
      report,
      random: Math.random,
      uptimeMs: () => uptime() * 1000,
    });
}
