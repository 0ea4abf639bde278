import type { Done } from '#shared/contract/schema.ts';
import { crisisAt, type CrisisState } from '#shared/team/crisis.ts';
import type { Office } from './call-reports.ts';
import type { Clock } from './clock.ts';
import { NOBODY } from './done.ts';

export interface CrisisDeps {
  readonly office: Pick<Office, 'ask' | 'onCrisis' | 'crisis'>;
  /** This desk's agent as the team knows them. */
  readonly me: () => { readonly lead: boolean };
  readonly clock: Pick<Clock, 'now'>;
  readonly changed: () => void;
}

/** Whether the team is in crisis mode, as this sitting's desk shows it and goes by it. */
export class Crisis {
  readonly #deps: CrisisDeps;
  readonly stop: () => void;
  #state: CrisisState;

  constructor(deps: CrisisDeps) {
    this.#deps = deps;
    this.#state = deps.office.crisis();
    this.stop = deps.office.onCrisis((state) => this.#take(state));
  }

  get isOn(): boolean {
    return this.state().mode !== null;
  }

  state(): CrisisState {
    const { mode, link } = this.#state;
    return { mode: crisisAt(mode, this.#deps.clock.now()), link };
  }

  /** Errors: those of the command `setCrisis`. */
  async set(on: boolean): Promise<Done> {
    const { office, me } = this.#deps;
    return me().lead ? office.ask.setCrisis({ on }) : NOBODY;
  }

  #take(state: CrisisState): void {
    this.#state = state;
    this.#deps.changed();
  }
}
