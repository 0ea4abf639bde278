import type { Done } from '#shared/contract/schema.ts';
import type { CrisisMode, CrisisState } from '#shared/team/crisis.ts';
import { DONE } from '../done.ts';
import type { KeptCrisis } from './kept-crisis.ts';

/** Crisis mode as a sitting uses it. */
export interface CrisisDesk {
  readonly state: CrisisState;
  /**
   * A lead's word for the whole team. Errors: `not-allowed` from anybody else; `crisis-untold` without a way, when nothing
   * was changed anywhere; `crisis-unsure` when the hub did not say whether it has it; `crisis-off` on a hub that does not
   * take it.
   */
  set(on: boolean): Promise<Done>;
  stop(): void;
}

export interface SoloCrisisParts {
  readonly name: string;
  readonly now: () => number;
  readonly kept: KeptCrisis;
  readonly onState: (state: CrisisState) => void;
}

/** One desk alone leads itself, and tells nobody. */
export function soloCrisis({ name, now, kept, onState }: SoloCrisisParts): CrisisDesk {
  let mode: CrisisMode | null = kept.get();
  const state = (): CrisisState => ({ mode, link: 'nobody' });
  return {
    get state() {
      return state();
    },
    set: async (on) => {
      mode = on ? { sinceMs: now(), by: name } : null;
      kept.set(mode);
      onState(state());
      return DONE;
    },
    stop: () => undefined,
  };
}
