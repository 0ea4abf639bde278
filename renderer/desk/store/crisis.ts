import { ask, once } from './ask.ts';
import { bridge } from './bridge.ts';

/** Begins crisis mode for the team, or ends it; a notice says when the team could not be told. */
export function switchCrisis(on: boolean): void {
  void once('crisis', () => ask(bridge().setCrisis({ on })));
}
