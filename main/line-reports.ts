import type { Levels } from '#shared/call/line-state.ts';
import type { LineOrder, lineReports, Milestone } from '#shared/contract/line.ts';
import type { PracticeFacts } from '#shared/contract/practice.ts';
import { DONE } from './done.ts';
import type { Handlers } from './ipc/gate.ts';
import type { Line } from './line.ts';
import type { Vault } from './vault.ts';

export interface LineReportDeps {
  readonly line: Line;
  readonly vault: Vault;
  /** The engine has loaded: what it needs to know is sent to it. */
  readonly onReady: () => void;
  readonly onLevels: (levels: Levels) => void;
  readonly onMilestone: (milestone: Milestone) => void;
  readonly onPractised: (facts: PracticeFacts) => void;
}

export type SendOrder = (order: LineOrder) => void;

/** What main does with each report of the line window. */
export function lineReportHandlers(deps: LineReportDeps): Handlers<typeof lineReports> {
  const { line, vault } = deps;
  return {
    ready: () => {
      deps.onReady();
      return DONE;
    },
    snapshot: (snapshot) => {
      line.reported(snapshot);
      return DONE;
    },
    levels: (levels) => {
      deps.onLevels(levels);
      return DONE;
    },
    milestone: (milestone) => {
      deps.onMilestone(milestone);
      return DONE;
    },
    practised: (facts) => {
      deps.onPractised(facts);
      return DONE;
    },
    settled: ({ id, result }) => {
      line.settled(id, result);
      return DONE;
    },
    credential: ({ realm }) => vault.ha1(realm),
  };
}
