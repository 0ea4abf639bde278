import type { FaultTeam, TeamPlan } from './team.ts';
import type { LoggedEvent } from '../../shared/callback/event.ts';

/** One kind of bad luck. */
export interface Fault {
  readonly name: string;
  readonly plan?: TeamPlan;
  /**
   * Lets it happen, and lets the team come out of it. Asserts what the agents were told on the way.
   * @returns the log as it was before, where the hub lost some of it
   */
  readonly happen: (team: FaultTeam) => Promise<readonly LoggedEvent[] | void>;
  /** What the agent sees, for the table. */
  readonly seen: string;
}
