import type { ConnectionState } from '#shared/call/line-state.ts';
import type { AppError } from '#shared/result.ts';
import type { Clock } from './clock.ts';

/** How often the servers are looked at while there is no link. */
const AGAIN_AFTER_MS = 30_000;
/** A link that comes back at the first retry needs no diagnosis. */
const FIRST_ATTEMPT_EXAMINED = 2;

/** While the line has no link, finds out what is wrong with the way to the servers, now and then. */
export interface ServerWatch {
  connectionIs(connection: ConnectionState): void;
  /** What was found; null while there is a link or nothing is known. */
  finding(): AppError | null;
  stop(): void;
}

function nothing(): void {}

export function createServerWatch(deps: {
  servers: readonly string[];
  clock: Clock;
  examine: (servers: readonly string[]) => Promise<AppError | null>;
  changed: () => void;
}): ServerWatch {
  const { servers, clock, examine, changed } = deps;
  let finding: AppError | null = null;
  let isDown = false;
  let isLooking = false;
  let stopTimer = nothing;

  const look = async (): Promise<void> => {
    isLooking = true;
    const found = await examine(servers);
    isLooking = false;
    if (!isDown) return;
    finding = found;
    changed();
    stopTimer = clock.after(AGAIN_AFTER_MS, () => void look());
  };
  return {
    connectionIs: (connection) => {
      if (connection.name === 'connected' || connection.name === 'idle') {
        isDown = false;
        finding = null;
        stopTimer();
        return;
      }
      if (isDown || servers.length === 0 || connection.attempt < FIRST_ATTEMPT_EXAMINED) return;
      isDown = true;
      if (!isLooking) void look();
    },
    finding: () => finding,
    stop: () => {
      isDown = false;
      stopTimer();
    },
  };
}
