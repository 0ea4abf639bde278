import type { StreamConfig } from '@nats-io/jetstream';
import {
  BULLETIN_SETTINGS,
  LOG_SETTINGS,
  SCRIPT_SETTINGS,
  SIGNAL_SETTINGS,
  STREAM,
  TEAM_SETTINGS,
} from '../../main/hub/layout.ts';

/** A stream as Hearthline makes it, and as `check` wants to find it. */
export type StreamDefinition = { readonly name: string } & Partial<StreamConfig>;

const NANOS_PER_S = 1_000_000_000;

/** No consumer outlives its reader for long, whatever it was made with: a desk that comes back makes a new one. */
const consumer_limits = { inactive_threshold: 600 * NANOS_PER_S };

/**
 * Streams that came with a later Hearthline and keep nothing for good: a hub without one was made before, and gets it with
 * `start` or `tell`. Any other stream that is missing is one that was lost.
 */
export const ADDED_LATER: readonly string[] = [STREAM.signals];

/** Every stream of a hub. What was said can be neither changed nor taken out; a full disk refuses rather than forgets. */
export function streamDefinitions(replicas: number): StreamDefinition[] {
  const common = { num_replicas: replicas, consumer_limits };
  const log = { ...LOG_SETTINGS, subjects: [...LOG_SETTINGS.subjects] };
  const team = { ...TEAM_SETTINGS, subjects: [...TEAM_SETTINGS.subjects], allow_direct: true };
  return [
    { ...common, ...log, name: STREAM.callbacks },
    { ...common, ...team, name: STREAM.team },
    { ...common, ...log, name: STREAM.audit, subjects: ['audit.>'] },
    { ...common, ...BULLETIN_SETTINGS, subjects: [...BULLETIN_SETTINGS.subjects], name: STREAM.bulletin },
    { ...common, ...SCRIPT_SETTINGS, subjects: [...SCRIPT_SETTINGS.subjects], name: STREAM.scripts },
    {
      ...common,
      name: STREAM.presence,
      subjects: ['presence.*'],
      // A stream in memory is gone itself after a restart of a hub with one node.
      storage: 'file',
      retention: 'limits',
      discard: 'old',
      allow_direct: true,
      max_msgs_per_subject: 1,
      max_msg_size: 4096,
      max_age: 90 * NANOS_PER_S,
      duplicate_window: 90 * NANOS_PER_S,
    },
    { ...common, ...SIGNAL_SETTINGS, subjects: [...SIGNAL_SETTINGS.subjects], name: STREAM.signals },
  ];
}
