import type { QueueReport } from '../callbacks/queue-port.ts';
import type { LogEvent, LogFields } from '../system/log.ts';

/** A line for the log file about the queue or the hub: codes and counts, never anything about a patient. */
export function reportLine({ what, code, details }: QueueReport): { event: LogEvent; fields: LogFields } {
  const isState = what === 'link';
  const count = details?.['count'];
  return {
    event: `queue-${what}`,
    fields: { ...(isState ? { state: code } : { code }), ...(count !== undefined && { count }) },
  };
}
