import { crisisMode, type CrisisMode } from '#shared/team/crisis.ts';
import { kept } from '../callbacks/kept.ts';
import type { Facts } from '../records/store.ts';

/** This desk's copy of whether crisis mode is on, among the agent's records. */
export interface KeptCrisis {
  get(): CrisisMode | null;
  /** A disk that does not take it leaves the copy as it was: the hub is asked again at the next start. */
  set(mode: CrisisMode | null): void;
}

/** @param whose the team, by its id; another team's word does not count in this one */
export function keptCrisis(facts: Facts, whose: string): KeptCrisis {
  const fact = `crisis.${whose}`;
  return {
    get: () => {
      const text = facts.get(fact);
      return text === null ? null : (crisisMode.safeParse(JSON.parse(text)).data ?? null);
    },
    set: (mode) =>
      void kept(() => (mode === null ? facts.remove(fact) : facts.set(fact, JSON.stringify(mode)))),
  };
}
