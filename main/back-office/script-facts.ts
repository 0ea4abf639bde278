import { z } from '#shared/contract/schema.ts';
import { keptScript, type KeptScript } from '../kept-scripts.ts';
import type { Facts } from '../records/store.ts';

const FACT = 'scripts-beside';

/** What was kept of the scripts beside calls; nothing of what another version of the app wrote otherwise. */
export function scriptsIn(facts: Pick<Facts, 'get'>): KeptScript[] {
  const text = facts.get(FACT);
  if (text === null) return [];
  const each = z.array(z.unknown()).parse(JSON.parse(text));
  return each.flatMap((one) => keptScript.safeParse(one).data ?? []);
}

/** @param facts of whoever sits here; undefined when nobody does any more */
export function keepScripts(facts: Facts | undefined, kept: readonly KeptScript[]): void {
  if (kept.length === 0) facts?.remove(FACT);
  else facts?.set(FACT, JSON.stringify(kept));
}
